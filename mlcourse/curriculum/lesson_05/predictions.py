"""The predictions of lesson 05: each is asked for in the lesson by ``ml.predict("05.name")``."""

from mlcourse.checks.questions import Option, Prediction

PREDICTIONS = (
    Prediction(
        "05.after_ten_epochs",
        "With random weights, the gradients of all six batches point nearly the same way as the full gradient. And "
        "after ten epochs of training, compared with the full gradient *there*?",
        "05.1",
        (
            Option(
                "even more alike than before",
                "What all examples agree on has been learned. What is left is what they disagree on.",
            ),
            Option(
                "as alike as before",
                "At the start one step helps nearly every example. That does not last.",
            ),
            Option(
                "scattered, some away from it",
                "The better the fit, the smaller the full gradient, and the more the batches differ.",
                right=True,
            ),
        ),
        explanation="At the start nearly all examples ask for the same. Once that is learned, each batch pulls its "
        "own way, and the full gradient is the little that is left of their mean. A mini-batch's gradient is *right "
        "on average*, and on its own it may point uphill.",
    ),
    Prediction(
        "05.constant_gradient",
        r"The gradient is 1 in every step, and $\beta = 0.9$. The velocity begins at 0 and follows $v \leftarrow "
        r"\beta v + g$. After a hundred steps it is about …",
        "05.2",
        (
            Option(
                "10",
                r"It stops growing when what fades, $0.1 v$, is what comes in, 1.",
                right=True,
            ),
            Option(
                "1",
                r"A running average of ones would be 1, and have a factor $1 - \beta$ before $g$. This $v$ adds up.",
                misconception=34,
            ),
            Option("100", "That would be a sum in which nothing fades."),
        ),
        explanation=r"$1 + 0.9 + 0.9^2 + \dots = 1/(1 - 0.9) = 10$. So momentum with $\beta = 0.9$ makes steps up "
        r"to ten times as long as gradient descent with the same $\eta$, and whoever adds momentum to a run that "
        r"works must make $\eta$ smaller.",
    ),
    Prediction(
        "05.first_step",
        "Two parameters, gradients 1 and 0.01. Which optimizer moves both parameters by the same distance in the first "
        "step?",
        "05.3",
        (
            Option(
                "gradient descent",
                r"Its step is $-\eta g$: a hundred times as long for the first parameter.",
            ),
            Option(
                "Adam",
                "It divides by the size that the gradient usually has, which in the first step is its own.",
                right=True,
            ),
            Option(
                "momentum",
                "Its first step is that of gradient descent; the second is longer. Still a hundred to one.",
                misconception=34,
            ),
        ),
        explanation="Gradient descent steps in proportion to the slope, a hundred to one. Momentum remembers: the "
        "second step is 1.9 times the first. Adam divides by the size that the gradient usually has and moves both "
        r"parameters by about $\eta$. That is why it hides a gradient that is ten times too large, and why it still "
        "needs its learning rate chosen.",
    ),
    Prediction(
        "05.uncorrected",
        r"Leave both corrections out: the step is $-\eta\, m/(\sqrt v + \varepsilon)$, with $\beta_1 = 0.9$, "
        r"$\beta_2 = 0.999$. The very first step is then …",
        "05.3",
        (
            Option(
                "3.16 times the right one",
                r"$0.1\,g/\sqrt{0.001\,g^2} = 3.16$.",
                right=True,
            ),
            Option(
                "a tenth of the right one",
                r"$m$ is only a tenth of $g$. But $\sqrt v$ is too small as well, and by more: $\sqrt{0.001}$ is "
                "0.032.",
                misconception=36,
            ),
            Option(
                "the same as the right one",
                r"It would if both were too small by the same factor: 0.1 and $\sqrt{0.001}$ are not.",
                misconception=36,
            ),
        ),
        explanation=r"$m = 0.1\,g$ and $\sqrt v = \sqrt{0.001}\,|g| = 0.0316\,|g|$: their ratio is 3.16. Both start "
        r"at 0 and are too small, but $v$, which forgets more slowly, is so for longer. Divided by $1 - \beta_1^t$ "
        r"and $1 - \beta_2^t$ they are what they would be without that start, and the first step is $\eta$.",
    ),
    Prediction(
        "05.real_ravine",
        "Two weights of a linear model on the wine data as they come: their loss is a ravine, curved 380 times as "
        "strongly across as along. Five optimizers make 45 steps, each with the learning rate that suits it best, and "
        "gradient descent ends far behind. Now the columns are standardized, and all begin again. Gradient descent …",
        "05.4",
        (
            Option(
                "is far behind again",
                "It remembers nothing, and a memory is of use in a ravine. Standardized, the surface bends only 1.4 "
                "times as much in one direction as in the other.",
            ),
            Option(
                "flies off",
                r"Its best $\eta$ is now a hundred times as large as before, since nothing is steep any more.",
            ),
            Option(
                "arrives with the others",
                r"Where it curves alike in all directions, one $\eta$ suits them all.",
                right=True,
            ),
        ),
        explanation="How strongly the loss curves along a weight goes by the square of its column, and every wine has "
        "much of both: the loss is steep where the two weights rise together, and flat where one makes up for the "
        "other. Standardized columns have one size and the mean 0: the ravine becomes a bowl. That does more here than "
        "any optimizer.",
    ),
    Prediction(
        "05.fair_race",
        r"The moons, a network 2-8-2, 30 epochs, 50 starts. With $\eta = 0.05$ for all, half of the runs end below a "
        "loss of 0.28 with plain SGD, 0.24 with momentum, 0.09 with Adam (computed beforehand). Now each rule "
        "gets, of twelve learning rates, the one that suits it best. Over many starts …",
        "05.4",
        (
            Option(
                "the order and Adam's lead stay",
                "At one common rate the rules make steps of very different lengths; that is most of what was seen.",
                misconception=41,
            ),
            Option(
                "the order stays, and Adam's lead shrinks",
                "Momentum comes nearly level, and SGD from three times Adam's loss to twice: much of it was the rate.",
                right=True,
            ),
            Option(
                "the order is turned round, with SGD first",
                "Each gains by a rate of its own, and SGD most, and yet they end at 0.08, 0.05, 0.04.",
            ),
        ),
        explanation=r"$\eta$ does not mean the same to each: Adam's step is about $\eta$ long, that of SGD $\eta$ "
        "times a gradient that soon is small, that of momentum up to ten times as much. So the best rates "
        "lie far apart, here at 0.25 for Adam and near 5 for plain SGD, and *Adam beats SGD* says nothing as long as "
        "one does not say how both rates were chosen.",
    ),
)
