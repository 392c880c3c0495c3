"""The quiz of lesson 05: each question is asked in the lesson by ``ml.quiz("05.name")``."""

from mlcourse.checks.questions import Option, Question

QUESTIONS = (
    Question(
        "05.stochastic",
        "What makes stochastic gradient descent stochastic?",
        "05.1",
        (
            Option(
                "it takes a random part of the data",
                "Yes. The rule of the update is the same; its gradient is a noisy estimate.",
                right=True,
            ),
            Option(
                "it takes one example at a time",
                "It may; usually a mini-batch of some dozens is taken, and the name stays.",
                misconception=41,
            ),
            Option(
                "the weights are moved at random",
                "They are moved along a gradient. Random is which examples it comes from.",
            ),
        ),
    ),
    Question(
        "05.unbiased",
        "Six batches hold all the data once. What are their gradients, compared with the full one?",
        "05.1",
        (
            Option(
                "each of them is the full gradient, up to rounding",
                "They come from different examples. After some training they point far apart.",
            ),
            Option(
                "their sum is the full gradient",
                "Each is a mean over its own batch already; the sum would be six times too long.",
                misconception=18,
            ),
            Option(
                "their mean, weighted by the batches' sizes, is the full gradient",
                "Yes, exactly. A single one of them may be far off.",
                right=True,
            ),
        ),
    ),
    Question(
        "05.nesterov",
        r"Before the step $v = 1$; now $g = 1$, and $\beta = 0.5$. What is $-\eta$ multiplied by in this step: under "
        "momentum, and under Nesterov's?",
        "05.2",
        (
            Option(
                "1.5 and 1.5",
                r"Momentum follows the new $v = 0.5 \cdot 1 + 1$. Nesterov's looks further: $g + \beta v$.",
                misconception=35,
            ),
            Option(
                "1.5 and 1.75",
                r"Yes: $v = 1.5$, and $g + \beta v = 1 + 0.5 \cdot 1.5$.",
                right=True,
            ),
            Option(
                "1 and 1.5",
                "That is the old velocity, and then the new one. Both rules use the new one.",
            ),
        ),
    ),
    Question(
        "05.count",
        r"Three epochs of 10 batches. What is Adam's $t$ in the first step of the second epoch?",
        "05.5",
        (
            Option(
                "2",
                r"$m$ and $v$ are updated in every step, so their corrections go by steps.",
                misconception=38,
            ),
            Option(
                "10",
                r"With $t = 0$ the very first correction would be $1 - \beta^0 = 0$, a division by zero.",
                misconception=37,
            ),
            Option(
                "1",
                r"Then $m$ and $v$, which went on, would be corrected for a start that is long past.",
                misconception=38,
            ),
            Option("11", "Yes: it counts steps, from 1, through the whole run.", right=True),
        ),
    ),
    Question(
        "05.epsilon",
        r"A gradient is $10^{-6}$ in every step, and $\varepsilon = 10^{-8}$. By how much does Adam move this "
        "parameter?",
        "05.3",
        (
            Option(
                r"by about $\eta/100$",
                r"So it would be with $\varepsilon$ inside: $\sqrt{10^{-12} + 10^{-8}}$ is about $10^{-4}$.",
                misconception=39,
            ),
            Option(
                r"by about $\eta/10^6$",
                "Adam divides by the usual size of the gradient, and this one is of its usual size.",
            ),
            Option(
                r"by about $\eta$",
                r"Yes: $10^{-6}/(10^{-6} + 10^{-8})$ is 0.99.",
                right=True,
            ),
        ),
    ),
    Question(
        "05.memory",
        "A network has 10,000 parameters. How many numbers does Adam remember between two steps, besides $t$?",
        "05.3",
        (
            Option(
                "2",
                "Then all parameters would share one step length, which is what Adam is there to avoid.",
                misconception=40,
            ),
            Option(
                "20,000",
                "Yes. Momentum remembers 10,000, gradient descent none.",
                right=True,
            ),
            Option(
                "10,000 for each step",
                "A running mean needs no list: the old mean and the new number are enough.",
            ),
        ),
    ),
)
