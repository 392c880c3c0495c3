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
        explanation=r"A network that expected the truth ($p = 1$) pays nothing. Half sure costs $\ln 2 = 0.69$. "
        "Towards $p = 0$ the price has no limit: a network that is certain and wrong pays for it.",
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
        explanation="Where the slope is 0, the pulls of all targets cancel: that is their mean. And the cost that "
        "is left is the variance: it is what a network must beat to have learned anything.",
    ),
    Prediction(
        "03.confident_start",
        "Tumors: a sigmoid unit starts out with $p = 0.0025$ for every patient. For five in eight, those of class 1, "
        "that is confidently wrong. Twenty epochs of SGD (lesson 00). How do cross-entropy and the squared error fare?",
        "03.4",
        (
            Option(
                "cross-entropy recovers, squares stay stuck",
                "The slope of the squared error has the factor p(1 − p) in it: 0.0025.",
                right=True,
            ),
            Option("both recover", "One of them has hardly any slope there."),
            Option(
                "squares recover, cross-entropy explodes",
                "A large loss is not a large gradient: p − y never goes beyond −1.",
            ),
        ),
        explanation=r"At $p = \sigma(-6) = 0.0025$ the factor $2p(1 - p)$ is 0.005: the squares' gradient is 200 "
        "times smaller. After twenty epochs the unit still says *class 0* to everybody. Cross-entropy comes out at the "
        "same place as from milder starts.",
        again="A sigmoid unit for two classes starts out confidently wrong for most examples and is trained by SGD for "
        "twenty epochs, once with cross-entropy, once with the squared error. How do the two fare?",
    ),
    Prediction(
        "03.lower_loss",
        "Two networks, four examples. A gives the true class 0.51, 0.51, 0.51, 0.01; B gives it 0.9, 0.9, 0.45, "
        "0.45. There are two "
        "classes. Which has the lower loss, and which is right more often?",
        "03.4",
        (
            Option(
                "A has the lower loss and is right more often",
                "A is right three times, but 0.01 costs 4.6.",
            ),
            Option(
                "B has the lower loss and is right more often",
                "B is right twice, A three times.",
                misconception=25,
            ),
            Option(
                "B has the lower loss, A is right more often",
                "One confident error costs A more than three timid successes save.",
                right=True,
            ),
        ),
    ),
)
