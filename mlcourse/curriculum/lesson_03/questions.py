"""The quiz of lesson 03: each question is asked in the lesson by ``ml.quiz("03.name")``."""

from mlcourse.checks.questions import Option, Question

QUESTIONS = (
    Question(
        "03.shapes",
        "`prediction` is (50, 1), `target` is (50,), and every prediction is perfect. What is "
        "`np.mean((prediction - target) ** 2)`?",
        "03.1",
        (
            Option(
                "exactly 0",
                "It should be. But (50, 1) − (50,) is (50, 50): every prediction minus every target.",
                misconception=17,
            ),
            Option(
                "twice the targets' variance",
                "Yes: the mean over all pairs of two independent targets.",
                right=True,
            ),
            Option(
                "an error, raised by numpy",
                "Broadcasting stretches both without a word. The library's own loss takes the "
                "targets as one column.",
            ),
        ),
    ),
    Question(
        "03.sum_or_mean",
        "You change your loss from the mean over the batch to the sum, with batches of 32. For the same steps "
        "θ ← θ − ηg as before, the learning rate η must be …",
        "03.1",
        (
            Option("left as it is", "All gradients are 32 times as large now.", misconception=18),
            Option("multiplied by 32", "That would make the steps 1024 times as long."),
            Option(
                "divided by 32",
                "Yes: step = learning rate · gradient, and the gradient grew 32-fold.",
                right=True,
            ),
        ),
    ),
    Question(
        "03.twice",
        "A network ends in softmax, and somebody gives its *output* to a loss that takes logits. Three classes, and "
        "the network is right and certain: (1, 0, 0). What is the loss?",
        "03.3",
        (
            Option(
                "0.55", "Yes: −ln(e/(e + 2)). It cannot get lower, so training crawls.", right=True
            ),
            Option(
                "0",
                "It would be for logits (1000, 0, 0). But (1, 0, 0) taken as logits is nothing like "
                "certain.",
                misconception=21,
            ),
            Option(
                "infinite",
                "Softmax never gives 0, least of all when applied twice.",
                misconception=21,
            ),
        ),
    ),
    Question(
        "03.classes_mean",
        "Categorical cross-entropy of 100 examples with 10 classes, one-hot targets: what is divided by what?",
        "03.3",
        (
            Option(
                "the sum of all −y ln p by 1000",
                "900 of these terms are 0 by construction; they are no examples.",
                misconception=20,
            ),
            Option(
                "the sum of all −y ln p by 100",
                "Yes: one surprise for each example, and their mean.",
                right=True,
            ),
            Option(
                "the sum of all −y ln p by 10,000",
                "That takes the mean over the batch twice.",
                misconception=19,
            ),
        ),
    ),
    Question(
        "03.log_zero",
        "In float64, σ(40) is exactly 1. What does −ln(1 − σ(40)) give, and what is the right loss for y = 0?",
        "03.3",
        (
            Option(
                "40; right is 40", "1 − 1 is 0, and the logarithm of 0 is −∞.", misconception=23
            ),
            Option(
                "infinity; right is infinity",
                "No probability was 0: the sigmoid was rounded.",
                misconception=23,
            ),
            Option(
                "infinity; right is 40",
                "Yes: −ln(1 − σ(z)) = ln(1 + eᶻ), which is 40 here. From the logit it is harmless.",
                right=True,
            ),
        ),
    ),
    Question(
        "03.accuracy",
        "From one epoch to the next the loss on the test examples falls from 0.50 to 0.45, and the share of right "
        "answers falls too, from 0.91 to 0.90. What explains both?",
        "03.4",
        (
            Option(
                "most answers became surer, and a few barely right ones barely wrong",
                "Yes: barely wrong costs hardly more than barely right, and surer answers cost less.",
                right=True,
            ),
            Option(
                "the number of right answers was counted wrongly",
                "Both can be true: accuracy asks only which class is first, the loss how likely the true one is.",
                misconception=25,
            ),
            Option(
                "a few answers became confidently wrong, and all others stayed as they were",
                "Then the loss would have risen.",
            ),
        ),
    ),
    Question(
        "03.first_loss",
        "Ten classes, weights by He's formula. The first batch has a loss of 2.9; ln 10 is 2.30. That is …",
        "03.4",
        (
            Option(
                "a bug: the first loss must be ln K",
                "Only if all logits start near 0.",
                misconception=24,
            ),
            Option(
                "too low: it has learned already",
                "Nothing has been trained yet, and 2.9 is above 2.30.",
            ),
            Option(
                "fine: the first guesses are random, not even",
                "Yes: a random opinion costs a little more than none.",
                right=True,
            ),
        ),
    ),
)
