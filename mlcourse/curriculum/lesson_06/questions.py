"""The quiz of lesson 06: each question is asked in the lesson by ``ml.quiz("06.name")``."""

from mlcourse.checks.questions import Option, Question

QUESTIONS = (
    Question(
        "06.curvature",
        "The loss is multiplied by 10, and all else stays. Where does the cliff of gradient descent go?",
        "06.1",
        (
            Option(
                "it stays where it was",
                "The lowest point does. But every step is ten times as long.",
            ),
            Option(
                "to ten times the learning rate",
                "Steeper slopes make longer steps, so the rate must be smaller.",
            ),
            Option(
                "to a tenth of the learning rate",
                "Yes: the curvature is ten times as large, and the limit is 2 divided by it.",
                right=True,
            ),
        ),
    ),
    Question(
        "06.find_it",
        r"Runs with $\eta$ = 0.001, 0.01, 0.1 and 1 end at the losses 0.9, 0.5, 0.36 and nan. What now?",
        "06.1",
        (
            Option(
                "try 0.03 and 0.3 as well",
                "Yes: the cliff lies somewhere between 0.1 and 1, and how near it is, four runs do not say.",
                right=True,
            ),
            Option(
                "take 1, and look for the bug",
                "nan is what is left of a run that flew off: infinity minus infinity.",
            ),
            Option(
                "take 0.001, the safest",
                "It is safe, and after the same time at 0.9.",
            ),
        ),
    ),
    Question(
        "06.clock",
        r"266 examples, batches of 32, the last one smaller. `CosineDecay(0.1, steps=30)` was meant for 30 epochs. "
        "What happens?",
        "06.2",
        (
            Option(
                "the rate reaches 0 after 30 epochs",
                "Steps are counted, and an epoch has nine of them.",
            ),
            Option(
                "the rate reaches 0 in the fourth epoch, and stays there",
                "Yes: 30 steps are three epochs and three batches. It should have been 270.",
                right=True,
            ),
            Option(
                "the rate goes down and up again, once every 60 steps",
                "The cosine would. The schedule stays at its end.",
            ),
        ),
    ),
    Question(
        "06.half",
        r"A book has the penalty $\lambda \sum W^2$, this course $\tfrac\lambda2 \sum W^2$. Which $\lambda$ here pulls "
        r"as the book's $\lambda = 0.01$ does there?",
        "06.3",
        (
            Option(
                "0.01",
                r"Then the pull would be $0.01\,W$ here, and there it is $0.02\,W$.",
                misconception=42,
            ),
            Option(
                "0.005",
                "That is the wrong way: here λ is halved, so it must be twice as large.",
                misconception=42,
            ),
            Option(
                "0.02",
                r"Yes: $\tfrac{0.02}{2} W^2$, with the gradient $0.02\,W$ in both.",
                right=True,
            ),
        ),
    ),
    Question(
        "06.free",
        r"A layer of ten inputs and four units gets an L1 penalty with $\lambda = 0.5$. How many numbers does the "
        "penalty pull, when three of the weights are exactly 0?",
        "06.3",
        (
            Option(
                "44",
                "That would be with the four biases and the three zeros.",
                misconception=45,
            ),
            Option(
                "40",
                r"At 0 the pull is $\lambda\,\mathrm{sign}(0) = 0$: a weight that has arrived is left alone.",
                misconception=45,
            ),
            Option(
                "41",
                "Biases are free: they shift a function and do not make it steeper.",
                misconception=45,
            ),
            Option(
                "37",
                "Yes: 40 weights without the three that are 0 already; biases are free.",
                right=True,
            ),
        ),
    ),
    Question(
        "06.zeros",
        r"A weight is 0.001, $\lambda = 0.1$, and the loss's slope here is −0.05: it wants the weight larger. Where "
        "does the weight go?",
        "06.3",
        (
            Option(
                "under L1 to zero, under L2 it grows",
                "Yes: L1 pulls with 0.1, more than 0.05; L2 with 0.0001 only.",
                right=True,
            ),
            Option(
                "under both to zero", r"L2's pull is $\lambda w = 0.0001$; the slope wins by far."
            ),
            Option(
                "under both it grows",
                "L1's pull is 0.1 at any size, and the slope is only half of it.",
            ),
        ),
    ),
    Question(
        "06.decoupled",
        r"Adam with an L2 penalty, and AdamW, both with the same $\lambda$. Which weights does the penalty under Adam "
        "pull more weakly than AdamW does?",
        "06.4",
        (
            Option(
                "none, both pull alike",
                "They do so under plain gradient descent.",
                misconception=43,
            ),
            Option(
                "those with large gradients",
                r"Yes: the pull $\lambda w$ is divided by $\sqrt{\hat v}$ as all of the gradient is.",
                right=True,
            ),
            Option(
                "those that are small themselves",
                "Both pull in proportion to the weight. What differs is the division by the gradient's size.",
            ),
        ),
    ),
    Question(
        "06.order",
        r"$\theta = 2$, $\eta = 0.1$, $\lambda = 0.5$; Adam's $\hat m/(\sqrt{\hat v} + \varepsilon)$ is 1. Where does "
        "a step of AdamW end?",
        "06.4",
        (
            Option(
                "1.805",
                r"That is $(2 - 0.1)\,(1 - 0.05)$: decayed after the step. The decay belongs to the old $\theta$.",
                misconception=44,
            ),
            Option(
                "0.9",
                r"That is $2 - 0.5 \cdot 2 - 0.1$: the decay is multiplied by the learning rate, too.",
                misconception=43,
            ),
            Option("1.8", r"Yes: $2 - 0.1 \cdot 0.5 \cdot 2 - 0.1 \cdot 1$.", right=True),
        ),
    ),
)
