"""The quiz of lesson 12: each question is asked in the lesson by ``ml.quiz("12.name")``."""

from mlcourse.checks.questions import Option, Question

QUESTIONS = (
    Question(
        "12.head_of",
        "A reader of ten digits, with a softmax, shall now predict a length in millimeters. What must be replaced?",
        "12.1",
        (
            Option(
                "nothing: one of the ten outputs can be trained to be the length",
                "A softmax puts out probabilities, from 0 to 1. And the weights in front of it are the ten "
                "digits' still.",
                misconception=60,
            ),
            Option(
                "the last layer, by one unit without an activation, and the loss, by the mean squared error",
                "Yes. The body stays what it is.",
                right=True,
            ),
            Option(
                "the whole network: numbers need other hidden layers than classes",
                "Hidden layers are the same for all tasks: weighted sums and an activation.",
            ),
        ),
    ),
    Question(
        "12.memory",
        "The body was trained with momentum and is now frozen by setting its gradient to 0; the optimizer goes "
        "on with its "
        "old velocity. What does the body do?",
        "12.2",
        (
            Option(
                "it stands still from the first step on",
                "The step is −ηv, and v is still what the last gradients made it.",
                misconception=59,
            ),
            Option(
                "it rolls on for some steps, slower and slower",
                "Yes: v fades by β in each step, and moves θ meanwhile.",
                right=True,
            ),
            Option(
                "it goes on as before: the velocity does not change without a gradient",
                "v ← βv + 0: it fades.",
            ),
        ),
    ),
    Question(
        "12.statistics",
        "A frozen layer with batch normalization: W, b, γ and β do not move by a bit. Can its output for the "
        "same image, in "
        "evaluation, be another after training?",
        "12.2",
        (
            Option(
                "no: all of its parameters are what they were",
                "Its parameters are. μ and σ² are no parameters, and each training batch moves them.",
                misconception=59,
            ),
            Option(
                "yes, if the running statistics went on",
                "Yes. Frozen must mean: they are used, and they stay.",
                right=True,
            ),
            Option(
                "yes, always: the batch's statistics are used in training",
                "In training, if nobody prevents it. Asked is evaluation, where the running ones are used.",
            ),
        ),
    ),
    Question(
        "12.where_slow",
        "Rates by layer: why does the *first* layer get the smallest rate, and the head the largest?",
        "12.3",
        (
            Option(
                "the gradients of the first layer are the largest",
                "Often they are smaller. That is not the reason.",
            ),
            Option(
                "the head knows nothing yet, and what the first layer knows serves most tasks",
                "Yes: edges and strokes are of use for loops, too.",
                right=True,
            ),
            Option(
                "it makes no difference which one: one rate would do if it is small enough",
                "So small that the body keeps what it knows, the new head gets nowhere.",
                misconception=60,
            ),
        ),
    ),
    Question(
        "12.what_to_train",
        "You have 15 labeled images, and a body that was trained on a related task. What do you train first?",
        "12.4",
        (
            Option(
                "the head only",
                "Yes. Later, with more labels, free the body, at a small rate.",
                right=True,
            ),
            Option(
                "everything, at one rate: more parameters, more that can be learned",
                "More that can be learned from 15 images is mostly noise.",
                misconception=60,
            ),
            Option(
                "a new network: 15 labels are few, but they are of the right task",
                "See the left end of the picture.",
            ),
        ),
    ),
    Question(
        "12.unseen_loss",
        "After fine-tuning, the accuracy on the new task is 0.96. What does that say about the old task?",
        "12.5",
        (
            Option(
                "that it is kept: the body still works",
                "The body works for the new head. The old head may find nothing it knows.",
            ),
            Option(
                "nothing: it must be measured, with the old head and the old task's data",
                "Yes. No number of the new task shows what was lost.",
                right=True,
            ),
            Option(
                "that it is lost: one network cannot hold two tasks",
                "It can. With a frozen body both heads work.",
            ),
        ),
    ),
)
