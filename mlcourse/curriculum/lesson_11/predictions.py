"""The predictions of lesson 11: each is asked for in the lesson by ``ml.predict("11.name")``."""

from mlcourse.checks.questions import Option, Prediction

PREDICTIONS = (
    Prediction(
        "11.by_training_loss",
        "The same network is trained with λ = 0, 0.01, 0.1 and 1 for the L2 penalty. Which of them ends with "
        "the lowest *training* loss, the penalty itself not counted?",
        "11.1",
        (
            Option(
                "0", "Nothing holds the weights back from fitting the training part.", right=True
            ),
            Option(
                "0.01 or 0.1",
                "That is what the validation part may say. On the training part a penalty can only be in the way.",
            ),
            Option(
                "1",
                "The strongest penalty keeps the weights smallest, and the training part is fitted worst.",
            ),
        ),
        explanation="If λ were learned by gradient descent like θ, it would go to 0, and the number of hidden units, "
        "if it could, to infinity. What is to hold training back cannot be chosen by the training loss. So it is set "
        "before training, and judged by examples that are held out.",
    ),
    Prediction(
        "11.uniform_rates",
        "Ten learning rates are drawn uniformly between 0.0001 and 1. About how many of them lie below 0.1?",
        "11.1",
        (
            Option(
                "seven or eight",
                "So it is if each power of ten is as likely: three of the four lie below 0.1. Uniformly, what "
                "counts is "
                "the length.",
            ),
            Option("five", "The middle of a uniform draw is at 0.5, far above 0.1."),
            Option("one", "From 0.0001 to 0.1 is a tenth of the way.", right=True),
        ),
        explanation="Nine of ten lie in the uppermost power of ten, and the three below it share one draw. A learning "
        "rate acts by its factor: from 0.001 to 0.01 is as large a step as from 0.1 to 1.",
    ),
    Prediction(
        "11.grid_or_random",
        "η and λ may lie anywhere in wide ranges, and there is time for nine trainings. Which nine find the better "
        "network?",
        "11.2",
        (
            Option(
                "nine drawn at random, nearly always",
                "η matters most. They try nine learning rates, the grid three.",
                right=True,
            ),
            Option(
                "a grid of 3 × 3, nearly always",
                "It covers the square evenly, and yet it tries only three learning rates, each with three λ that make "
                "hardly a difference.",
            ),
            Option(
                "as often the one as the other",
                "It would be so if both hyperparameters mattered alike and the range were narrow.",
            ),
        ),
        again="η and λ may lie anywhere in wide ranges, and there is time for nine trainings. η matters much, and λ "
        "little. Which nine find the better network?",
    ),
    Prediction(
        "11.best_twentieth",
        "A random search is to hit the best *twentieth* of the space at least once, with a chance of 95 %. How many "
        "candidates does that take, with two hyperparameters, and with six?",
        "11.2",
        (
            Option(
                "about 20, and about 20", "With 20 it is hit with a chance of 1 − 0.95²⁰ = 64 %."
            ),
            Option(
                "about 60, and about 60",
                "1 − 0.95⁵⁹ = 0.951, however many axes there are.",
                right=True,
            ),
            Option(
                "about 60, and many thousands",
                "A grid grows by a power of the number of axes. Here a share of the space is asked for.",
            ),
        ),
        explanation=r"One candidate misses the best twentieth with the chance 0.95, and $n$ of them all miss it with "
        r"$0.95^n$. No number of axes occurs in it. (With more axes the best twentieth may be worth less; that is "
        "another matter.)",
    ),
    Prediction(
        "11.noise",
        "50 persons, 2,000 measurements of each that are pure noise, and labels dealt at random. The 20 "
        "measurements that differ most between the classes are kept, and then five folds judge a classifier on these. "
        "What accuracy do the folds say?",
        "11.4",
        (
            Option(
                "about 0.5",
                "That is the truth, and the folds do not say it: the persons held out have helped to choose.",
                misconception=53,
            ),
            Option(
                "about 0.9", "Of 2,000 columns of noise some fit all 50 labels by luck.", right=True
            ),
            Option(
                "about 0.65",
                "The leak is larger than one thinks: each held-out person has voted for the columns that fit it.",
                misconception=53,
            ),
        ),
        explanation="Choosing columns is learning, and it looked at all labels, those of the held-out persons "
        "included. "
        "When they are judged, their answers have been seen.",
    ),
    Prediction(
        "11.best_of_64",
        "64 networks differ in nothing but the seed. On 100 validation digits the best of them is right for 0.96, and "
        "all of them for 0.90 on average. About what does that best one reach on 1,497 new digits?",
        "11.5",
        (
            Option(
                "about 0.96",
                "It was the best *on these 100*. Elsewhere its luck does not come along.",
            ),
            Option(
                "about 0.93",
                "Skill and luck, half and half? Here there is hardly any difference in skill.",
            ),
            Option(
                "0.90 or a little less",
                "What all of them reach: what it had more was luck.",
                right=True,
            ),
        ),
        explanation="A score on 100 digits differs from the true one by about √(0.9 · 0.1/100) = 0.03, up or down. The "
        "best of 64 is one that has been lifted by twice that.",
    ),
)
