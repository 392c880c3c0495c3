"""The predictions of lesson 03: each is asked for in the lesson by ``ml.predict("03.name")``."""

from mlcourse.checks.questions import Curve, Option, Prediction

PREDICTIONS = (
    Prediction(
        "03.surprise_curve",
        "The loss of one example is $-\\ln p$, with $p$ the probability that the network gave to the true "
        "class. Draw it "
        "over $p$ from 0.02 to 1.",
        "03.2",
        curve=Curve("probability of the true class", "loss", (0.02, 1), (0, 4), tolerance=0.08),
    ),
    Prediction(
        "03.best_constant",
        "You may predict one single number for all patients, and pay the mean squared error. Which number is best?",
        "03.1",
        (
            Option("the median of the targets", "The median is best for the mean absolute error."),
            Option(
                "the mean of the targets", "And what you pay then is their variance.", right=True
            ),
            Option("0", "Only if the targets happen to be centered there."),
        ),
    ),
    Prediction(
        "03.stuck",
        "Tumors: a sigmoid unit starts out confidently wrong, with $p = 0.0025$ for every patient, while five in "
        "eight are of class 1. Twenty epochs of SGD. How do the two losses fare?",
        "03.4",
        (
            Option("both recover", "One of them has hardly any slope there."),
            Option(
                "cross-entropy recovers, squares stay stuck",
                "The slope of the squared error has the factor p(1 − p) in it: 0.0025.",
                right=True,
            ),
            Option(
                "squares recover, cross-entropy explodes",
                "A large loss is not a large gradient: p − y is −1 at the most.",
            ),
        ),
    ),
    Prediction(
        "03.lower_loss",
        "Two networks, four examples. A gives the true class 0.51, 0.51, 0.51, 0.01; B gives it 0.9, 0.9, 0.45, "
        "0.45. There are two "
        "classes. Which has the lower loss, and which is right more often?",
        "03.4",
        (
            Option("A in both", "A is right three times, but 0.01 costs 4.6."),
            Option("B in both", "B is right twice, A three times.", misconception=25),
            Option(
                "B has the lower loss, A is right more often",
                "One confident error costs A more than three timid successes save.",
                right=True,
            ),
        ),
    ),
)
