"""What lesson 13 asks to predict: each by ``ml.predict("13.name")`` before its outcome shows."""

from mlcourse.checks.questions import Option, Prediction

PREDICTIONS = (
    Prediction(
        "13.without_the_leak",
        "The project's accuracy was 97.6 %. Never warning has 86 %. Without the days of therapy, and with "
        "all the other "
        "faults in it, the project has …",
        "13.1",
        (
            Option(
                "about 98 %",
                "The thirty measurements would be enough for that, but scaled so they are hardly heard.",
            ),
            Option(
                "about 92 %",
                "Most of the malignant tumors are missed: the column had found what the network could not.",
                right=True,
            ),
            Option(
                "about 50 %, like a coin",
                "To be as bad as that it would have to warn of half of the benign ones.",
                misconception=56,
            ),
        ),
        again="A project on 417 tumors, 60 of them malignant, had 97.6 %, with the days of therapy among "
        "its columns and "
        "seven more faults. Without that column it had …",
    ),
    Prediction(
        "13.line_or_network",
        "On the same test part, the R² of the linear model and of the tuned network with 16 hidden units:",
        "13.4",
        (
            Option(
                "they are less than 0.1 apart",
                "The relation is nearly linear, and the rest is noise that no input tells.",
                right=True,
            ),
            Option(
                "the network's is higher by more than 0.1",
                "It could bend; but 265 patients do not show anything that would have to be bent.",
            ),
            Option(
                "the linear model's is higher by more than 0.1",
                "It would be if the network overfitted; λ and early stopping keep it from that.",
            ),
        ),
        again="On the diabetes data, the R² of a linear model and of a tuned network with 16 hidden units, "
        "on the same "
        "test part:",
    ),
    Prediction(
        "13.five_seeds",
        "Five seeds, the same data, the same settings; 42 malignant tumors in the test part. Their recalls …",
        "13.3",
        (
            Option(
                "are the same for all five",
                "The start and the order of the batches differ, and with them what lies near the threshold.",
            ),
            Option(
                "differ, by less than 0.1",
                "A few tumors lie near the threshold, and each is worth 1/42.",
                right=True,
            ),
            Option(
                "differ by more than 0.1",
                "That would be five tumors more or less. The data say more than the start does.",
            ),
        ),
        again="Five seeds of the same network on the tumors, 42 of them malignant in the test part. Their recalls …",
    ),
)
