"""The predictions of lesson 06: each is asked for in the lesson by ``ml.predict("06.name")``."""

from mlcourse.checks.questions import Option, Prediction

PREDICTIONS = (
    Prediction(
        "06.largest_rate",
        r"$L = 2\theta^2$, gradient $4\theta$. Gradient descent multiplies $\theta$ by $1 - 4\eta$ in each step. Up to "
        "which learning rate does it come closer to the lowest point?",
        "06.1",
        (
            Option(
                r"$\eta = 0.25$",
                r"Beyond it the step goes past the goal, and still ends nearer to it than it began, up to twice that.",
            ),
            Option(
                r"$\eta = 1$",
                "The factor would be −3: each step ends three times as far away.",
            ),
            Option(
                r"$\eta = 0.5$",
                r"There the factor is −1: to and fro without end. Just below it, the path jumps across the goal and "
                "still comes nearer.",
                right=True,
            ),
            Option(
                "any",
                "A step that overshoots by more than it came from ends farther away, and the next one does so again.",
            ),
        ),
        explanation=r"The factor must lie between −1 and 1, so $\eta$ must stay below $2/4$: **two divided by the "
        "slope of the slope**, 4. At half of that it arrives at once, and a little beyond it the path explodes.",
    ),
    Prediction(
        "06.picture",
        r"64 learning rates from 0.0003 to 1, each about a seventh larger than the one before it. As $\eta$ grows, the "
        "training loss after 20 epochs falls. And beyond the best rate?",
        "06.1",
        (
            Option(
                "it rises as gently as it fell",
                "A rate that is too small only loses time. One that is too large multiplies its own error.",
            ),
            Option(
                "it is infinite a few rates later",
                "A valley with a gentle slope on one side and a cliff on the other.",
                right=True,
            ),
            Option(
                "it stays about as low",
                "Up to the limit. There each step makes the next one longer.",
            ),
        ),
        again="A network is trained with 64 learning rates from 0.0003 to 1. As the rate grows, the training loss "
        "after 20 epochs falls. And beyond the best rate?",
    ),
    Prediction(
        "06.lowered",
        r"20 starts with $\eta = 0.1$ for all 180 steps, and 20 with a cosine from 0.1 down to 0, whose steps are half "
        "as long, all in all. For which 20 is the median training loss lower at the end?",
        "06.2",
        (
            Option(
                "with the cosine",
                "The first half is as fast as before, the second lets the path come to rest. The 20 also lie closer "
                "together.",
                right=True,
            ),
            Option(
                r"with $\eta = 0.1$ throughout",
                "It goes far in the first third. Later its steps mostly undo one another.",
            ),
            Option(
                "no difference",
                "Both circle around it. How far out depends on the length of the steps.",
            ),
        ),
        explanation="A mini-batch's gradient is right on average and on its own is not. With long steps the path never "
        r"settles, it trembles around a low point in a cloud as wide as $\eta$ allows. As $\eta$ falls the cloud "
        "shrinks. A small rate from the beginning would come to rest as well, but it would not arrive in time.",
    ),
    Prediction(
        "06.saved",
        r"Most of the 20 starts fly off with $\eta = 0.3$. One plan begins at 0.3 and comes down to 0 by a cosine. The "
        "other climbs to 0.3 in 60 steps first. What happens?",
        "06.2",
        (
            Option(
                "the cosine saves them",
                "In step 5 it is still 0.3. A run that flies off does so in the first steps.",
            ),
            Option(
                "the warm-up saves them",
                "The first steps are the dangerous ones; once the loss has fallen, 0.3 is survived.",
                right=True,
            ),
            Option(
                "neither saves them",
                "The cliff lies where the curvature puts it, and the curvature changes on the way.",
            ),
        ),
        again=r"20 starts of a network, of which most fly off with $\eta = 0.3$. One plan begins at 0.3 and comes down "
        "to 0 by a cosine. The other climbs to 0.3 in 60 steps first. What happens?",
        explanation="At the random weights the loss is too steep for 0.3: the error is multiplied from step to step. A "
        "few short steps lead to where it is less steep, and there the same rate is borne. The larger rate then pays: "
        "these runs end lower than those with 0.1.",
    ),
    Prediction(
        "06.ten_weights",
        r"The linear model has ten weights. $\lambda$ grows from 0.01 to 1, once as L1 and once as L2. How many "
        "weights are within 0.001 of zero at the end?",
        "06.3",
        (
            Option(
                "under both most of them",
                "L2 pulls in proportion to the weight: the nearer to zero, the weaker.",
            ),
            Option(
                "under L2 most of them, under L1 none",
                "Squares grow faster for large weights. For small ones they are next to nothing.",
            ),
            Option(
                "under both none",
                r"So it is under L2. L1's pull is $\lambda$ at any size, and a slope of the loss that is smaller "
                "cannot hold against it.",
            ),
            Option(
                "under L1 most of them, under L2 none",
                "L1 pulls as hard at 0.01 as at 1, and only at 0 does it stop. L2's pull fades before.",
                right=True,
            ),
        ),
        again=r"A linear model has ten weights. The strength $\lambda$ of a penalty on them grows from 0.01 to 1, once "
        "of L1 and once of L2. How many weights are within 0.001 of zero at the end?",
    ),
    Prediction(
        "06.both_losses",
        r"The network with 193 parameters and 266 patients, 10 starts, once without a penalty and once with L2 and "
        r"$\lambda = 0.1$. What does the penalty do to the loss (without the penalty itself)?",
        "06.3",
        (
            Option(
                "the training loss falls, and so does the validation loss",
                "The training loss is what was minimized. With a second wish beside it, it can only be worse.",
            ),
            Option(
                "the training loss rises, and so does the validation loss",
                "So it is where the penalty is too high, as with λ = 1.",
            ),
            Option(
                "the training loss rises, the validation loss falls",
                "What could only be learned by large weights was mostly true of these patients alone.",
                right=True,
            ),
        ),
        again=r"A network with 193 parameters learns from 266 patients, once without a penalty and once with L2 and "
        "the $\\lambda$ that suits it best. What does the penalty do to the loss (without the penalty itself)?",
        explanation="In the middle of 50 starts, computed beforehand, the training loss goes from 0.36 to 0.41, the "
        "validation loss from 0.56 to 0.52. To follow each single patient a network needs steep functions, and steep "
        "functions need large weights. Where they cost something, only what pays for many patients is learned.",
    ),
    Prediction(
        "06.same_pull",
        r"A weight is 1, and the loss does not care about it: $g = 0$. Adam gets $g + \lambda w$, as with an L2 "
        r"penalty; $\eta = 0.01$. How far does the weight move in the first step, with $\lambda = 0.1$ and with "
        r"$\lambda = 0.001$?",
        "06.4",
        (
            Option(
                "by 0.01 both times",
                r"In the first step $\hat m/\sqrt{\hat v}$ is 1, whatever the gradient is.",
                right=True,
            ),
            Option(
                "by 0.001 and by 0.00001",
                r"$\eta\lambda w$ is what gradient descent makes of it, and AdamW. Adam divides by the "
                "gradient's size.",
                misconception=43,
            ),
            Option(
                "by 0.1 and by 0.001",
                "Decay, too, is multiplied by the learning rate.",
                misconception=43,
            ),
        ),
        explanation=r"Adam cannot tell the penalty from the loss: $\lambda w$ is divided by its own size like any "
        r"gradient. So here $\lambda$ does not matter at all, and where the loss has a gradient, its size decides how "
        "much of the penalty is left.",
    ),
)
