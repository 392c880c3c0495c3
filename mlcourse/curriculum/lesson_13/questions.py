"""The quiz of lesson 13: each question is asked in the lesson by ``ml.quiz("13.name")``."""

from mlcourse.checks.questions import Option, Question

QUESTIONS = (
    Question(
        "13.leak",
        "In which line does the network get to know something that is not known when a new patient comes?",
        "13.1",
        (
            Option(
                "A: `x = table.x`",
                "Yes: the days of therapy are among the columns, and they come after the diagnosis.",
                right=True,
            ),
            Option(
                "E: `x.shape[1]` inputs",
                "It takes what it is given. What it is given is decided elsewhere.",
            ),
            Option(
                "J: `history.predict`",
                "A prediction from the inputs of a test example is what it is for.",
            ),
        ),
        again="A table of tumors holds 30 measurements and the days of therapy so far. A network is to warn "
        "of malignant "
        "tumors in new patients. In which line does it get to know what will not be known then?",
    ),
    Question(
        "13.scale",
        "Which line leaves some inputs of the network about 200,000 times as large as others?",
        "13.1",
        (
            Option(
                "C: `np.arange(len(x)) % 5`",
                "It deals the rows. What stands in them it leaves alone.",
            ),
            Option(
                "B: `x / x.max()`",
                "Yes: one number for all columns. The smoothness, 0.1, becomes 0.00003 and counts for nothing. "
                "It has looked at the test rows as well.",
                right=True,
            ),
            Option(
                "A: `x = table.x`",
                "Raw numbers are where one begins; the scaling is the next line's business.",
            ),
        ),
        again="Columns of very unequal size are scaled by `x / x.max()`. What is wrong with that line? "
        "Which one is it?",
    ),
    Question(
        "13.loss",
        "Which line does not fit what the output layer says?",
        "13.1",
        (
            Option(
                'E: `output="sigmoid"`',
                "A probability of one of two classes: a sigmoid is right.",
            ),
            Option(
                "J: `history.predict(…) > 0.5`",
                "A threshold is a decision, and this one the usual; it may be questioned, but it fits.",
            ),
            Option(
                'F: `loss="mean_squared_error"`',
                "Yes: where p is near 0 or 1 and wrong, its gradient through the sigmoid vanishes. Cross-entropy's "
                "does not (lesson 03).",
                right=True,
            ),
        ),
        again='A project has the lines E: `output="sigmoid"`, F: `loss="mean_squared_error"`, J: `said = p > 0.5`. '
        "Which of them does not fit what the output layer says?",
    ),
    Question(
        "13.order",
        "A batch holds 32 rows. Which line makes most batches all benign, and the last one of an epoch all malignant?",
        "13.1",
        (
            Option(
                "H: `shuffle=False`",
                "Yes: the rows are sorted, and so are the batches.",
                right=True,
            ),
            Option(
                "C: `np.arange(len(x)) % 5`",
                "It takes every fifth row, so each part has its share of both classes. That it keeps the "
                "order does no "
                "harm where batches are shuffled.",
            ),
            Option(
                "D: `learning_rates = (0.003, 0.01, 0.03)`",
                "Each rate is trained on the same rows; the rates do not order them.",
                misconception=49,
            ),
        ),
        again="The rows of a table are sorted by class. Which line of a project makes that a fault?",
    ),
    Question(
        "13.weights",
        "Which line leaves each network with the weights of its last epoch, whichever was its best one?",
        "13.1",
        (
            Option(
                "L: `if score > best`",
                "It chooses among three networks, and each of them has its last weights by then.",
            ),
            Option(
                "D: `learning_rates = (0.003, 0.01, 0.03)`",
                "Each has its own best epoch; the rates do not choose among epochs.",
            ),
            Option(
                "G: `epochs=20`",
                "Yes: 20, and beside it no `early_stopping`, which keeps the best. The validation part is there, and "
                "nobody asks it.",
                right=True,
            ),
        ),
        again="A project trains three learning rates (line D) with `epochs=20` (line G) and keeps the network with "
        "the best score (line L). Which line leaves each network with the weights of its last epoch?",
    ),
    Question(
        "13.one_draw",
        "Which line makes the outcome a single draw, of which nobody knows how lucky it was?",
        "13.1",
        (
            Option(
                "G: `epochs=20`",
                "More or fewer epochs move the outcome, but they draw nothing.",
            ),
            Option(
                "I: `seed=1`",
                "Yes. It can be repeated, and that is good; but another start gives another number. Say several.",
                right=True,
            ),
            Option(
                'F: `loss="mean_squared_error"`',
                "The loss is a function of weights and data. Nothing is drawn there.",
            ),
        ),
        again="A network is trained once, with `seed=1`, and its score is reported. What is missing?",
    ),
    Question(
        "13.metric",
        "Which line computes a number that is 86 % for somebody who never warns?",
        "13.1",
        (
            Option(
                "J: `history.predict(…) > 0.5`",
                "It makes classes of probabilities; no score yet.",
            ),
            Option(
                "L: `if score > best`",
                "It compares numbers. Which number is compared was decided one line before.",
            ),
            Option(
                "K: `ml.accuracy`",
                "Yes: 86 % of the tumors are benign. What the clinic asks is how many of the malignant ones "
                "are found.",
                right=True,
            ),
        ),
        again="Of 417 tumors 60 are malignant. Which score is 86 % for somebody who never warns?",
    ),
    Question(
        "13.test_part",
        "Which line turns the test part into a validation part?",
        "13.1",
        (
            Option(
                "L: `if score > best`",
                "Yes: it keeps the rate that is best on part 0. It was chosen there, so its score there is too "
                "good. The validation part was there for it.",
                right=True,
            ),
            Option(
                "J: `x[part == 0]`",
                "Once, at the end, that is what the test rows are for. Here it is done in the loop: who listens?",
                misconception=53,
            ),
            Option(
                "C: `np.arange(len(x)) % 5`",
                "Part 0 must be split off before training. That is how it stays unseen.",
            ),
        ),
        again="A project scores three learning rates on the test part and reports the best score. What has "
        "turned the test part into a validation part?",
    ),
    Question(
        "13.number_output",
        "The target is a number from 25 to 346. What belongs at the output?",
        "13.2",
        (
            Option(
                "softmax over 322 classes, cross-entropy",
                "The numbers are whole; but then 200 taken for 201 is as wrong as 200 taken for 25. The order of "
                "the numbers is lost.",
            ),
            Option(
                "one unit, no activation, squared error",
                "Yes: any number may come out. The squared error weighs a far miss more; that is to be wanted, or "
                "another loss.",
                right=True,
            ),
            Option(
                "one unit with a sigmoid, squared error",
                "A sigmoid ends at 1, and the smallest target is 25: all would be answered by nearly 1.",
            ),
        ),
    ),
    Question(
        "13.binary_score",
        "A malignant tumor that is missed costs far more than a false alarm. What is reported?",
        "13.2",
        (
            Option(
                "recall and precision of the malignant class",
                "Yes: the two errors cost differently, and each has its number. In this set that is class 0: "
                "`positive=0`.",
                right=True,
            ),
            Option(
                "accuracy, over both of the classes",
                "Both classes are frequent here: 63 % to 37 % hides less than 9 to 1, but both errors still count "
                "the same.",
                misconception=56,
            ),
            Option(
                "recall of the malignant class alone",
                "Nothing is missed then, and that is easy: whoever warns of every tumor has a recall of 1.",
                misconception=57,
            ),
        ),
    ),
    Question(
        "13.which_columns",
        "Which columns of the wines should be left out?",
        "13.5",
        (
            Option(
                "`bottle` and `shelf`",
                "Yes: one numbers the rows, the other was put there by the grower's name. And a new bottle has no "
                "shelf yet.",
                right=True,
            ),
            Option(
                "none of them",
                "More columns tell more, and that is the trouble: it would read the shelf and look at nothing else; "
                "with a bottle from elsewhere it knows nothing.",
            ),
            Option(
                "`closure`",
                "Texts become columns of 0 and 1. Whether it helps, training says.",
            ),
        ),
        again="A table of wines has, besides measurements, a running number `bottle`, a `shelf` (sorted by "
        "grower) and "
        "`closure` (cork or screw cap). The grower is to be predicted. What should be left out?",
    ),
)
