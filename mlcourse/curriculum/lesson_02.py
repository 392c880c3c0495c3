"""Lesson 02, the forward pass: what the learner can do after it, is asked and predicts."""

from mlcourse.checks.questions import Curve, Option, Prediction, Question

TITLE = "Forward pass"

OBJECTIVES = {
    "02.1": "follow an example, and a whole batch, through a network with the shape at every arrow",
    "02.2": "compute ReLU, sigmoid and tanh, and say where each of them saturates",
    "02.3": "turn logits into probabilities with softmax, stably and at any temperature",
    "02.4": "show why a network without activations is a single layer",
}

QUESTIONS = (
    Question(
        "02.shapes",
        "A batch of 31 examples with 7 features goes into a layer of 5 units. What are the shapes of $W$, $b$ and $z$?",
        "02.1",
        (
            Option(
                "(5, 7), (5,), (31, 5)",
                "This is how PyTorch stores it, and it computes x @ W.T. Here W has a row for each input.",
                misconception=8,
            ),
            Option(
                "(7, 5), (5,), (31, 5)",
                "Yes: (31, 7) @ (7, 5), and b is added to every row.",
                right=True,
            ),
            Option(
                "(7, 5), (31, 5), (31, 5)", "One bias for each unit, whatever the example: (5,)."
            ),
        ),
    ),
    Question(
        "02.product",
        "x is (31, 7) and W is (7, 7). Which of these is a layer's weighted sum?",
        "02.1",
        (
            Option(
                "`x * W`", "Element by element, and the shapes do not even fit.", misconception=9
            ),
            Option(
                "`x @ W`",
                "Yes. And since W is square, x @ W.T would run as well, and be wrong.",
                right=True,
            ),
            Option(
                "`x @ W.T`",
                "It runs, since W is square, and it takes each unit's weights from a row.",
                misconception=8,
            ),
        ),
    ),
    Question(
        "02.saturation",
        "A tanh unit has z = 8 for nearly every example. While training it …",
        "02.2",
        (
            Option(
                "learns fastest, since its output is largest",
                "What counts for learning is the slope, and out there the curve is flat.",
            ),
            Option(
                "hardly changes: its slope is almost 0",
                "Yes: 1 − tanh(8)² is about 5 in ten million.",
                right=True,
            ),
            Option(
                "is set to 1 and left out", "It is still computed, and it says 1 to the next layer."
            ),
        ),
    ),
    Question(
        "02.axis",
        "logits is (31, 3): 31 examples, 3 classes. Along which axis does softmax add up?",
        "02.3",
        (
            Option(
                "axis 0", "Then the 31 examples would compete for each class.", misconception=11
            ),
            Option("axis 1", "Yes: each row's three probabilities add up to 1.", right=True),
            Option(
                "both", "Then all 93 numbers together would be one distribution.", misconception=11
            ),
        ),
    ),
    Question(
        "02.maximum",
        "Softmax of (1000, 1001, 1002), computed as it is written. What comes out in float64?",
        "02.3",
        (
            Option(
                "about 0.09, 0.24, 0.67",
                "That is the right answer, but e¹⁰⁰⁰ is too large for a float64.",
                misconception=12,
            ),
            Option(
                "three times nan",
                "Yes: ∞/∞. Subtract the row's maximum first, and it is 0.09, 0.24, 0.67.",
                right=True,
            ),
            Option(
                "0, 0, 1", "The differences are 1 and 2, whatever the level: the largest gets 0.67."
            ),
        ),
    ),
    Question(
        "02.output_relu",
        "Somebody gives the output layer of a classifier ReLU before softmax, like all other layers. What happens?",
        "02.1",
        (
            Option(
                "nothing: softmax comes after it anyway",
                "Softmax only sees what ReLU left.",
                misconception=16,
            ),
            Option(
                "a class can no longer be made unlikely by a negative logit",
                "Yes: all logits below 0 become 0 alike, and learn nothing more.",
                right=True,
            ),
            Option(
                "the probabilities no longer add up to 1",
                "Softmax sees to that, whatever it is given.",
            ),
        ),
    ),
    Question(
        "02.linear",
        "A network with five layers and no activation function can learn …",
        "02.4",
        (
            Option(
                "more than one with a single layer",
                "The product of five matrices is a matrix.",
                misconception=10,
            ),
            Option(
                "exactly what a single layer can",
                "Yes: straight borders, however deep it is.",
                right=True,
            ),
            Option("nothing", "It learns what a linear model learns, which is often a good deal."),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        "02.relu_curve",
        "Three ReLU units, $a_0 = \\max(x, 0)$, $a_1 = \\max(x - 1, 0)$, $a_2 = \\max(x - 2, 0)$, are added up as "
        "$\\hat y = a_0 - 2a_1 + 2a_2$. Draw $\\hat y$ over $x$ from −1 to 3.",
        "02.2",
        curve=Curve("x", "ŷ", (-1, 3), (-1.5, 2.5), tolerance=0.08),
    ),
    Prediction(
        "02.five_linear_layers",
        "The two moons again. One network has **five** hidden layers of 16 units and no activation, another "
        "**one** hidden "
        "layer with tanh. Which gets more of the test points right?",
        "02.4",
        (
            Option(
                "the five linear layers: more parameters",
                "A thousand parameters, and all together they draw one straight line.",
                misconception=10,
            ),
            Option(
                "the one layer with tanh",
                "Bends need an activation, and one layer of them is enough here.",
                right=True,
            ),
            Option("both about the same", "The moons cannot be separated by a straight line."),
        ),
    ),
    Prediction(
        "02.temperature",
        "Logits (2, 1, 0). As they are, softmax says 0.67, 0.24, 0.09. Now all logits are multiplied by ten. "
        "The first class "
        "gets about …",
        "02.3",
        (
            Option(
                "0.67: the proportions stay",
                "Softmax looks at differences, and they have become ten times as large.",
            ),
            Option("1.00", "The difference is 10 now, and $e^{10}$ is 22,000.", right=True),
            Option("0.33", "That would be so if they were divided by a large number."),
        ),
    ),
    Prediction(
        "02.shift",
        "And if 1000 is **added** to all three logits?",
        "02.3",
        (
            Option("the first class gets nearly everything", "The differences are still 1 and 2."),
            Option(
                "the probabilities stay as they were",
                "$e^{1000}$ stands above and below the fraction line and cancels.",
                right=True,
            ),
            Option(
                "they become nan, by nature",
                "Only if it is computed carelessly: the value itself is well defined.",
                misconception=12,
            ),
        ),
    ),
)
