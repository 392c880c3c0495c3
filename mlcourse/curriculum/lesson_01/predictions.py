"""The predictions of lesson 01: each is asked for in the lesson by ``ml.predict("01.name")``."""

from mlcourse.checks.questions import Option, Prediction

PREDICTIONS = (
    Prediction(
        "01.zeros",
        "The 2-8-2 network of lesson 00 starts with **all weights at 0**, or **all at 0.5**, or random, and is trained "
        "on the two moons. Which will beat guessing?",
        "01.1",
        (
            Option(
                "all three, each as well as the others",
                "From zero it finds nothing: every weight's gradient has a factor of 0 in it, the unit's output or the "
                "weight on the way back, and stays 0. (Only the output's biases get one, and they see no inputs.)",
                misconception=1,
            ),
            Option(
                "0.5 and random, but 0.5 less well",
                "From 0.5 the network learns as if the hidden layer had one unit: a straight line, better than "
                "guessing, and no better than that.",
                right=True,
            ),
            Option(
                "only random",
                "Equal units can still move together: they learn what a single unit can learn.",
            ),
        ),
        explanation="From zeros nothing is learned: half right is guessing. From 0.5 something is, but by eight "
        r"equal units. They computed the same $z$, so they got the same $\delta$, so they got the same "
        "gradient, and made the same step: nothing ever told them apart. The start is symmetric, and "
        "nothing broke the symmetry. A layer of a hundred equal units is worth one unit.",
        again="In lesson 01 a 2-8-2 network learned the two moons from **all weights at 0**, from **all "
        "at 0.5**, and from random ones. Which beat guessing?",
    ),
    Prediction(
        "01.thirty_layers",
        "Thirty layers of 100 tanh units, weights with a standard deviation of **0.01**. The input has a "
        "standard deviation "
        "of 1. What is left of it after the thirtieth layer?",
        "01.2",
        (
            Option("about $10^{-30}$", "A factor of 0.1, thirty times.", right=True),
            Option(
                "about 0.1",
                "That is what is left after the first layer: $\\sqrt{100} \\cdot 0.01 = 0.1$.",
            ),
            Option("about 0.001", "The factor is 0.1 in every layer, and factors multiply."),
        ),
        explanation="Forwards the numbers shrink tenfold in each layer. What arrives at the output is the same "
        "for every example. Backwards, from the output to the front, the gradient shrinks in the same way. A weight's "
        "gradient is its input times the gradient of its unit's sum, and in every layer at least one of the two is "
        "tiny.",
    ),
    Prediction(
        "01.xavier_relu",
        "Now ReLU in all thirty layers, with Xavier's weights. What is the signal after the last layer?",
        "01.3",
        (
            Option(
                "about as large as at the start",
                "Xavier's formula lets all of the square through; ReLU takes half of the mean square in every layer.",
                misconception=5,
            ),
            Option(
                "more than ten thousand times larger",
                "ReLU only takes away; with Xavier nothing makes up for it.",
            ),
            Option(
                "more than ten thousand times smaller",
                "Half of the mean square in every layer: for the standard deviation that is $2^{-15}$, about a "
                "thirty-thousandth.",
                right=True,
            ),
        ),
        explanation="Half of the mean square is lost in each layer, and $0.5^{30}$ is a billionth; its root, for "
        "the standard deviation, is about a thirty-thousandth, $3 \\cdot 10^{-5}$. (A single network lies "
        "some times above or below it: in layers of 100 units chance has its part, and it multiplies too.)",
        again="Thirty layers of ReLU units start with Xavier's weights. What is the signal after the last layer?",
    ),
    Prediction(
        "01.deep_digits",
        "Handwritten digits, ten hidden layers of 32 ReLU units, eight epochs of SGD. How many of the test "
        "digits will be "
        "right if the weights start by **He's** formula, and how many with a standard deviation of **0.01**?",
        "01.2",
        (
            Option(
                "both nearly 90 %",
                "Training could make up for a bad start if anything arrived at the other end. Neither signal nor "
                "gradient does.",
            ),
            Option(
                "He nearly 90 %, the other about 10 %",
                "One in ten is guessing: after eight epochs the network has not even begun.",
                right=True,
            ),
            Option(
                "He nearly 90 %, the other about 70 %",
                "That would be a slow start. This one does not start at all.",
            ),
        ),
        explanation="Same network, same data, same training; only the spread of the first random numbers differs. "
        r"With std 0.01 the network gives each class 0.1, whatever the digit: a loss of $-\ln 0.1 = 2.30$, and it "
        "stays there.",
        again="Lesson 01 trained a network of ten hidden ReLU layers on handwritten digits, for eight "
        "epochs. How many of the test digits were right after a start by **He**, and how many with a "
        "standard deviation of **0.01**?",
    ),
)
