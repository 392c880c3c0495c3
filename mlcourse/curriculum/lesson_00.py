"""Lesson 00, the loop at a glance: its objectives, questions and predictions."""

from mlcourse.checks.questions import Option, Prediction, Question

TITLE = "The loop at a glance"

OBJECTIVES = {
    "00.1": "name the six stations and say what goes into each and what comes out",
    "00.2": "follow one training step of a small network with pencil and paper",
    "00.3": "read a loss curve beside what the network does at that moment",
    "00.4": "train a network on real data and judge it on examples that it has never seen",
}

QUESTIONS = (
    Question(
        "00.after_backward",
        "After `bwd = backward(…)`, before `update`, you call `forward` again on the same batch. The loss is …",
        "00.1",
        (
            Option(
                "smaller",
                "No. Backpropagation only computes the gradient. θ is what it was, so the loss is what it was.",
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
        "180 training examples, batches of 32. After 60 epochs the network has made …",
        "00.1",
        (
            Option(
                "60 steps",
                "No. An epoch is one pass through the data, not one step. A pass takes six batches.",
                misconception=51,
            ),
            Option(
                "338 steps (60 · 180/32, rounded up)",
                "Nearly. The last batch of each epoch is smaller, and it is a step of its own: an epoch takes "
                "⌈180/32⌉ = 6 steps.",
                misconception=50,
            ),
            Option(
                "360 steps",
                "Yes: 60 epochs of 6 steps. Look at `history.steps`.",
                right=True,
            ),
        ),
    ),
    Question(
        "00.one_batch",
        "In `history.at(57)` the batch's loss is higher than at step 56. That means …",
        "00.3",
        (
            Option(
                "the step made the network worse",
                "Not necessarily. The two losses are of different examples: each step has another batch.",
            ),
            Option(
                "nothing by itself: each step sees another batch",
                "Yes. To compare, measure both on the same examples, as the epoch's loss and the validation loss do.",
                right=True,
            ),
            Option(
                "the learning rate is too large",
                "It could be, but one step does not show it. Look at the trend of the epochs.",
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        "00.which_numbers",
        "The output is too small. Which of the nine numbers do not matter at all for this example? (Look for a "
        "unit that says nothing.)",
        "00.2",
        (
            Option(
                "none: each of them has a part in the output",
                "The second hidden unit said 0. Whatever its weights are, as long as its $z$ stays below 0, it says "
                "0.",
            ),
            Option(
                "the three biases",
                "A bias is added to $z$, so it moves the output like any weight with the input 1. Only the bias of "
                "the silent unit does not.",
            ),
            Option(
                "the four of the second hidden unit: its two weights, its bias, and the weight behind it",
                "Its $z$ is −1, so it says 0, and a small change of $z$ leaves it at 0. And what it says is "
                "multiplied by $W_1[1]$: 0 times anything.",
                right=True,
            ),
        ),
    ),
    Prediction(
        "00.next_loss",
        "The loss was 1. With the new numbers it will be …",
        "00.2",
        (
            Option(
                "0",
                "The slope says which way is down, not how far it is to the bottom.",
            ),
            Option(
                "a little smaller, about 0.95",
                "A learning rate of 0.01 sounds like little. But several numbers move at once, and all of them push "
                "the output the same way.",
            ),
            Option(
                "about a quarter of what it was",
                "The output goes from 2.5 to 3.02, which halves the error; and the loss is its square.",
                right=True,
            ),
        ),
    ),
    Prediction(
        "00.first_loss",
        r"A network that knows nothing and says ½ for both classes: what is its loss, if the loss is $-\log p$ of "
        "the true class? (A calculator is allowed.) Ours does not say exactly ½. Will its loss be above or below "
        "that number?",
        "00.2",
        (
            Option(
                "0.5; ours is below",
                "½ is the probability; the loss is its negative logarithm, and ours has learned nothing yet.",
            ),
            Option(
                "0.69; ours is below",
                "The number is right. But to be below it, ours would have to know something about the moons.",
            ),
            Option(
                "0.69; ours is above",
                r"$-\log ½ = 0.693$. Random weights are sometimes sure of the wrong class, and that costs more than "
                "being sure of the right one saves.",
                right=True,
            ),
            Option(
                "1; ours is above",
                r"That would be the logarithm to base 2. Losses use the natural logarithm: $-\log ½ = 0.693$.",
            ),
        ),
    ),
    Prediction(
        "00.first_border",
        "At step 0, what will the border between the two regions look like?",
        "00.3",
        (
            Option(
                "nearly a straight line",
                "Small random weights leave tanh almost linear, and a linear network can only draw a straight line.",
                right=True,
            ),
            Option(
                "a curve",
                "To bend the border the network needs larger weights, and those it has yet to learn.",
            ),
            Option(
                "no border at all: one class everywhere",
                "It says nearly ½ everywhere, but a little more than ½ on one side and a little less on the other.",
            ),
        ),
    ),
    Prediction(
        "00.digits",
        "Before training, what share of the ten digits will be right by chance? And after some seconds of "
        "training: what share of digits that it has never seen?",
        "00.4",
        (
            Option(
                "10 % and 80 %",
                "It gets further than that: the digits are small and written large in their squares.",
            ),
            Option(
                "10 % and 97 %",
                "One guess in ten is right by chance. Training brings it to about 97 %.",
                right=True,
            ),
            Option(
                "50 % and 90 %",
                "Chance is one in ten here: there are ten classes, not two.",
            ),
            Option(
                "10 % and 100 %",
                "Nearly, but the last few are hard. The confusion matrix below shows which.",
            ),
        ),
    ),
)
