"""The quiz of lesson 09: each question is asked in the lesson by ``ml.quiz("09.name")``."""

from mlcourse.checks.questions import Option, Question

QUESTIONS = (
    Question(
        "09.both_high",
        "After 100 epochs a network's training loss is 0.52 and hardly falls any more; the validation loss is 0.50. "
        "Others have reached 0.30 on these data. What would you try first?",
        "09.1",
        (
            Option(
                "more training examples",
                "It does not follow those that it has. More of them change nothing about that.",
            ),
            Option(
                "more hidden units",
                "Yes: it underfits. It cannot even follow the examples that it is shown.",
                right=True,
            ),
            Option(
                "stopping earlier",
                "Nothing has become worse yet. That is a brake, and this network does not get going.",
            ),
        ),
    ),
    Question(
        "09.gap",
        "Training loss 0.12, validation loss 0.16; both have fallen in each of the last ten epochs. Does it overfit?",
        "09.1",
        (
            Option(
                "not up to now",
                "Yes: going on still lowers the validation loss. Overfitting begins where it rises.",
                right=True,
            ),
            Option(
                "yes, it does",
                "The validation loss is nearly always the higher one. Going on still makes it lower.",
                misconception=55,
            ),
            Option(
                "that cannot be seen from these two",
                "The validation loss shows it: it still falls. The training loss falls whether it is noise that is "
                "learned or not.",
                misconception=55,
            ),
        ),
    ),
    Question(
        "09.who_gains",
        "A network overfits. Which of these makes it worse, as a rule?",
        "09.2",
        (
            Option("more training examples", "They leave less room for noise."),
            Option(r"a larger $\lambda$", "It keeps the weights small, and the function smooth."),
            Option("fewer hidden units", "Less freedom, less noise that can be followed."),
            Option(
                "more epochs",
                "Yes: more steps bring it nearer to the training examples, noise included.",
                right=True,
            ),
        ),
    ),
    Question(
        "09.patience",
        "Patience 2. The validation losses, from epoch 0 on: 0.9, 0.6, 0.7, 0.5, 0.55, 0.52, 0.4. When does the run "
        "stop, "
        "and whose weights are handed over?",
        "09.3",
        (
            Option(
                "after epoch 5; those of epoch 5",
                "The last ones are two epochs past the best.",
                misconception=54,
            ),
            Option(
                "after epoch 6; those of epoch 6",
                "0.52 was the second in a row: the patience is at its end, and 0.4 is never seen.",
                misconception=54,
            ),
            Option(
                "after epoch 5; those of epoch 3",
                "Yes: 0.55 and 0.52 are the two in a row that are not below 0.5.",
                right=True,
            ),
            Option(
                "after epoch 4; those of epoch 3",
                "That is the second epoch that is not better, but not the second in a row: 0.5 in between began anew.",
                misconception=54,
            ),
        ),
    ),
    Question(
        "09.rising_loss",
        "From epoch 10 to epoch 50 the validation loss doubles, and the validation accuracy stays at 0.98. Which "
        "explains it best?",
        "09.4",
        (
            Option(
                "one of the two is computed wrongly",
                "They measure different things: how sure, and on which side of one half.",
                misconception=25,
            ),
            Option(
                "the few that are wrong are wrong with more and more certainty",
                "Yes. Whoever needs the classes loses nothing; whoever needs the probabilities does.",
                right=True,
            ),
            Option(
                "the accuracy will fall soon",
                "It may, and need not: the border hardly moves while the certainty grows.",
                misconception=25,
            ),
        ),
    ),
    Question(
        "09.dropout",
        "A network was trained with dropout, $p = 0.5$. Somebody forgets to switch it off, and asks it twice about the "
        "same patient. What comes back?",
        "09.2",
        (
            Option(
                "twice the same probability",
                "θ is the same, and the mask is drawn anew each time: two different networks answer.",
            ),
            Option(
                "two different probabilities",
                "Yes: other units are left out the second time. In evaluation all are to be there.",
                right=True,
            ),
            Option(
                "twice half of what it should be",
                "What is kept was divided by ½, so the sums keep their size on average. They waver.",
            ),
        ),
    ),
    Question(
        "09.scaler",
        "Which of these is a leak?",
        "09.5",
        (
            Option(
                "mean and standard deviation of all data, before they are split",
                "Yes: each training example then carries a bit of the test part.",
                right=True,
            ),
            Option(
                "mean and standard deviation from the training part, applied to all three parts",
                "That is how it is done: the test part is scaled by what was known before it came.",
            ),
            Option(
                "choosing λ by the validation part",
                "That is what it is there for. Its own score is then a little too good; so there is a test part.",
                misconception=53,
            ),
        ),
    ),
    Question(
        "09.stopped_on_test",
        "A run is stopped where the loss on the *test* part is lowest, and that loss is reported. What is wrong?",
        "09.5",
        (
            Option(
                "nothing, it may be reported",
                "The weights were not fitted to the test part, and the epoch was: of a hundred the one was taken "
                "that is best on just these examples.",
                misconception=53,
            ),
            Option(
                "the run was stopped too early",
                "Perhaps. What is certain is that the number is no test any more.",
            ),
            Option(
                "the reported loss is too low, as a rule",
                "Yes: it is the lowest of many, chosen by chance as well. On new examples it is higher.",
                right=True,
            ),
        ),
    ),
)
