"""Lesson 01, initialization: what the learner can do after it, is asked and predicts."""

from mlcourse.checks.questions import Option, Prediction, Question

TITLE = "Initialization"

OBJECTIVES = {
    "01.1": "say why equal weights stay equal, and show it",
    "01.2": "predict what a spread too small or too large does to signals and gradients in a deep network",
    "01.3": "work out the standard deviation that Xavier and He give a layer, and say which activation each is for",
    "01.4": "start a whole network: weights random, biases zero",
}

QUESTIONS = (
    Question(
        "01.equal_weights",
        "All weights of a network start at 0.5. After a thousand steps of training, the units of a hidden layer …",
        "01.1",
        (
            Option(
                "have become different, since the data is",
                "All of them see the same data through the same weights: they compute the same, and get the same "
                "gradient.",
                misconception=1,
            ),
            Option(
                "still have equal weights",
                "Yes. Together they are worth a single unit.",
                right=True,
            ),
            Option(
                "are all 0.5 still",
                "They do move, but all in the same way: the gradient is the same for each, not 0.",
            ),
        ),
    ),
    Question(
        "01.biases",
        "The biases start at 0. That is …",
        "01.4",
        (
            Option(
                "the same mistake as zero weights: the units stay equal",
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
                "a problem for ReLU: no unit ever fires",
                "z = xW + b is as often positive as negative when W is centered at 0, whatever the biases.",
            ),
        ),
    ),
    Question(
        "01.variance_or_std",
        "A layer has 200 inputs and ReLU. Which call starts its weights after He?",
        "01.3",
        (
            Option(
                "`rng.normal(0, 2 / 200, size)`",
                "0.01 is the variance. numpy's normal takes the standard deviation, $\\sqrt{0.01} = 0.1$.",
                misconception=3,
            ),
            Option(
                "`rng.normal(0, np.sqrt(2 / 200), size)`",
                "Yes: a standard deviation of 0.1.",
                right=True,
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
        "A layer has 512 inputs and 32 ReLU units. What does it do to the signal if you put fan_out where He "
        "has fan_in?",
        "01.3",
        (
            Option(
                "nothing: it is a matter of convention",
                "Only where the layer is square. Each unit here adds up 512 terms, not 32.",
                misconception=4,
            ),
            Option(
                "it makes the signal 4 times as large", "Yes: $\\sqrt{512/32} = 4$.", right=True
            ),
            Option(
                "it makes the signal 16 times as large",
                "The variance is 16 times as large; its root counts.",
                misconception=3,
            ),
        ),
    ),
    Question(
        "01.relu_needs",
        "Why does ReLU need twice the variance that a linear layer needs?",
        "01.3",
        (
            Option(
                "because it cuts off half of the signal's mean square",
                "Yes: negative values become 0, and they hold half of the squares.",
                right=True,
            ),
            Option(
                "because it has no upper bound",
                "It lets positive values through as they are. What matters is what it takes away.",
            ),
            Option(
                "it does not: Xavier is right for every activation",
                "Through thirty square layers of ReLU Xavier leaves $2^{-15}$ of the signal.",
                misconception=5,
            ),
        ),
    ),
    Question(
        "01.uniform_limit",
        "Weights are to be uniform within ±limit, with standard deviation 0.1. The limit is …",
        "01.3",
        (
            Option(
                "0.1",
                "Uniform numbers within ±0.1 spread less than their limit: their standard deviation is 0.058.",
                misconception=6,
            ),
            Option(
                "$0.1 \\cdot \\sqrt{3} \\approx 0.173$",
                "Yes: within ±limit the variance is limit²/3.",
                right=True,
            ),
            Option(
                "0.2", "Twice the standard deviation has no meaning here; look at limit²/3 = 0.01."
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        "01.zeros",
        "A 2-16-16-2 network on the two moons, 60 epochs of Adam. It starts with **all weights at 0**, or **all at "
        "0.5**, or random. Which will beat guessing?",
        "01.1",
        (
            Option(
                "all three: gradient descent finds its way",
                "From zero it finds nothing: behind zero weights every gradient is 0.",
                misconception=1,
            ),
            Option(
                "0.5 and random; but 0.5 stays worse",
                "From 0.5 the network learns as if each layer had one unit: better than guessing, and no better "
                "than that.",
                right=True,
            ),
            Option(
                "only random",
                "Equal units can still move together: they learn what a single unit can learn.",
            ),
        ),
    ),
    Prediction(
        "01.thirty_layers",
        "Thirty layers of 100 tanh units, weights with a standard deviation of **0.01**. The input has a "
        "standard deviation "
        "of 1. What is left of it after the thirtieth layer?",
        "01.2",
        (
            Option(
                "about 0.1",
                "That is what is left after the first layer: $\\sqrt{100} \\cdot 0.01 = 0.1$.",
            ),
            Option("about 0.001", "The factor is 0.1 in every layer, and factors multiply."),
            Option("about $10^{-30}$", "A factor of 0.1, thirty times.", right=True),
        ),
    ),
    Prediction(
        "01.xavier_relu",
        "Now ReLU in all thirty layers, with Xavier's weights. The signal after the last layer is …",
        "01.3",
        (
            Option(
                "about as large as at the start",
                "So it is with tanh; ReLU takes half of the mean square in every layer.",
                misconception=5,
            ),
            Option(
                "more than ten thousand times smaller",
                "Half of the mean square in every layer: for the standard deviation $2^{-15}$, a "
                "thirty-thousandth, or even less.",
                right=True,
            ),
            Option("exploded", "ReLU only takes away; with Xavier nothing makes up for it."),
        ),
    ),
    Prediction(
        "01.deep_digits",
        "Handwritten digits, twelve hidden layers of 64 ReLU units, eight epochs of SGD. How many of the test "
        "digits will be "
        "right if the weights start after **He**, and how many with a standard deviation of **0.01**?",
        "01.2",
        (
            Option(
                "about the same: training makes up for the start",
                "Nothing arrives at the other end, neither signal nor gradient: there is nothing to make up with.",
            ),
            Option(
                "He about 90 %, the other about 10 %",
                "One in ten is guessing: after eight epochs the network has not even begun.",
                right=True,
            ),
            Option(
                "He about 90 %, the other about 70 %",
                "That would be a slow start. This one does not start at all.",
            ),
        ),
    ),
)
