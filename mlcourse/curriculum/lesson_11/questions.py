"""The quiz of lesson 11: each question is asked in the lesson by ``ml.quiz("11.name")``."""

from mlcourse.checks.questions import Option, Question

QUESTIONS = (
    Question(
        "11.which_is_one",
        "Which of these is a hyperparameter?",
        "11.1",
        (
            Option("a bias of the output layer", "It is a part of θ: training moves it."),
            Option(
                "the batch size",
                "Yes: it is set before, and no gradient says how to change it.",
                right=True,
            ),
            Option(
                "the running mean of batch normalization",
                "It is not learned by a gradient, but training determines it from the data.",
            ),
        ),
    ),
    Question(
        "11.no_rate_needed",
        '"I use Adam, so I need not search for a learning rate."',
        "11.1",
        (
            Option(
                "Right, whatever the problem",
                "It scales each parameter's step. How long all of them are is still η.",
                misconception=41,
            ),
            Option(
                "Wrong, it has to be searched with Adam too",
                "Yes: its best value only lies elsewhere than with SGD.",
                right=True,
            ),
            Option(
                "Right, if the batches are large enough",
                "Larger batches make the gradient surer, and η as important as before.",
                misconception=41,
            ),
        ),
    ),
    Question(
        "11.five_axes",
        "A grid has three points on each of five axes. How many trainings is that, and how many learning rates "
        "are tried?",
        "11.2",
        (
            Option("15 and 3", "Every value meets every other: 3 · 3 · 3 · 3 · 3."),
            Option("243 and 243", "The same three learning rates come back 81 times each."),
            Option("243 and 3", "Yes. 243 random candidates try 243.", right=True),
        ),
    ),
    Question(
        "11.close_call",
        "Over five folds one candidate has the mean 0.93 and the spread 0.03, a simpler one 0.92 and 0.03. "
        "What follows?",
        "11.3",
        (
            Option(
                "the first is better by 0.01",
                "The error of a mean of five is about 0.03/√5 = 0.013: more than the difference.",
            ),
            Option(
                "they cannot be told apart; the simpler one is a good choice",
                "Yes, or more folds and more seeds, if it is worth the trainings.",
                right=True,
            ),
            Option(
                "nothing follows from as few as five scores",
                "They say that a third one with 0.80 is worse.",
            ),
        ),
    ),
    Question(
        "11.what_may_look",
        "Which of these may look at all the data, before the folds are made?",
        "11.4",
        (
            Option(
                "the standardization of the features",
                "It does not look at labels, but at the held-out features. Its means and spreads are learned, as θ is.",
                misconception=53,
            ),
            Option(
                "the choice of the best 20 features",
                "It is the worst leak of all: it looks at the labels.",
                misconception=53,
            ),
            Option("the shuffling of the examples", "Yes: it learns nothing.", right=True),
        ),
    ),
    Question(
        "11.what_to_report",
        "200 candidates were judged on the validation part, and the best has 0.95. Which number do you report?",
        "11.5",
        (
            Option(
                "that of this candidate on the test part, once",
                "Yes, whatever it is. From then on the test part chooses nothing.",
                right=True,
            ),
            Option("0.95", "It was chosen for that number, so the number flatters it."),
            Option(
                "the best of all 200 on the test part",
                "Then the test part chooses, and its best flatters just as much.",
                misconception=53,
            ),
        ),
    ),
)
