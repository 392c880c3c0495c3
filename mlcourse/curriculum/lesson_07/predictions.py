"""The predictions of lesson 07: each is asked for in the lesson by ``ml.predict("07.name")``."""

from mlcourse.checks.questions import Option, Prediction

PREDICTIONS = (
    Prediction(
        "07.which_numbers",
        "A batch of four examples and a layer of two units: a matrix $z$ with four rows and two columns. Which numbers "
        "share a mean and a spread?",
        "07.1",
        (
            Option(
                "the two of a row",
                "That is *layer* normalization. An example's own units would be set against one another.",
                misconception=46,
            ),
            Option(
                "all eight",
                "Then a unit with large numbers would drown one with small numbers, as before.",
                misconception=46,
            ),
            Option(
                "the four of a column",
                "Each unit is put on one scale, over the batch.",
                right=True,
            ),
        ),
    ),
    Prediction(
        "07.mates",
        "The image of a 6 goes through a layer in training mode, in a batch of four. Then its three batch-mates are "
        r"replaced by others; its own $z$ stays the same to the last digit. Its own $y = \gamma \hat z + \beta$ …",
        "07.2",
        (
            Option("moves", r"With other mates $\mu$ and $\sigma$ are others.", right=True),
            Option(
                "stays the same",
                r"Its $z$ is its own. $\mu$ and $\sigma$ belong to the batch.",
                misconception=47,
            ),
            Option(
                "moves only if a new mate is a 6 too",
                r"Whoever comes changes $\mu$ and $\sigma$.",
            ),
        ),
        again="In training mode an image goes through a batch-normalized layer in a batch of four. Its three "
        r"batch-mates are replaced by others; its own $z$ stays the same. Its own $y = \gamma \hat z + \beta$ …",
    ),
    Prediction(
        "07.ten_times",
        "All weights of a layer are multiplied by 10; its $z$ is batch-normalized, in training. What goes on into the "
        r"activation, $y = \gamma \hat z + \beta$, is then …",
        "07.4",
        (
            Option("10 times as large", r"$z$ is. So are $\mu$ and $\sigma$."),
            Option(
                "the same as before", r"The factor stands in $z - \mu$ and in $\sigma$.", right=True
            ),
            Option(
                "100 times as small",
                r"It is the spread $\sigma$ that divides, not $\sigma^2$; and $z$ has grown too.",
                misconception=46,
            ),
        ),
        explanation=r"$\frac{10z - 10\mu}{10\sigma} = \frac{z - \mu}{\sigma}$, but for $\varepsilon$. How large the "
        "weights are no longer matters for what comes out, only their direction. So from layer to layer nothing can "
        "vanish or explode: each unit starts with mean 0 and variance 1, whatever came before.",
    ),
    Prediction(
        "07.twenty",
        "Without batch normalization only the middle one of three starts learned: weights with the spreads 0.1, 0.3 "
        "and 1. The same three with batch normalization, the same rule, four epochs:",
        "07.4",
        (
            Option("all three learn", "The starts' scales are normalized away.", right=True),
            Option("only the middle one learns", "The scale of the weights no longer decides."),
            Option(
                "the middle one and 0.1 learn, 1 does not",
                "Too large is divided away as too small is: no unit begins saturated.",
            ),
        ),
        explanation="A start that was right before is not made much better in four epochs. What is gained is that "
        "one need not find it.",
    ),
    Prediction(
        "07.sorted_by_digit",
        "The trained network reads about 60 % of the test digits right. Now it is left in training mode and given the "
        "same images in batches of 32, sorted by digit: first all zeros, and so on. It reads …",
        "07.2",
        (
            Option(
                "about 60 %",
                "Each image's mates are now all of its kind.",
                misconception=47,
            ),
            Option("less than 30 %", "What says *zero* is taken away as the mean.", right=True),
            Option(
                "more than 90 %",
                "What they have in common is their mean, and that is taken away.",
                misconception=47,
            ),
        ),
        explanation="In a batch of zeros a unit that sees zeros is large for all of them. The mean takes that away, "
        "and what is left is how these zeros differ from one another.",
        again="A network with batch normalization reads about 60 % of the test digits right. It is left in training "
        "mode and given the same images in batches of 32, sorted by digit: first all zeros, and so on. It reads …",
    ),
    Prediction(
        "07.whose_gradient",
        r"A unit's $z$ in a batch of four is $-1, 1, 1, 7$, and the loss looks at the last example's $y$ only. For "
        r"which of the four is $\partial L/\partial z$ not 0?",
        "07.3",
        (
            Option(
                "for the last one only",
                r"So it would be if $\mu$ and $\sigma$ were constants.",
                misconception=48,
            ),
            Option(
                "for none of them",
                "Together they have. One of them may still move, at the cost of the others.",
            ),
            Option("for all four", r"Each of them moves $\mu$ and $\sigma$.", right=True),
        ),
        explanation=r"A larger $z$ of the first example raises $\mu$ and changes $\sigma$, and with them the $y$ of "
        "the last one. The loss hears of it, so the gradient must too.",
    ),
    Prediction(
        "07.two",
        r"Batches of two examples. What values can $\hat z$ take in training, whatever the two $z$ are (not equal, and "
        r"$\varepsilon$ left aside)?",
        "07.4",
        (
            Option(
                "only −1 and 1",
                "Both are equally far from their mean, and that distance is the spread.",
                right=True,
            ),
            Option(
                "any, with mean 0", "Their variance is 1 too, and with two numbers that decides."
            ),
            Option(
                "about −2 to 2",
                "That takes a batch large enough for someone to lie two spreads away.",
            ),
        ),
        explanation="Two images that hardly differ and two that differ wildly give the same: all that is left is which "
        "of the two is larger. So the gradient is 0 as well: nothing that moves $z$ a little changes $y$.",
    ),
)
