"""The predictions of lesson 00: each is asked for in the lesson by ``ml.predict("00.name")``."""

from mlcourse.checks.questions import Option, Prediction

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
        again="A 2-2-1 network with ReLU sees one example, and its second hidden unit has $z = -1$. Which "
        "of its nine numbers do not matter at all for this example?",
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
        explanation="The output went from 2.5 to 3.02, and the loss from 1 to 0.23, in one step. The slope says "
        r"only which way is down *here*; how far to go is a choice, and $\eta$ is that choice. (With "
        r"$\eta = 0.1$ the step overshoots, and the loss becomes larger than it was.)",
        again=r"In lesson 00 a small network made one step of gradient descent by hand, with $\eta = 0.01$. "
        "Its loss was 1 before. Afterwards it was …",
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
        explanation="At the start the border is nearly straight, since small random weights leave tanh almost "
        "linear. It bends as the weights grow.",
        again="The film of lesson 00 shows a network learn the two moons. At step 0, the border between its "
        "two regions was …",
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
        again="Lesson 00 trained a network on handwritten digits for some seconds. What share of them was "
        "right by chance before, and what share of digits that it had never seen afterwards?",
    ),
)
