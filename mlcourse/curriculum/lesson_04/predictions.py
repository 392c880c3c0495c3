"""The predictions of lesson 04: each is asked for in the lesson by ``ml.predict("04.name")``."""

from mlcourse.checks.questions import Curve, Option, Prediction

PREDICTIONS = (
    Prediction(
        "04.nudge",
        r"$W_0[0, 0]$ grows from 0.50 to 0.51, and nothing else changes: $x_0 = 1$, $W_1[0, 0] = 2$, $\hat y = 1.5$, "
        r"$y = 2.5$, and the sigmoid has the slope $\tfrac{3}{16}$ at $z_0[0]$. The loss, now 1, …",
        "04.1",
        (
            Option(
                "rises by about 0.0075",
                "The output is too small, and it grows with this weight: so the loss falls.",
                misconception=26,
            ),
            Option(
                "falls by about 0.04",
                "That leaves out the slope of the sigmoid, $3/16$: a change of $z$ arrives in $a$ much smaller.",
                misconception=27,
            ),
            Option(
                "falls by about 0.0075",
                "The product along the path is −0.75, times 0.01.",
                right=True,
            ),
            Option(
                "stays as it is",
                "Every weight that has a path to the loss moves it, unless a factor on the path is 0.",
            ),
        ),
        explanation=r"Each link of the path has a slope, and the product of the slopes is $-0.75$. "
        r"The weight grew by 0.01, so the loss changed by about $-0.75 \cdot 0.01 = -0.0075$. Only "
        "*about*, since a slope holds at one point, and we moved away from it.",
        again=r"On the path from a weight to the loss the slopes are $1$, $\tfrac{3}{16}$, $2$ and $-2$. The "
        "weight grows by 0.01. The loss …",
    ),
    Prediction(
        "04.two_paths",
        "$x_0$ reaches the loss on two paths. The product along the one through unit 0 is −0.375, through unit 1 "
        "it is −0.5. If $x_0$ alone grew by 0.01, the loss would change by about …",
        "04.1",
        (
            Option(
                "−0.005",
                "That is the path through unit 1 alone: what `=` instead of `+=` computes.",
                misconception=29,
            ),
            Option(
                "−0.0044",
                "That is the mean. Both paths act at the same time, each with its whole effect.",
                misconception=29,
            ),
            Option(
                "+0.0019",
                "That is the product. Factors are multiplied along one path, not from path to path.",
                misconception=29,
            ),
            Option(
                "−0.00875",
                "Small changes through several paths add up.",
                right=True,
            ),
        ),
        explanation="A small change of $x_0$ acts through both units at the same time, and small effects add up: "
        "$-0.375 - 0.5 = -0.875$. **Where paths meet, gradients add.** In code that is the difference "
        "between `+=` and `=`.",
        again="An input reaches the loss on two paths. The product of the slopes along the one is −0.375, "
        "along the other −0.5. If the input grows by 0.01, the loss changes by about …",
    ),
    Prediction(
        "04.doubled_batch",
        "A batch of 4 examples is doubled: each example comes twice. The loss is the mean over the batch. What "
        r"happens to $\partial L/\partial W$ and $\partial L/\partial b$?",
        "04.3",
        (
            Option(
                "both are twice as large",
                "Twice as many terms, and each is half as large: the $1/N$ is in δ.",
                misconception=18,
            ),
            Option(
                "both stay as they are",
                "The sum has twice as many terms, and the $1/N$ in δ has halved each of them.",
                right=True,
            ),
            Option(
                "both are half as large",
                "The $1/N$ halves each term, and there are twice as many of them.",
                misconception=19,
            ),
        ),
        explanation="Twice as many terms, each half as large. If the loss were a *sum* over the batch, as in some "
        "texts, the gradient would double, and the learning rate would have to change with the batch "
        "size.",
    ),
    Prediction(
        "04.epsilon_sweep",
        "Draw the error of the numerical gradient (central difference) over the step ε. To the right ε is large, "
        "to the left tiny; up is a large error. Both axes count powers of ten.",
        "04.4",
        curve=Curve("log₁₀ ε", "log₁₀ relative error", (-13.0, 0.0), (-12.0, 0.0)),
        explanation="On the right a long step does not see the slope *here*. One-sided, any curve of the loss "
        "falsifies it, and "
        r"the error grows with $\varepsilon$. To both sides the curve cancels, as for $w^2$ in lesson 00b; what is "
        "left "
        r"comes from the change of the curve, and grows with $\varepsilon^2$. On the left the two losses agree in "
        "nearly all of their 16 digits, and what their "
        "difference leaves is rounding, divided by ever smaller numbers. The best is in between; "
        "smaller is not better.",
    ),
    Prediction(
        "04.three_mistakes",
        "Three backward passes with a planted mistake, and a right one: the slope of tanh taken at $a$ instead of"
        " $z$; $p - y$ multiplied by $p(1 - p)$; the way back through new weights ($W_1$ is updated first, and then "
        "$\\delta_1 W_1^\\top$ is computed with it). Each is trained for 20 epochs on the moons by Adam, an optimizer "
        "that sees to the length of its steps by itself (lesson 05). How many of the three will, in the median of many "
        "starts, be as accurate as the right one?",
        "04.4",
        (
            Option(
                "none",
                "A slightly wrong direction still leads down, nearly everywhere.",
                misconception=27,
            ),
            Option(
                "one",
                "More than that: a direction need not be the steepest to lead down.",
            ),
            Option(
                "all three",
                "Each points roughly downhill, and on these data that is enough.",
                right=True,
            ),
            Option(
                "two",
                "The third does as well: each of them leads downhill in nearly every step.",
            ),
        ),
        explanation="All three train as well as the right one here: each direction leads roughly downhill, and "
        "Adam (lesson 05) forgives much. That is luck with these data and these mistakes. "
        "What it shows: *accuracy does not prove a gradient right*.",
        again="Lesson 04 trained with three wrong gradients: the slope of tanh taken at $a$ instead of $z$; "
        "$p - y$ multiplied by $p(1 - p)$; the way back through weights that were updated already. "
        "How many of the three were as accurate as the right one?",
    ),
    Prediction(
        "04.after_backward",
        "One forward pass, the loss, one backward pass. Then forward once more on the same batch, before any "
        "update. The loss is now …",
        "04.5",
        (
            Option(
                "smaller",
                "Nothing has changed θ: backpropagation computes, it does not update.",
                misconception=32,
            ),
            Option(
                "exactly the same",
                "θ is what it was, and so is everything that is computed from it.",
                right=True,
            ),
            Option(
                "a little different, by rounding",
                "The same numbers through the same operations give the same bits.",
            ),
        ),
        explanation='Backpropagation *computes* slopes; the update *uses* them. "Trained by backpropagation" '
        "is a figure of speech for both together.",
    ),
)
