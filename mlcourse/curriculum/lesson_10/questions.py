"""The quiz of lesson 10: each question is asked in the lesson by ``ml.quiz("10.name")``."""

from mlcourse.checks.questions import Option, Question

QUESTIONS = (
    Question(
        "10.rare_disease",
        "One person in a thousand has a disease. A test is right for 99.8 % of all persons. What do you know of it?",
        "10.1",
        (
            Option(
                "it is good: hardly anybody is misjudged",
                "Saying *healthy* to everybody is wrong for one in a thousand.",
                misconception=56,
            ),
            Option(
                "it is bad: it finds none of the ill",
                "It may: two errors in a thousand can be two false alarms, with every ill person found.",
            ),
            Option(
                "too little: the question is whom it finds",
                "Yes, or without the confusion matrix: always *healthy* has 99.9 %.",
                right=True,
            ),
        ),
    ),
    Question(
        "10.by_name",
        "A spam filter marks 50 mails, of which 40 are spam. 60 spam mails came in all. Precision and recall are …",
        "10.2",
        (
            Option(
                "precision 40/60, recall 40/50",
                "Swapped: precision divides by what was marked, recall by what there was to be found.",
                misconception=57,
            ),
            Option("precision 40/50, recall 40/60", "Yes: TP 40, FP 10, FN 20.", right=True),
            Option(
                "both 40/50",
                "Recall asks about the 60 that came, 20 of which were not marked.",
                misconception=57,
            ),
        ),
    ),
    Question(
        "10.never_called",
        "A classifier calls nothing positive. Of 100 examples, 20 are positive. What does this course give as its "
        "recall and its precision?",
        "10.2",
        (
            Option(
                "recall 0, precision 0",
                "Yes. Recall is 0/20. Precision is 0/0, which counts as 0, mostly with a warning: whoever finds "
                "nothing should not be rewarded for it.",
                right=True,
            ),
            Option(
                "recall 0, precision 1",
                "It was never wrong in calling something positive, and never right: TP/(TP + FP) is 0/0.",
                misconception=57,
            ),
            Option(
                "recall 0.8, precision 0.8",
                "0.8 is its accuracy: it is right for the 80 negatives.",
                misconception=56,
            ),
        ),
    ),
    Question(
        "10.area_of_half",
        "The area under a ROC curve is 0.5. What is known?",
        "10.3",
        (
            Option(
                "the positive ranks higher in half of the pairs",
                "Yes, a tie counting half: the scores rank them no better than a coin would.",
                right=True,
            ),
            Option(
                "half of its answers were right, half wrong",
                "The area knows of no answers, only of the order of the scores.",
            ),
            Option(
                "the threshold was 0.5",
                "The curve goes over all thresholds.",
                misconception=58,
            ),
        ),
    ),
    Question(
        "10.which_average",
        "Ten kinds of flowers, one of them far more frequent than the others. Which score falls clearly if one of the "
        "rare kinds is never recognized?",
        "10.4",
        (
            Option(
                "micro F1",
                "Where every flower has one kind that is the accuracy, and a rare kind hardly counts.",
                misconception=58,
            ),
            Option(
                "macro F1",
                "Yes: each kind counts a tenth, whether it is rare or not.",
                right=True,
            ),
            Option(
                "either of the two",
                "Only macro is. Micro sums TP, FP and FN first, so frequent kinds decide.",
                misconception=58,
            ),
        ),
    ),
    Question(
        "10.two_scores",
        "On the same small test part one model has the R² 0.46, another 0.50. Over ten folds R² of such models has a "
        "spread of 0.1. Is the second one better?",
        "10.5",
        (
            Option(
                "yes, by 0.04",
                "On other examples both numbers would have been others, by about 0.1.",
            ),
            Option(
                "that cannot be said by these two numbers",
                "Yes: compare them fold by fold, and look at how their differences spread.",
                right=True,
            ),
            Option(
                "no, they are equally good",
                "That does not follow either: a difference of 0.04 may be real, and not be seen on so few examples.",
            ),
        ),
    ),
)
