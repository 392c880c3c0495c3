"""The predictions of lesson 00: each is asked for in the lesson by ``ml.predict("00.name")``."""

from mlcourse.checks.questions import Option, Prediction

PREDICTIONS = (
    Prediction(
        "00.which_numbers",
        "The output is too small. Which of the nine numbers change nothing about it, if each is moved a little by "
        "itself?",
        "00.2",
        (
            Option(
                "none of them",
                "The second hidden unit said 0. Whatever its weights are, as long as its $z$ stays below 0, it says "
                "0.",
            ),
            Option(
                "the three biases",
                "A bias is added to $z$, so it moves the output like any weight with the input 1. Only the bias of "
                "the silent unit does not.",
            ),
            Option(
                "the four of the second hidden unit",
                "Its $z$ is −1, so it says 0, and a small change of $z$ leaves it at 0. And what it says is "
                "multiplied by the weight 3: 0 times anything.",
                right=True,
            ),
        ),
        again="A 2-2-1 network with ReLU sees one example, and its second hidden unit has $z = -1$. Which "
        "of its nine numbers change nothing about its output, if each is moved a little by itself?",
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
                "about a quarter of what it was",
                "The output goes from 2.5 to 3.02, which halves the error; and the loss is its square.",
                right=True,
            ),
            Option(
                "a little smaller, about 0.95",
                "A learning rate of 0.01 sounds like little. But several numbers move at once, and all of them push "
                "the output the same way.",
            ),
        ),
        explanation="The output went from 2.5 to 3.02, and the loss from 1 to 0.23, in one step. The slope says "
        r"only which way is down *here*; how far to go is a choice, and $\eta$ is that choice.",
        again=r"In lesson 00 a small network made one step of gradient descent by hand, with $\eta = 0.01$. "
        "Its loss was 1 before. Afterwards it was …",
    ),
    Prediction(
        "00.first_loss",
        "A network with random parameters has learned nothing yet. Of 200 different starts, how many have a loss below "
        "0.69 on the training part?",
        "00.2",
        (
            Option(
                "about half of them",
                "Here 48 %. A random network is not neutral. It is sure of something, by chance of the right or of "
                "the wrong.",
                right=True,
            ),
            Option(
                "hardly any",
                "Some are right by luck: a border that happens to lie well gives a low loss without any knowledge.",
            ),
            Option(
                "none, all lie at 0.69",
                "They differ a lot, from 0.32 to 1.99, since random weights do not say ½ everywhere.",
            ),
        ),
        explanation="Luck of the start is gone after five steps, and so is bad luck: 90 % of the 200 then have a loss "
        "between 0.29 and 0.35.",
    ),
    Prediction(
        "00.first_border",
        "Where the network says class 0 and where it says class 1, before the first step: what does the border "
        "between the two look like, if there is one?",
        "00.3",
        (
            Option(
                "clearly a curve",
                "To bend the border the network needs larger weights, and those it has yet to learn.",
            ),
            Option(
                "there is none, one class is everywhere",
                "The same random numbers give different points different answers: in half of all starts the "
                "probability of class 1 goes from 0.22 or less to 0.78 or more.",
            ),
            Option(
                "nearly a straight line",
                "With small weights each unit's answer is nearly a slanted plane, and planes added up are a plane "
                "again. Where it crosses ½ is a straight line.",
                right=True,
            ),
        ),
        explanation="At the start the border is nearly straight. For it to bend, the steps that the units draw "
        "must become "
        "steep, and for that the weights must grow.",
        again="The film of lesson 00 shows a network learn the two moons. At step 0, the border between its "
        "two regions was …",
    ),
    Prediction(
        "00.digits",
        "A guess is right for one image in ten. After some seconds of training: what share of images that "
        "it has never seen will the network read right?",
        "00.4",
        (
            Option(
                "about 50 %",
                "It gets much further: 1,079 examples are enough to tell the ten shapes apart.",
            ),
            Option(
                "about 80 %",
                "It gets further than that: most digits are written clearly, in the middle of their squares.",
            ),
            Option(
                "all of them",
                "Nearly, but the last few are hard. You will see which.",
            ),
            Option(
                "about 96 %",
                "So it is in the median of 50 starts; all 50 lie between 94 and 98 %.",
                right=True,
            ),
        ),
        again="Lesson 00 trained a network on handwritten digits for some seconds. What share of images that "
        "it had never seen did it read right afterwards?",
    ),
)
