"""The predictions of lesson 02: each is asked for in the lesson by ``ml.predict("02.name")``."""

from mlcourse.checks.questions import Curve, Option, Prediction

PREDICTIONS = (
    Prediction(
        "02.relu_curve",
        "Three ReLU units, $\\max(x, 0)$, $\\max(x - 1, 0)$ and $\\max(x - 2, 0)$, are added up with the weights "
        "1, −2 and 2: $\\hat y = \\max(x, 0) - 2\\max(x - 1, 0) + 2\\max(x - 2, 0)$. Draw "
        "$\\hat y$ over $x$ from −1 to 3.",
        "02.2",
        curve=Curve("x", "ŷ", (-1, 3), (-1.5, 2.5), tolerance=0.08),
        explanation="To the left of 0 all three are off. From 0 on the first rises with slope 1; at 1 the second "
        "joins with −2, so the slope is −1; at 2 the third adds 2, and the slope is 1 again.",
    ),
    Prediction(
        "02.five_linear_layers",
        "The two moons again. One network has **five** hidden layers of 8 units and no activation, another **one** "
        "hidden layer of 8 units with tanh. Which gets more of the test points right?",
        "02.4",
        (
            Option(
                "the five linear layers",
                "More than 300 parameters, and all together they draw one straight line.",
                misconception=10,
            ),
            Option("both about the same", "The moons cannot be separated by a straight line."),
            Option(
                "the one layer with tanh",
                "Bends need an activation, and one layer of them is enough here.",
                right=True,
            ),
        ),
        explanation="The five linear layers do just as well as a network without any hidden layer: 0.87, at best "
        "0.88, from "
        "whatever start. Of fifty starts of the tanh layer each does better, the median is 0.97.",
        again="Lesson 02 trained two networks on the two moons: **five** hidden layers of 8 units and no "
        "activation, and **one** hidden layer with tanh. Which got more of the test points right?",
    ),
    Prediction(
        "02.temperature",
        "Logits (2, 1, 0). As they are, softmax says 0.67, 0.24, 0.09. Now all logits are multiplied by ten. "
        "The first class "
        "gets about …",
        "02.3",
        (
            Option(
                "0.67",
                "Softmax looks at differences, and they have become ten times as large.",
            ),
            Option("1.00", "The difference is 10 now, and $e^{10}$ is 22,000.", right=True),
            Option("0.33", "That would be so if they were divided by a large number."),
        ),
    ),
    Prediction(
        "02.shift",
        "And if 1000 is **added** to all three logits, and the formula is computed exactly?",
        "02.3",
        (
            Option(
                "the probabilities stay as they were",
                "$e^{1000}$ stands above and below the fraction line and cancels.",
                right=True,
            ),
            Option("the first class gets nearly everything", "The differences are still 1 and 2."),
            Option(
                "the probabilities no longer exist",
                "$e^{1000}$ is a number like any other, if too large for a float64: what is computed carelessly fails.",
                misconception=12,
            ),
        ),
        again="Logits (2, 1, 0), softmax, computed exactly. If 1000 is **added** to all three logits, what becomes of "
        "the probabilities?",
    ),
)
