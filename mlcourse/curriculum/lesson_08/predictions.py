"""The predictions of lesson 08: each is asked for in the lesson by ``ml.predict("08.name")``."""

from mlcourse.checks.questions import Option, Prediction

PREDICTIONS = (
    Prediction(
        "08.bigger_batch",
        "180 examples in batches of 32: an epoch has six steps. With batches of 64 an epoch has …",
        "08.1",
        (
            Option(
                "six steps, and twice as many examples",
                "An epoch is over when each example was dealt once, and there are 180 of them.",
                misconception=51,
            ),
            Option(
                "one step, with all 180 examples",
                "Only if the batch holds all the data.",
                misconception=51,
            ),
            Option(
                "three steps, and the same 180 examples",
                "64, 64 and the 52 that are left.",
                right=True,
            ),
        ),
    ),
    Prediction(
        "08.sorted",
        "The handwritten digits, sorted: first all zeros, then all ones, up to the nines. One epoch of SGD in that "
        "order. Shuffled, the network reads 90 % of the test digits right. And sorted?",
        "08.2",
        (
            Option("about half", "It has forgotten much of what came first.", right=True),
            Option(
                "90 % too",
                "The same examples, and other steps: each is taken from where the last one led.",
                misconception=49,
            ),
            Option(
                "about a tenth",
                "It has forgotten much, and not all: 34 steps in all, and the last digits are still known.",
            ),
        ),
        explanation="While the nines are dealt, *say nine* is what lowers the loss in every step, whatever the image. "
        "So about a third of all answers are nines, and half of them are eights or nines. A batch's gradient is an "
        "estimate of the full one only if the batch is drawn from all the data.",
    ),
    Prediction(
        "08.four_times",
        "The batches' gradients lie around the full one like a cloud. From batches of 16 to batches of 64, each step "
        "costs four times as many examples. The cloud becomes …",
        "08.3",
        (
            Option(
                "a quarter as wide", "Errors that go both ways cancel in part, and only in part."
            ),
            Option("half as wide", r"$\sqrt 4$ times.", right=True),
            Option(
                "as wide as before",
                "A mean of more examples strays less.",
            ),
        ),
        explanation=r"The spread of a mean of $B$ independent numbers is that of one, divided by $\sqrt B$. Half the "
        "noise for four times the price: that is why batches are small, as long as a small batch is not slower for "
        "the machine.",
    ),
    Prediction(
        "08.same_epochs",
        r"Plain SGD, 180 examples in two rings, 20 epochs, $\eta = 0.5$. The batch size goes from 32 to 128, all else "
        "stays. The loss at the end is, in most of many runs …",
        "08.3",
        (
            Option(
                "lower", "The single gradients are better, and there are a third as many steps."
            ),
            Option(
                "about the same",
                "As many examples, in 40 steps instead of 120.",
            ),
            Option("higher", "40 steps come less far than 120 of the same length.", right=True),
        ),
        explanation="A run's progress is made by steps. Whoever makes the batch larger has fewer of them in an epoch, "
        r"and must make each longer: with $k$ times the batch, $k$ times $\eta$ (Goyal et al. 2017), until $\eta$ "
        "comes to the cliff. A comparison of two batch sizes with one learning rate says nothing about batch sizes.",
    ),
    Prediction(
        "08.flat",
        "Lesson 00's run on the moons. Its training loss in the first epochs: 0.48, 0.30, 0.29, 0.283, 0.280, 0.283, "
        "0.282, 0.282, 0.282, 0.281. It is trained on, to epoch 100. The loss then is …",
        "08.4",
        (
            Option(
                "below 0.12",
                "The border begins to bend, and the loss falls to a third.",
                right=True,
            ),
            Option(
                "still about 0.28",
                "It stays there for a while, and not for ever.",
                misconception=52,
            ),
            Option("about 0.25", "It gets faster again.", misconception=52),
        ),
        explanation="The best straight border was found after a few steps, and near it the gradient is small. Only as "
        "the hidden units slowly become different from each other can the border bend; then the loss falls again. A "
        "flat loss says that the gradient is small *here*.",
        again="A network 2-8-2 on the moons: its training loss is 0.48, 0.30, 0.29, and then 0.28 from epoch 3 to "
        "epoch 9. It is trained on, to epoch 100. The loss then is …",
    ),
)
