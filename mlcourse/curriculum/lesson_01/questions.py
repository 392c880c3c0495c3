"""The quiz of lesson 01: each question is asked in the lesson by ``ml.quiz("01.name")``."""

from mlcourse.checks.questions import Option, Question

QUESTIONS = (
    Question(
        "01.equal_weights",
        "All weights of a network start at 0.5. After a thousand steps of training, the units of a hidden layer …",
        "01.1",
        (
            Option(
                "have moved, and differ from each other",
                "All of them see the same data through the same weights: they compute the same, and get the same "
                "gradient.",
                misconception=1,
            ),
            Option(
                "have not moved from 0.5",
                "They do move, but all in the same way: the gradient is the same for each, not 0.",
            ),
            Option(
                "have moved, and are alike still",
                "Yes. Together they are worth a single unit.",
                right=True,
            ),
        ),
    ),
    Question(
        "01.biases",
        "The biases start at 0. That is …",
        "01.4",
        (
            Option(
                "the same mistake as zero weights",
                "It is the weights that tell units apart. With random weights, units with equal biases get different "
                "gradients.",
                misconception=2,
            ),
            Option(
                "fine, as long as the weights are random",
                "Yes, and it is the usual choice.",
                right=True,
            ),
            Option(
                "a problem where the units are ReLU",
                "z = xW + b is as often positive as negative when W is centered at 0, whatever the biases.",
            ),
        ),
    ),
    Question(
        "01.variance_or_std",
        "A layer has 200 inputs and ReLU. Which call draws its weights by He's formula?",
        "01.3",
        (
            Option(
                "`rng.normal(0, np.sqrt(2 / 200), size)`",
                "Yes: a standard deviation of 0.1.",
                right=True,
            ),
            Option(
                "`rng.normal(0, 2 / 200, size)`",
                "0.01 is the variance. numpy's normal takes the standard deviation, $\\sqrt{0.01} = 0.1$.",
                misconception=3,
            ),
            Option(
                "`rng.random(size) * np.sqrt(2 / 200)`",
                "These are uniform numbers between 0 and 0.1, all of them positive.",
                misconception=7,
            ),
        ),
    ),
    Question(
        "01.which_fan",
        "A layer has 900 inputs and 100 ReLU units. What does it do to the signal if you put fan_out where He "
        "has fan_in?",
        "01.3",
        (
            Option(
                "it leaves the signal as large as it is",
                "Only where the layer is square. Each unit here adds up 900 terms, not 100.",
                misconception=4,
            ),
            Option(
                "it makes the signal 3 times as large", "Yes: $\\sqrt{900/100} = 3$.", right=True
            ),
            Option(
                "it makes the signal 9 times as large",
                "The variance is 9 times as large; its root counts.",
                misconception=3,
            ),
        ),
    ),
    Question(
        "01.relu_needs",
        "Why does ReLU need twice the variance that a layer without activation needs?",
        "01.3",
        (
            Option(
                "it has no bound above",
                "It lets positive values through as they are. What matters is what it takes away.",
            ),
            Option(
                "it does not, Xavier's variance suits both",
                "Through thirty square layers of ReLU Xavier leaves $2^{-15}$ of the signal.",
                misconception=5,
            ),
            Option(
                "it cuts off half of the mean square",
                "Yes: negative values become 0, and they hold half of the squares.",
                right=True,
            ),
        ),
    ),
    Question(
        "01.uniform_limit",
        "`rng.uniform(-0.3, 0.3, size)` draws weights. Their standard deviation is about …",
        "01.3",
        (
            Option(
                "0.17",
                "Yes: the variance is $0.3^2/3 = 0.03$, and its root is 0.17.",
                right=True,
            ),
            Option(
                "0.3",
                "That is the limit, which the largest of them reach. Most lie nearer to 0.",
                misconception=6,
            ),
            Option("0.03", "That is the variance, $0.3^2/3$.", misconception=3),
        ),
    ),
)
