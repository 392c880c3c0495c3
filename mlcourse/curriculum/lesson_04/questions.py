"""The quiz of lesson 04: each question is asked in the lesson by ``ml.quiz("04.name")``."""

from mlcourse.checks.questions import Option, Question

QUESTIONS = (
    Question(
        "04.by_hand",
        r"In the network 2-2-1: what is $\partial L/\partial W_0[1, 1]$? The path leads from $x_1 = 2$ through "
        r"unit 1, with $a = 0.5$, over $W_1[1, 0] = -1$ to $\partial L/\partial \hat y = -2$.",
        "04.1",
        (
            Option(
                "4",
                r"The slope of the sigmoid is missing: $0.5 \cdot (1 - 0.5) = 0.25$. Without it the product is $-2 "
                r"\cdot (-1) \cdot 2 = 4$.",
                misconception=27,
            ),
            Option(
                "−1",
                "Count the signs: $-2$ and $-1$ are two of them.",
                misconception=26,
            ),
            Option(
                "1",
                r"Yes: $-2 \cdot (-1) \cdot 0.25 \cdot 2 = 1$. If this weight grows, the loss grows.",
                right=True,
            ),
            Option(
                "0.5",
                "That is with $x_0 = 1$. The weight $W_0[1, 1]$ is multiplied by $x_1 = 2$.",
            ),
        ),
        again="A path leads from an input $x = 2$ through a weight $w$ to a sigmoid unit with $a = 0.5$, on "
        r"over a weight of $-1$ to the output, where $\partial L/\partial \hat y = -2$. What is "
        r"$\partial L/\partial w$?",
    ),
    Question(
        "04.last_layer",
        r"Softmax, then categorical cross-entropy, mean over $N$ examples. $\delta = \partial L/\partial z$ of the"
        " output layer is …",
        "04.2",
        (
            Option(
                r"$(p - y) \odot p \odot (1 - p)/N$",
                "The derivative of the softmax is in $p - y$ already; here it comes once more. It trains all the "
                "same, slowest where it is most wrong: $p(1 - p)$ is nearly 0 there.",
                misconception=22,
            ),
            Option(
                "$(p - y)/N$",
                "Yes, and the softmax is in it already.",
                right=True,
            ),
            Option(
                r"$(\mathrm{softmax}(p) - y)/N$",
                "Softmax of probabilities: that is softmax twice. The loss takes the logits.",
                misconception=21,
            ),
            Option(
                "$(y - p)/N$",
                "The sign: where $p$ is too large, the loss grows with $z$, and $p - y$ is positive. Going down is "
                "the update's work.",
                misconception=26,
            ),
        ),
    ),
    Question(
        "04.transposes",
        "`x` is (23, 6), `delta` is (23, 4), `W` is (6, 4). `dW` is …",
        "04.3",
        (
            Option(
                "`delta.T @ x`",
                "That is (4, 6), the right numbers lying the other way round: how PyTorch stores it. A gradient is "
                "shaped as its parameter.",
                misconception=8,
            ),
            Option(
                "`x @ delta.T`",
                "(23, 6) times (4, 23) does not fit. The two 23 must meet, since the examples are what is added up.",
            ),
            Option(
                "`x.T @ delta`",
                "Yes: (6, 23) times (23, 4). The batch is what is summed over.",
                right=True,
            ),
            Option(
                "`x * delta`",
                "Element by element, (23, 6) and (23, 4) do not fit; and nothing would be added up over the examples.",
                misconception=9,
            ),
        ),
    ),
    Question(
        "04.kink",
        "Central differences and backpropagation disagree in the weights of a single ReLU unit. At another θ they "
        "agree everywhere. What is likely?",
        "04.4",
        (
            Option(
                "a $z$ of that unit lay very close to 0",
                "Yes: at 0 ReLU has a kink, and there the central difference takes a mean of the slopes 0 and 1.",
                right=True,
            ),
            Option(
                "the backward pass forgets a factor in that unit",
                "Then it would fail at every θ. And code rarely treats one unit unlike the others.",
            ),
            Option(
                "ε was not as small as possible",
                "A smaller ε meets fewer kinks, and more rounding; at the kink itself there is no slope at all.",
                misconception=33,
            ),
        ),
    ),
    Question(
        "04.blind",
        "Which of these mistakes does a gradient check, of what the backward pass returns, overlook?",
        "04.4",
        (
            Option(
                "the biases get the mean of δ",
                "It does: that is a wrong gradient, in every block `b`.",
                misconception=28,
            ),
            Option(
                "tanh′ as $1 - z^2$",
                "It does, in the layers before the last.",
                misconception=14,
            ),
            Option(
                "the activation's slope is left out",
                "It does, in the layers before the last; the accuracy may not.",
                misconception=27,
            ),
            Option(
                "each step adds the gradients of earlier ones",
                "Right, it is blind to that: each gradient by itself is the slope of its loss. What is wrong is what "
                "the update adds up.",
                right=True,
            ),
        ),
    ),
    Question(
        "04.updates",
        "Which of these lines computes new weights for the network?",
        "04.5",
        (
            Option(
                "`fwd = ml.forward(network, theta, x)`",
                "The way forward computes values from θ and leaves it alone.",
            ),
            Option(
                "`update = adam.update(bwd.gradient, state, theta)`",
                "Yes: `update.theta` are the new weights. The old θ stays as it was; the loop goes on with these.",
                right=True,
            ),
            Option(
                "`bwd = ml.backward(network, theta, fwd, loss)`",
                "Backpropagation computes the gradient, no more. θ is after it what it was before.",
                misconception=32,
            ),
        ),
    ),
)
