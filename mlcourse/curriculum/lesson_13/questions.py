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
        "Which line leaves inputs to the network of which some are a million times as large as others?",
        "13.1",
        (
            Option(
                "C: `np.arange(len(x)) % 5`",
                "It deals the rows. What stands in them it leaves alone.",
            ),
            Option(
                "B: `x / x.max()`",
                "Yes: one number for all columns. The smoothness, 0.1, becomes 0.00002 and is heard by "
                "nobody. It has "
                "looked at the test rows as well.",
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
                "J: `> 0.5`",
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
        "Which line lets most steps see benign tumors only, and the last ones of an epoch malignant ones only?",
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
                "D: the learning rates",
                "Each rate is trained on the same rows; the rates do not order them.",
                misconception=49,
            ),
        ),
        again="The rows of a table are sorted by class. Which line of a project makes that a fault?",
    ),
    Question(
        "13.weights",
        "In which line is the best epoch thrown away?",
        "13.1",
        (
            Option(
                "J: `history.predict`",
                "It takes the best weights where they were kept. Nobody has asked for that.",
            ),
            Option(
                "D: three learning rates",
                "Each has its own best epoch; the rates do not choose among epochs.",
            ),
            Option(
                "G: `epochs=20`",
                "Yes: 20, and no early stopping. The validation part is there, and nobody asks it; the last weights "
                "are "
                "taken.",
                right=True,
            ),
        ),
        again="A project trains with `epochs=20` (line G) for three learning rates (line D) and then calls "
        "`history.predict` (line J). In which line is the best epoch thrown away?",
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
                "F: the loss",
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
                "J: `> 0.5`",
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
        "Which line uses up the test part?",
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
        "used up the "
        "test part?",
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
                "one unit with ReLU, squared error",
                "The target is never negative; but where the unit's sum is, it has no gradient, and such an example "
                "is not learned from.",
                misconception=16,
            ),
        ),
    ),
    Question(
        "13.number_score",
        "By what should the regression be judged?",
        "13.2",
        (
            Option(
                "by the mean squared error of the training part",
                "That is what was made small: it says how well the network follows what it was shown.",
            ),
            Option(
                "by its accuracy, the share of exact hits",
                "It will nearly never hit exactly, and a miss by 1 would count as one by 300.",
                misconception=56,
            ),
            Option(
                "by R² and the absolute error of the test part",
                "Yes, both have a yardstick: R² is 0 for the mean of the targets, and the absolute error has the "
                "target's unit.",
                right=True,
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
        "13.binary_threshold",
        "From which probability of a malignant tumor on should it warn?",
        "13.2",
        (
            Option(
                "from 0.5 on",
                "There the sigmoid turns, and there both errors cost the same, if the probabilities are right. Here "
                "they do not.",
                misconception=58,
            ),
            Option(
                "from the one with the highest recall on the test part",
                "Chosen there, the test part is used up; and threshold 0 has the highest recall.",
                misconception=53,
            ),
            Option(
                "from the one that costs least on the validation part",
                "Yes, with what the two errors cost (lesson 10). The 0.5 in the next cell is where the clinic has "
                "not answered yet.",
                right=True,
            ),
        ),
        again="A missed tumor costs far more than a false alarm. From which probability on should a classifier warn?",
    ),
    Question(
        "13.classes_output",
        "One of ten digits. What belongs at the output?",
        "13.2",
        (
            Option(
                "one unit, no activation, squared error",
                "0 to 9 are numbers; but then a 7 lies between a 6 and an 8, and taking it for a 1 is six times as "
                "wrong as for a 6 or 8.",
            ),
            Option(
                "ten units, softmax, cross-entropy",
                "Yes: ten probabilities that sum to 1, since exactly one is right.",
                right=True,
            ),
            Option(
                "ten sigmoids, binary cross-entropy",
                "Ten questions, ten answers: that works too, and is right where several may be true at once. Here "
                "they compete.",
                misconception=24,
            ),
        ),
    ),
    Question(
        "13.what_to_report",
        "The best of four candidates has a validation accuracy; five seeds of it have test accuracies. What "
        "goes into the "
        "report as its quality?",
        "13.3",
        (
            Option(
                "the best of the five test accuracies",
                "That network may be used, but it is the best by chance too, and the test part has then chosen.",
                misconception=53,
            ),
            Option(
                "the validation accuracy of the chosen one",
                "It was measured on examples held out, and the candidate was chosen for it: the winner's curse "
                "(lesson 11).",
                misconception=53,
            ),
            Option(
                "mean and spread of the test accuracies",
                "Yes, with the baseline beside them. Nothing was chosen by them.",
                right=True,
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
