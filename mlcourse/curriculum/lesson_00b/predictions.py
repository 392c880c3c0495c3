"""The predictions of lesson 00b: each is asked for in the lesson by ``ml.predict("00b.name")``."""

from mlcourse.checks.questions import Curve, Option, Prediction

PREDICTIONS = (
    Prediction(
        "00b.slope_curve",
        "The curve is $f(w) = w^2/2$ from $w = -3$ to $3$. Draw its slope at every $w$.",
        "00b.1",
        curve=Curve("w", "slope of f", (-3, 3), (-4, 4), tolerance=0.1),
        explanation="To the left of the lowest point the curve falls, so its slope is negative; at the lowest "
        "point it is 0; to the right it is positive. A step against the sign of the slope is a step downhill: on "
        "that rests "
        "gradient descent. How far to go, the slope does not say.",
    ),
    Prediction(
        "00b.perfect",
        "The predictions 1, 2, 3, 4 stand in an array of shape (4, 1), the same four targets in one of shape (4,). "
        "What does `np.mean((prediction - target) ** 2)` give?",
        "00b.4",
        (
            Option(
                "0", "So it should be. But the difference has the shape (4, 4).", misconception=17
            ),
            Option("2.5", "Every prediction is compared with every target.", right=True),
            Option(
                "1.25",
                "That is how far the targets lie from their mean. Two of them lie further apart than that.",
            ),
            Option("an error", "numpy stretches both shapes without a word."),
        ),
        explanation="From the right: 1 against 4 stretches to 4; then 4 against nothing stretches to 4. A perfect "
        "answer gets an error of 2.5, since most of the 16 comparisons are with another example's target.",
    ),
    Prediction(
        "00b.mean_of_many",
        "A million numbers are drawn with mean 0 and standard deviation 1. They are summed in groups of 100. What is "
        "the standard deviation of the 10,000 sums?",
        "00b.5",
        (
            Option(
                "about 10",
                "Variances of independent numbers add up: $100 \\cdot 1$, and the root of 100 is 10.",
                right=True,
            ),
            Option(
                "about 1", "The sum of many independent numbers spreads further than one of them."
            ),
            Option(
                "about 100",
                "That would be so if all numbers of a group were equal. Being independent, they partly cancel.",
            ),
        ),
        explanation="Each sum has 100 independent terms of variance 1, so its variance is 100 and its standard "
        r"deviation 10. To keep the sum at the spread of a single number, divide each by $\sqrt{100}$ "
        "first. Lesson 01 does just that with weights.",
    ),
)
