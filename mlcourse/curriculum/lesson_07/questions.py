"""The quiz of lesson 07: each question is asked in the lesson by ``ml.quiz("07.name")``."""

from mlcourse.checks.questions import Option, Question

QUESTIONS = (
    Question(
        "07.how_many_means",
        "A batch of 32 examples goes through a layer of 100 units, which is batch-normalized. How many means does it "
        "compute in this step?",
        "07.1",
        (
            Option("100, one for each unit", "Yes, each over 32 examples.", right=True),
            Option(
                "32, one for each example",
                "That would be **layer normalization**: along a row, over the units of one example.",
                misconception=46,
            ),
            Option(
                "1, for the whole layer",
                "The neurons of a layer are not normalized together. Each has a scale of its own.",
                misconception=46,
            ),
        ),
    ),
    Question(
        "07.undo",
        r"A layer learns $\gamma = \sqrt{\sigma^2 + \varepsilon}$ and $\beta = \mu$ for each unit. What does it put "
        "out then?",
        "07.1",
        (
            Option(
                r"$\hat z$, with mean 0 and variance 1",
                r"That is $\gamma = 1$ and $\beta = 0$, with which training begins.",
            ),
            Option(
                r"$z$, as if nothing had been normalized",
                r"Yes: $\gamma \hat z + \beta = (z - \mu) + \mu$. So normalizing takes nothing away from what the "
                "network can say.",
                right=True,
            ),
            Option(
                "that cannot be learned",
                r"$\gamma$ and $\beta$ are parameters, in $\theta$, with gradients of their own.",
                misconception=47,
            ),
        ),
    ),
    Question(
        "07.bias",
        "A layer's bias $b$ is added to every example's $z$ just before batch normalization. What is its gradient?",
        "07.1",
        (
            Option(
                r"the same as that of $\beta$",
                r"$\beta$ is added after the mean was taken away, $b$ before.",
            ),
            Option(
                "as large as without batch normalization",
                "Without, it is the sum of the gradients over the batch. Here the mean takes each such sum out again.",
            ),
            Option(
                "0 for every unit",
                r"Yes: the mean takes $b$ out again, and $\beta$ does its work. Many networks leave that bias out.",
                right=True,
            ),
        ),
        again="A layer's bias $b$ is added to every example's $z$ just before batch normalization, in training. What "
        "is its gradient?",
    ),
    Question(
        "07.new_mean",
        "The running mean of a unit is 10, the batch's mean is 20. The new batch has the weight 0.1. The running mean "
        "is then …",
        "07.2",
        (
            Option(
                "19",
                "So it would be if 0.1 were the weight of the old one. Keras's `momentum=0.99` is that of the old.",
            ),
            Option("15", "That is the plain mean of the two."),
            Option("20", "Then nothing of the earlier batches would be left."),
            Option("11", "Yes: 0.9 · 10 + 0.1 · 20.", right=True),
        ),
    ),
    Question(
        "07.left_in_training",
        "A trained network with batch normalization was left in training mode. What happens to one and the same image "
        "in two different batches?",
        "07.2",
        (
            Option(
                "it gets the same output",
                "Only in evaluation, by the running statistics.",
                misconception=47,
            ),
            Option(
                "it gets two different outputs, in evaluation mode too",
                "There the running statistics are used, and they know nothing of the batch.",
            ),
            Option(
                "it gets two different outputs",
                "Yes: its mates' mean and variance are in them. `model.eval()` was forgotten.",
                right=True,
            ),
        ),
    ),
    Question(
        "07.frozen",
        r"In PyTorch `requires_grad` is set to False for the $\gamma$ and $\beta$ of a layer, and the model stays in "
        "training mode. Which of its numbers still change?",
        "07.2",
        (
            Option("none of them", "Two switches: this one stops the optimizer only."),
            Option(
                "the running mean and the running variance",
                "Yes: every forward pass in training mode records its batch. They stand still after `model.eval()`.",
                right=True,
            ),
            Option(
                r"$\gamma$ and $\beta$, in every step",
                "Without a gradient the optimizer leaves them alone.",
            ),
        ),
    ),
    Question(
        "07.adds_up",
        r"Batch normalization's $\partial L/\partial z$ of one unit, added up over the batch, is …",
        "07.3",
        (
            Option(
                "0",
                "Yes: adding the same number to every $z$ changes no output, so the derivative in that direction is 0.",
                right=True,
            ),
            Option(
                r"$\partial L/\partial \beta$",
                r"That is the sum of $\partial L/\partial y$.",
            ),
            Option(
                r"$\frac{\gamma}{\sigma} \sum \partial L/\partial y$",
                r"That leaves out the path through $\mu$, which takes just that away.",
                misconception=48,
            ),
        ),
    ),
    Question(
        "07.why",
        "Why does batch normalization make deep networks easier to train?",
        "07.4",
        (
            Option(
                "it takes away the internal covariate shift",
                "So its authors explained it in 2015. In 2018 Santurkar and others put a shift in behind the "
                "normalization, and the networks trained as well as before.",
            ),
            Option(
                "it makes the network larger, by γ and β",
                "Two numbers for each unit. They cannot say anything that the weights could not.",
            ),
            Option(
                "it is not settled beyond the scale of the weights",
                "Yes. That it fixes the scale of each unit is how it is built; that the loss becomes smoother was "
                "found by Santurkar and others (2018).",
                right=True,
            ),
        ),
    ),
)
