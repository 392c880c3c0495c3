"""The quiz of lesson 02: each question is asked in the lesson by ``ml.quiz("02.name")``."""

from mlcourse.checks.questions import Option, Question

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
                "(7, 5), (31, 5), (31, 5)", "One bias for each unit, whatever the example: (5,)."
            ),
            Option(
                "(7, 5), (5,), (31, 5)",
                "Yes: (31, 7) @ (7, 5), and b is added to every row.",
                right=True,
            ),
        ),
    ),
    Question(
        "02.product",
        "x is (20, 6) and W is (6, 6). Which of these is a layer's weighted sum?",
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
                "hardly changes any more",
                "Yes: 1 − tanh(8)² is about 5 in ten million.",
                right=True,
            ),
            Option(
                "learns faster than all others",
                "What counts for learning is the slope, and out there the curve is flat.",
            ),
            Option(
                "changes as much as all others",
                "What reaches its weights is multiplied by the slope of tanh at 8, and that is nearly 0.",
            ),
        ),
    ),
    Question(
        "02.axis",
        "logits is (12, 4): 12 examples, 4 classes. Along which axis does softmax add up?",
        "02.3",
        (
            Option(
                "axis 0", "Then the 12 examples would compete for each class.", misconception=11
            ),
            Option("axis 1", "Yes: each row's four probabilities add up to 1.", right=True),
            Option(
                "both", "Then all 48 numbers together would be one distribution.", misconception=11
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
                "0, 0, 1", "The differences are 1 and 2, whatever the level: the largest gets 0.67."
            ),
            Option(
                "three times nan",
                "Yes: ∞/∞. Subtract the row's maximum first, and it is 0.09, 0.24, 0.67.",
                right=True,
            ),
        ),
    ),
    Question(
        "02.output_relu",
        "Somebody gives the output layer of a classifier ReLU before softmax, like all other layers. What happens?",
        "02.1",
        (
            Option(
                "all classes whose logits were below 0 become equally likely",
                "Yes: ReLU makes all of them 0. Nothing must cut logits off before softmax.",
                right=True,
            ),
            Option(
                "the probabilities stay as they were",
                "Softmax only sees what ReLU left.",
                misconception=16,
            ),
            Option(
                "the probabilities no longer add up to 1",
                "Softmax sees to that, whatever it is given.",
            ),
        ),
    ),
    Question(
        "02.linear",
        "A sigmoid unit on two inputs draws a straight border, where p = ½. Somebody puts a hidden layer of 1000 "
        "units **without activation** before it and trains again. The border …",
        "02.4",
        (
            Option(
                "can bend, in many places",
                "Shapes (2, 1000) and (1000, 1): the product of the two matrices is one matrix, (2, 1).",
                misconception=10,
            ),
            Option(
                "is a straight line again",
                "Yes: (2, 1000) @ (1000, 1) is (2, 1), the matrix of a single unit.",
                right=True,
            ),
            Option(
                "can bend, in one place",
                "The sigmoid comes after the sum. It is ½ where the sum is 0, and that is a line.",
            ),
        ),
    ),
)
