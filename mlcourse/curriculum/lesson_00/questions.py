"""The quiz of lesson 00: each question is asked in the lesson by ``ml.quiz("00.name")``."""

from mlcourse.checks.questions import Option, Question

QUESTIONS = (
    Question(
        "00.when_it_bends",
        "When does the border begin to bend around the moons?",
        "00.3",
        (
            Option(
                "in the first five steps",
                "There the loss falls fastest, but the border only turns and stays straight: from a random line "
                "to nearly the best one. The points that are right go from 34 % to 87 %.",
            ),
            Option(
                "somewhere between steps 20 and 80",
                "The loss hardly falls there, from 0.28 to 0.27. No straight line gets further, and the "
                "units do not yet differ enough to bend it.",
            ),
            Option(
                "somewhere between steps 130 and 250",
                "Yes, where the loss falls a second time. A straight line turns (steps 0 to 5), stands still at "
                "87 % right (to about 130), then bends (90 % at step 200, 97 % at 400).",
                right=True,
            ),
        ),
    ),
    Question(
        "00.after_backward",
        "After phase 4 of the film, *backward*, and before phase 5, *update*, the loss of the same batch is computed "
        "once more. It is …",
        "00.1",
        (
            Option(
                "smaller",
                "No. *Backward* only computes slopes. θ is what it was, so the loss is what it was.",
                misconception=32,
            ),
            Option(
                "the same",
                "Yes. Nothing has changed θ yet; that is the work of the update.",
                right=True,
            ),
            Option(
                "larger",
                "No. θ is what it was, so the loss is exactly what it was.",
                misconception=32,
            ),
        ),
    ),
    Question(
        "00.steps",
        "250 training examples, batches of 40. After 30 epochs the network has made …",
        "00.1",
        (
            Option(
                "210 steps",
                "Yes: 30 epochs of 7 steps. `history.steps` says how many a run had.",
                right=True,
            ),
            Option(
                "30 steps",
                "No. An epoch is one pass through the data, not one step. A pass takes seven batches.",
                misconception=51,
            ),
            Option(
                "188 steps",
                "Nearly. The last batch of each epoch is smaller, and it is a step of its own: an epoch takes "
                "⌈250/40⌉ = 7 steps.",
                misconception=50,
            ),
        ),
    ),
    Question(
        "00.one_batch",
        "At step 59 the batch's loss is 0.36, and at step 58 it was 0.28. That means …",
        "00.3",
        (
            Option(
                "the step made the network worse",
                "Not necessarily. The two losses are of different examples: each step has another batch.",
            ),
            Option(
                "the steps are too long",
                "It could be, but one step does not show it. Look at the trend of the epochs.",
            ),
            Option(
                "nothing by itself",
                "Yes. Each step sees another batch. To compare, measure both on the same "
                "examples, as the epoch's loss and the validation loss do.",
                right=True,
            ),
        ),
        again="In a training run the loss of a batch is higher at step 57 than at step 56. That means …",
    ),
)
