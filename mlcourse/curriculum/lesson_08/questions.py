"""The quiz of lesson 08: each question is asked in the lesson by ``ml.quiz("08.name")``."""

from mlcourse.checks.questions import Option, Question

QUESTIONS = (
    Question(
        "08.counting",
        "1000 examples, batches of 50. The batch size is doubled, to 100. How many examples, and how many steps, has "
        "an epoch then?",
        "08.1",
        (
            Option(
                "2000 examples, 20 steps",
                "An epoch looks at every example once, whatever the batch size.",
                misconception=51,
            ),
            Option(
                "1000 examples, 10 steps",
                "Yes: half as many steps, each twice as large.",
                right=True,
            ),
            Option(
                "100 examples, 1 step",
                "That is a step. An epoch is over when every example was dealt once.",
                misconception=51,
            ),
        ),
    ),
    Question(
        "08.last_batch",
        "Eleven examples, batches of 5. The batches' mean losses are 1, 2 and 7. What is the epoch's training loss?",
        "08.2",
        (
            Option(
                "3.33",
                "That is the mean of three batches. The last one holds a single example and counts a fifth as much.",
                misconception=50,
            ),
            Option(
                "1.5",
                "The last batch was left out, and with it an example.",
                misconception=50,
            ),
            Option("2", "Yes: (5 · 1 + 5 · 2 + 1 · 7)/11.", right=True),
        ),
    ),
    Question(
        "08.twice_as_often",
        "An epoch's last batch holds 4 examples, all others hold 32, and each makes one step with the same learning "
        "rate. How much does an example of the last batch move the weights, compared with one of another batch?",
        "08.2",
        (
            Option(
                "eight times as much",
                "Yes: in a mean of 4 each counts a quarter, in a mean of 32 a thirty-second. Shuffling gives every "
                "example its turn in the last batch.",
                right=True,
            ),
            Option(
                "as much as one of another batch",
                "So it is in the epoch's *loss*, which is weighted. A step is not: its gradient is a mean.",
                misconception=50,
            ),
            Option("an eighth", "A smaller batch, so each of its examples has a larger share."),
        ),
    ),
    Question(
        "08.noise",
        "A batch of 16 gives gradients that lie about 0.24 away from the full one. What is needed to halve that?",
        "08.3",
        (
            Option("batches of 32", r"Twice the batch divides the noise by $\sqrt 2$: 0.17."),
            Option("batches of 64", r"Yes: noise falls like $1/\sqrt B$.", right=True),
            Option(
                "half the learning rate",
                "That halves what the noise does to the weights. The gradient itself is as noisy as before.",
            ),
        ),
    ),
    Question(
        "08.stopped",
        "A run ends with the reason *converged*: ten epochs in a row the loss changed by less than 1 %. What is known?",
        "08.4",
        (
            Option(
                "the loss hardly changed for ten epochs",
                "Yes, and no more. Whether it is a plateau is seen by going on, or from other starts.",
                right=True,
            ),
            Option(
                "the loss has reached its lowest value",
                "Of what would have come the rule knows nothing.",
                misconception=52,
            ),
            Option(
                "the network will do well on new examples",
                "The rule looks at the training loss only.",
                misconception=52,
            ),
        ),
    ),
    Question(
        "08.max_iter",
        '`MLPClassifier(solver="adam", batch_size=50, max_iter=200)` is trained on 1000 examples and does not stop '
        "early. How many steps does it make?",
        "08.1",
        (
            Option(
                "200",
                "For this solver an *iteration* is an epoch: the name is older than the mini-batches.",
                misconception=51,
            ),
            Option(
                "10,000",
                "That is 200 · 50. An epoch has 1000/50 steps, not 50.",
                misconception=51,
            ),
            Option("4000", "Yes: 200 epochs of 20 steps.", right=True),
        ),
    ),
)
