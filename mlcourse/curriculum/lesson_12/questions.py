"""The quiz of lesson 12: each question is asked in the lesson by ``ml.quiz("12.name")``."""

from mlcourse.checks.questions import Option, Question

QUESTIONS = (
    Question(
        "12.head_of",
        "A reader of ten digits, with a softmax, shall now predict a length in millimeters. What must be replaced?",
        "12.1",
        (
            Option(
                "nothing; one of the ten outputs becomes the length",
                "A softmax puts out probabilities, from 0 to 1. And the weights in front of it are the ten "
                "digits' still.",
                misconception=60,
            ),
            Option(
                "the last layer, and with it the loss",
                "Yes: by one unit without an activation, and by the mean squared error. The body stays what it is.",
                right=True,
            ),
            Option(
                "every layer, the hidden ones too",
                "Numbers need no other hidden layers than classes: weighted sums and an activation, for all tasks.",
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
                "it rolls on, slower and slower",
                "Yes: v fades by β in each step, and moves θ meanwhile.",
                right=True,
            ),
            Option(
                "it stands still from the first step on",
                "The step is −ηv, and v is still what the last gradients made it.",
                misconception=59,
            ),
            Option(
                "it goes on at the speed that it had",
                "Without a gradient v ← βv + 0: it fades.",
            ),
        ),
    ),
    Question(
        "12.statistics",
        "In a layer with batch normalization W, b, γ and β do not move by a bit. Can its output for the "
        "same image, in "
        "evaluation, be another after training?",
        "12.2",
        (
            Option(
                "no, whatever the running statistics do",
                "Its parameters are. μ and σ² are no parameters, and each training batch moves them.",
                misconception=59,
            ),
            Option(
                "yes, even if the running statistics stay",
                "In training, where the batch's statistics are used, if nobody prevents it. Asked is evaluation, "
                "where the "
                "running ones are.",
            ),
            Option(
                "yes, if the running statistics went on",
                "Yes. Frozen must mean: they are used, and they stay.",
                right=True,
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
                "there is no reason; one small rate would do",
                "So small that the body keeps what it knows, the new head gets nowhere.",
                misconception=60,
            ),
            Option(
                "what the first layer knows serves most tasks",
                "Yes: edges and strokes are of use for loops, too. The head knows nothing yet.",
                right=True,
            ),
        ),
    ),
    Question(
        "12.what_to_train",
        "You have 15 labeled images, and a body that was trained on a related task. What do you train first?",
        "12.4",
        (
            Option(
                "the head, and not the body",
                "Yes. Later, with more labels, free the body, at a small rate.",
                right=True,
            ),
            Option(
                "everything, at one rate",
                "More parameters, more that can be learned; and from 15 images that is mostly noise.",
                misconception=60,
            ),
            Option(
                "a new network, from scratch",
                "The 15 labels are of the right task, and too few for 2642 numbers: see the left end of the picture.",
            ),
        ),
    ),
    Question(
        "12.unseen_loss",
        "After fine-tuning, the accuracy on the new task is 0.96. What does that say about the old task?",
        "12.5",
        (
            Option(
                "that it is kept",
                "The body works for the new head. The old head may find nothing it knows.",
            ),
            Option(
                "nothing, either way",
                "Yes. It must be measured, with the old head and the old task's data: no number of the new task "
                "shows what "
                "was lost.",
                right=True,
            ),
            Option(
                "that it is forgotten",
                "One network can hold two tasks: with a frozen body both heads work.",
            ),
        ),
    ),
)
