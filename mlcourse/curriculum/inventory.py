"""The before-and-after test: twenty beliefs about training networks, each asked in two parallel questions.

Half of the learners get form A before the course and form B after it, the others crosswise. Neither says what is right,
so that the second measures what the first did. To every question *I do not know* is an answer. Each wrong option is
what somebody thinks who holds a belief; ``why`` of an option names it, and is shown to nobody. The belief that both
questions of a pair are about has its number in ``beliefs``.

Source of the idea: Hestenes, Wells and Swackhamer (1992), the force concept inventory; Hake (1998) for the gain.
"""

from dataclasses import dataclass, replace

from mlcourse.checks.questions import Option, Question

TIMES = ("before", "after")
FORMS = ("A", "B")
UNKNOWN = Option("I do not know", "")


@dataclass(frozen=True)
class Pair:
    """One belief, asked twice.

    Args:
        name: in the questions' ids, "A.name" and "B.name".
        belief: its number in ``beliefs.MISCONCEPTIONS``.
        step: the documented step, 7 for the considerations around the six.
        lesson: the number of the lesson that deals with it.
        a: the question of form A.
        b: the question of form B.
    """

    name: str
    belief: int
    step: int
    lesson: str
    a: Question
    b: Question

    def question(self, form: str) -> Question:
        """Return the question of form "A" or "B"."""
        return self.a if form == "A" else self.b

    def asked(self, form: str) -> Question:
        """Return the question as it is asked: with the option not to know."""
        question = self.question(form)
        return replace(question, options=(*question.options, UNKNOWN))


@dataclass(frozen=True)
class Asked:
    """A question as it is written below: the right option, at which place it stands, and what others believe.

    The first of the wrong ones is what the pair's belief says.
    """

    text: str
    place: int
    right: str
    wrong: tuple[tuple[str, str], ...]


def _pair(name: str, belief: int, step: int, lesson: str, a: Asked, b: Asked) -> Pair:
    first, second = _question(f"A.{name}", a, belief), _question(f"B.{name}", b, belief)
    return Pair(name, belief, step, lesson, first, second)


def _question(question_id: str, asked: Asked, belief: int) -> Question:
    believed, *others = asked.wrong
    options = [Option(text, why) for text, why in others]
    options.insert(len(asked.text) % 3, Option(*believed, misconception=belief))  # at any place
    options.insert(asked.place, Option(asked.right, "", right=True))
    return Question(question_id, asked.text, "", tuple(options))


PAIRS = (
    _pair(
        "equal_weights",
        1,
        1,
        "01",
        Asked(
            "All weights and biases of a network with two hidden layers start at 0. It is trained as usual. "
            "What becomes of the units of one hidden layer?",
            2,
            "They stay copies of each other",
            (
                ("They become as different as from any start", "The start does not matter."),
                ("They become different, after a longer way", "The start costs time only."),
                (
                    "They become well balanced, as none has a lead",
                    "Equal is fair, and fair is good.",
                ),
            ),
        ),
        Asked(
            "Every weight of a network without dropout starts at 0.5, every bias at 0. It is trained for an hour. "
            "How do the units of one hidden layer differ then?",
            0,
            "Not at all: each has the same weights as the others",
            (
                ("Each has found a feature of its own, as always", "The start does not matter."),
                ("A little; a longer training would part them", "The start costs time only."),
                (
                    "They differ in size, and the first one leads",
                    "Units are filled one after the other.",
                ),
            ),
        ),
    ),
    _pair(
        "uniform_start",
        7,
        1,
        "01",
        Asked(
            "A network of ten ReLU layers (a negative sum becomes 0) with 500 units each starts with random weights "
            "between 0 and 1. The inputs are between 0 and 1 too. The numbers that come out of the tenth layer are …",
            3,
            "huge, as each sum has hundreds of positive terms",
            (
                ("about as large as the inputs; random is random", "Any random start will do."),
                (
                    "near 0, as ten factors below 1 are multiplied",
                    "Weights below 1 make everything smaller.",
                ),
                (
                    "sometimes huge and sometimes near 0, by chance",
                    "Nothing can be said of random numbers.",
                ),
            ),
        ),
        Asked(
            "Somebody starts all weights of a deep ReLU network (a negative sum becomes 0) with random numbers from 0 "
            "to 1. Each layer has 300 units, and the inputs are between 0 and 1. "
            "On its way through the layers a signal …",
            1,
            "grows enormously, as hardly anything cancels out",
            (
                ("keeps its size, which is why one draws at random", "Any random start will do."),
                (
                    "fades away, as every weight is smaller than 1",
                    "Weights below 1 make everything smaller.",
                ),
                (
                    "goes up and down, which differs with each seed",
                    "Nothing can be said of random numbers.",
                ),
            ),
        ),
    ),
    _pair(
        "linear_layers",
        10,
        2,
        "02",
        Asked(
            "A network has five layers, all equally wide, and no activation function in any of them. Compared with "
            "one such layer alone it can represent …",
            0,
            "the same functions and no others",
            (
                ("more functions, since it has more weights", "More weights, more power."),
                ("curves as well, with up to five bends", "Each layer gives a bend."),
                ("fewer functions, since errors add up", "Depth is a loss."),
            ),
        ),
        Asked(
            "A classifier of two classes has two inputs and no hidden layer. It gets three wide hidden layers "
            "without activation functions. The border between the classes can now be …",
            3,
            "a straight line and nothing else",
            (
                ("any curve, if the layers are wide enough", "More weights, more power."),
                ("a line with three bends, one for each layer", "Each layer gives a bend."),
                ("no clear line any more, but a broad zone", "Depth is a loss."),
            ),
        ),
    ),
    _pair(
        "relu_at_the_output",
        16,
        2,
        "02",
        Asked(
            "The output of a network is to be the temperature in °C, from −30 to 40. All its layers have ReLU (a "
            "negative sum becomes 0), the output layer too. In frost it will predict …",
            1,
            "0 °C or more, however long it is trained",
            (
                ("about what is right: the weights adapt", "ReLU may stand anywhere."),
                ("about what is right, after longer training", "Training makes up for any form."),
                ("10 °C in place of −10 °C: the sign is lost", "ReLU is the magnitude."),
            ),
        ),
        Asked(
            "The output of a network is to be a company's profit in euros; in some years it is negative. The output "
            "layer has ReLU (a negative sum becomes 0), as the other layers have. Negative years …",
            2,
            "are never predicted as such, even when trained on",
            (
                ("are predicted like others, as the bias shifts them", "ReLU may stand anywhere."),
                (
                    "come out right as soon as it is trained for longer",
                    "Training makes up for any form.",
                ),
                ("are predicted as an equally large profit instead", "ReLU is the magnitude."),
            ),
        ),
    ),
    _pair(
        "loss_and_accuracy",
        25,
        3,
        "03",
        Asked(
            "Two classes, three images. Model P gives the true classes the probabilities 0.6, 0.6, 0.6; "
            "model Q gives them "
            "0.99, 0.99, 0.4. Their loss (cross-entropy) is 0.51 and 0.31. Which of them has more images right?",
            1,
            "P, though Q has the lower loss",
            (
                ("Q, as its lower loss says", "A lower loss is a higher accuracy."),
                ("neither: they have equally many", "Accuracy belongs to the data."),
                ("not to be told: the classes are not given", "Accuracy needs the labels again."),
            ),
        ),
        Asked(
            "Two classes, four images. Model S gives the true classes the probabilities 0.95, 0.95, 0.95, "
            "0.45; model T gives them "
            "0.55, 0.55, 0.55, 0.55. Their loss (cross-entropy) is 0.24 and 0.60. Which of them has more images right?",
            3,
            "T, though S has the lower loss",
            (
                ("S, as its lower loss says", "A lower loss is a higher accuracy."),
                ("neither: they have equally many", "Accuracy belongs to the data."),
                ("not to be told: the classes are not given", "Accuracy needs the labels again."),
            ),
        ),
    ),
    _pair(
        "sum_or_mean",
        18,
        3,
        "03",
        Asked(
            "The loss of a batch (a group of examples) is the *sum* over its 40 examples. Each of them is put in once "
            "more, so that there are 80. The slope of the loss along each weight becomes …",
            3,
            "twice as large",
            (
                ("the same: the examples are the same", "Sum and mean are one thing."),
                ("half as large", "More examples, less weight each, in a sum as well."),
                ("no larger, only more exact", "More examples make any gradient more exact."),
            ),
        ),
        Asked(
            "The loss of a batch (a group of examples) is the *sum* over its 30 examples. Each of them is put in "
            "twice more, so that there are 90. The slope of the loss along each weight becomes …",
            0,
            "three times as large",
            (
                ("the same: no example is new", "Sum and mean are one thing."),
                ("a third as large", "More examples, less weight each, in a sum as well."),
                ("no larger, but more exact", "More examples make any gradient more exact."),
            ),
        ),
    ),
    _pair(
        "what_backpropagation_does",
        32,
        4,
        "04",
        Asked(
            "In a network without dropout, the forward pass and backpropagation are computed for one batch, and "
            "nothing else. Then the same batch is put in again. Its loss is …",
            0,
            "exactly what it was before",
            (
                (
                    "a little lower, as the weights have moved",
                    "Backpropagation updates the weights.",
                ),
                (
                    "lower for those examples that were wrong",
                    "Backpropagation corrects errors one by one.",
                ),
                (
                    "a little higher: it gets worse before better",
                    "Training gets worse before it gets better.",
                ),
            ),
        ),
        Asked(
            "A program computes the forward pass and backpropagation for one batch in a network without dropout, a "
            "hundred times over, and nothing else. The loss of the batch …",
            2,
            "is the same all the hundred times",
            (
                (
                    "falls to nearly 0, as it is learned by heart",
                    "Backpropagation updates the weights.",
                ),
                (
                    "falls for those examples that were wrong",
                    "Backpropagation corrects errors one by one.",
                ),
                (
                    "rises for some time before it falls",
                    "Training gets worse before it gets better.",
                ),
            ),
        ),
    ),
    _pair(
        "downhill",
        26,
        4,
        "04",
        Asked(
            "The slope of the loss along a weight that is now 2 is −3. In a small step of gradient descent this "
            "weight becomes …",
            2,
            "larger",
            (
                ("smaller", "The gradient points downhill."),
                ("its own negative", "The sign of the weight is turned."),
                ("0, or close to it", "Gradient descent makes weights small."),
            ),
        ),
        Asked(
            "The slope of the loss along a weight that is now 1 is −0.5. In a small step of gradient descent this "
            "weight becomes …",
            1,
            "larger",
            (
                ("smaller", "The gradient points downhill."),
                ("its own negative", "The sign of the weight is turned."),
                ("0, or close to it", "Gradient descent makes weights small."),
            ),
        ),
    ),
    _pair(
        "adam_and_its_rate",
        41,
        4,
        "05",
        Asked(
            "The weights of a network are about 0.1 in size. The optimizer Adam is given the learning rate 5 "
            "instead of "
            "0.001. What is to be expected?",
            2,
            "It fails, as it moves each weight much too far",
            (
                ("Hardly a difference: Adam finds its own rate", "Adam needs no learning rate."),
                ("It is much faster, as Adam dampens long steps", "Adam makes a large rate safe."),
                (
                    "No difference: Adam replaces the rate by momentum",
                    "Adam has momentum in its place.",
                ),
            ),
        ),
        Asked(
            "The weights of a network are about 0.1 in size. The optimizer Adam is given the learning rate 0.0000001 "
            "instead of 0.001. What is to be expected?",
            0,
            "It stands nearly still, as it moves no weight far",
            (
                ("Hardly a difference, as Adam finds its own rate", "Adam needs no learning rate."),
                ("It is as fast, as Adam lengthens short steps", "Adam makes any rate good."),
                (
                    "No difference, as momentum takes the rate's place",
                    "Adam has momentum in its place.",
                ),
            ),
        ),
    ),
    _pair(
        "penalties",
        45,
        5,
        "06",
        Asked(
            "The *L1* penalty λ·|w| is added to the loss. One weight is 0.01 and another is 5. Which of "
            "them does the penalty push harder towards 0?",
            3,
            "Both of them equally hard",
            (
                ("The 5, in proportion to its size", "L1 pushes as L2 does."),
                ("The 0.01, as it is to become 0", "Penalties look for small weights."),
                ("The 5 only: 0.01 is small enough", "A penalty has a threshold."),
            ),
        ),
        Asked(
            "The *L1* penalty λ·|w| is added to the loss. One weight is 0.02 and another is 4. Which of "
            "them does the penalty push harder towards 0?",
            1,
            "Both of them equally hard",
            (
                ("The 4, in proportion to its size", "L1 pushes as L2 does."),
                ("The 0.02, as it is to become 0", "Penalties look for small weights."),
                ("The 4 only: 0.02 is small enough", "A penalty has a threshold."),
            ),
        ),
    ),
    _pair(
        "normalized_alone",
        47,
        5,
        "07",
        Asked(
            "Batch normalization brings numbers, in training, to mean 0 and spread 1 within each batch. A network "
            "with it was trained on batches of 64 images, is switched to evaluation, and gets one image. Which mean "
            "and spread does it use?",
            1,
            "Those it has kept from training",
            (
                ("Those of the batch, here of one image", "Evaluation uses the batch."),
                ("Those of 64 copies of the image", "It needs a batch of the same size."),
                ("None: normalization is left out", "It is a device of training only."),
            ),
        ),
        Asked(
            "Batch normalization brings numbers, in training, to mean 0 and spread 1 within each batch. A trained "
            "network with it, switched to evaluation, classifies an image twice: alone, and later among 31 others. "
            "How do the two outputs differ?",
            3,
            "They do not: it uses what it kept from training",
            (
                ("Somewhat, as the others shift the batch's mean", "Evaluation uses the batch."),
                (
                    "The first is an error message: it needs 32 images",
                    "It needs a batch of the same size.",
                ),
                (
                    "The first is larger, as it was not normalized",
                    "It is a device of training only.",
                ),
            ),
        ),
    ),
    _pair(
        "shuffling",
        49,
        6,
        "08",
        Asked(
            "The training images are sorted: first all cats, then all dogs. In each pass through the data "
            "(epoch) small "
            "groups (mini-batches) are taken in this order. The network …",
            0,
            "swings from one class to the other",
            (
                ("learns as usual: it sees every image", "The order does not matter."),
                ("learns faster, one class at a time", "Order helps, as with people."),
                ("cannot compute a loss of one class", "A batch needs all classes."),
            ),
        ),
        Asked(
            "Houses are sorted by price, the cheap ones first. In each pass through the data (epoch) small groups "
            "(mini-batches) are taken in this order. The network's predictions …",
            2,
            "are too low after cheap houses, too high after costly ones",
            (
                ("are as usual, as every house is seen", "The order does not matter."),
                ("are better, since the order helps it along", "Order helps, as with people."),
                ("are all equal, since each batch has one price", "A batch needs all values."),
            ),
        ),
    ),
    _pair(
        "epoch_and_step",
        51,
        6,
        "08",
        Asked(
            "There are 2,000 training examples. The batch size is changed from 100 to 50. An epoch (once through "
            "all of them) now has …",
            1,
            "40 updates; it had 20",
            (
                ("1 update of the weights; it had 1", "An epoch is one step."),
                ("20 updates, as it had before", "The number of steps is fixed."),
                ("10 updates; it had 20", "A smaller batch makes a smaller epoch."),
            ),
        ),
        Asked(
            "There are 1,200 training examples. The batch size is changed from 20 to 40. An epoch (once through "
            "all of them) now has …",
            2,
            "30 updates; it had 60",
            (
                ("1 update of the weights; it had 1", "An epoch is one step."),
                ("60 updates, as it had before", "The number of steps is fixed."),
                ("120 updates; it had 60", "A bigger batch makes a bigger epoch."),
            ),
        ),
    ),
    _pair(
        "flat_loss",
        52,
        6,
        "08",
        Asked(
            "The training loss has been flat for 20 epochs. The loss on data kept out of training (validation loss) "
            "is higher. What would going on bring?",
            0,
            "That is open: a flat loss can fall again",
            (
                ("Nothing: a flat loss has converged", "A flat loss has converged."),
                ("A lower loss, as it is still above 0", "Converged means no error."),
                ("A lower loss, as validation is higher", "Converged means no overfitting."),
            ),
        ),
        Asked(
            "A run is stopped since its training loss has stood still for 30 epochs. Some training examples are still "
            "wrong, and the loss on data kept out of training (validation loss) is higher. What would going on have "
            "brought?",
            3,
            "That is open: such a loss may fall later on",
            (
                ("Nothing: standing still, it has converged", "A flat loss has converged."),
                ("A lower loss, as some examples are still wrong", "Converged means no error."),
                ("A lower loss, as validation lies above it", "Converged means no overfitting."),
            ),
        ),
    ),
    _pair(
        "chosen_on_the_test_part",
        53,
        7,
        "11",
        Asked(
            "Twenty models are compared on a test part of 300 examples, kept out of training. The best one has "
            "94 % there and is taken. On new "
            "data one should expect …",
            2,
            "somewhat less, as it was picked for its luck too",
            (
                ("94 %, as it was not trained on the test part", "Only training uses data up."),
                ("more, as it will be trained on the test part too", "More data make up for it."),
                (
                    "the mean of all twenty, as the choice is chance",
                    "A choice by a score says nothing.",
                ),
            ),
        ),
        Asked(
            "Learning rate and number of epochs were chosen, among many, so that the accuracy on a test "
            "part of 300 examples, kept out of training, is highest: 91 %. As an estimate for new data such a number "
            "is, on average, …",
            1,
            "too high, as the choice made use of chance",
            (
                ("right, as no weight was fitted to the test part", "Only training uses data up."),
                ("too low, as the test part is yet to be trained on", "More data make up for it."),
                (
                    "worthless, as it could be any number at all",
                    "A choice by a score says nothing.",
                ),
            ),
        ),
    ),
    _pair(
        "best_weights",
        54,
        7,
        "09",
        Asked(
            "The loss on data kept out of training (validation loss) fell until epoch 30 and rose from then on. "
            "Training ended after epoch 50. "
            "Which weights should be used?",
            3,
            "Those of epoch 30",
            (
                ("Those of epoch 50", "The last weights are the best."),
                ("The mean of all 50", "The mean is the safest."),
                ("Those of epoch 20", "Before the minimum is safer."),
            ),
        ),
        Asked(
            "The loss on data kept out of training (validation loss) was lowest after epoch 35. As it did not "
            "improve in "
            "the next 10 epochs, training stopped after epoch 45. Which weights should be used?",
            0,
            "Those of epoch 35",
            (
                ("Those of epoch 45", "The last weights are the best."),
                ("The mean of all 45", "The mean is the safest."),
                ("Those of epoch 25", "Before the minimum is safer."),
            ),
        ),
    ),
    _pair(
        "gap",
        55,
        7,
        "09",
        Asked(
            "The training loss is 0.30, the loss on data kept out of training (validation loss) 0.34. In each of "
            "the last epochs both went "
            "down. What should be done?",
            1,
            "Train on: both still gain from it",
            (
                ("Stop: the gap shows overfitting", "A gap is overfitting."),
                ("Stop: two losses so near have converged", "A small gap is convergence."),
                ("Take a larger network: no loss is 0", "Anything above 0 is underfitting."),
            ),
        ),
        Asked(
            "After 40 epochs the training loss is 0.12 and the loss on data kept out of training (validation loss) "
            "0.19. In each of the last ten epochs both went down. It would be best …",
            2,
            "to train on, as new examples gain from it too",
            (
                ("to stop, as the gap between them is overfitting", "A gap is overfitting."),
                ("to stop, as the two losses have come this near", "A small gap is convergence."),
                (
                    "to take more layers, as no loss has come to 0",
                    "Anything above 0 is underfitting.",
                ),
            ),
        ),
    ),
    _pair(
        "accuracy_enough",
        56,
        7,
        "10",
        Asked(
            "Of 1,000 parts 10 are defective. A model is right for 99 % of all parts. How many of the defective ones "
            "does it find at the least?",
            0,
            "0, as it may miss each of the ten",
            (
                ("9, as its accuracy is so high", "A high accuracy finds most."),
                ("99 % of them, so nearly all", "Accuracy holds for each class."),
                ("10, at the price of false alarms", "Errors are false alarms."),
            ),
        ),
        Asked(
            "Of 500 mails 5 are dangerous. A filter is right for 99 % of all mails. How many of the "
            "dangerous ones does it stop at the least?",
            1,
            "0, as it may miss each of the five",
            (
                ("4, as its accuracy is so high", "A high accuracy finds most."),
                ("99 % of them, so nearly all", "Accuracy holds for each class."),
                ("5, at the price of false alarms", "Errors are false alarms."),
            ),
        ),
    ),
    _pair(
        "precision_and_recall",
        57,
        7,
        "10",
        Asked(
            "A filter marks 20 mails as spam, 15 of them rightly. 30 spam mails have come in all. One wants to know "
            "how much of the spam it catches (its *recall*). Which fraction says so?",
            2,
            "15/30",
            (
                ("15/20", "Recall is precision."),
                ("20/30", "What was marked counts, right or wrong."),
                ("15/35", "Recall is over all that is involved."),
            ),
        ),
        Asked(
            "A search gives 25 documents, 10 of which fit. In the whole collection 40 documents fit. One wants to know "
            "how much of what fits it finds (its *recall*). Which fraction says so?",
            3,
            "10/40",
            (
                ("10/25", "Recall is precision."),
                ("25/40", "What was given counts, right or wrong."),
                ("10/55", "Recall is over all that is involved."),
            ),
        ),
    ),
    _pair(
        "fine_tuning",
        60,
        7,
        "12",
        Asked(
            "A network that tells 1,000 kinds of things in photos is to tell 5 kinds of birds. There are 50 "
            "photos of them. What promises most?",
            3,
            "Keep its layers, train a new last layer",
            (
                (
                    "New last layer, all trained at the original rate",
                    "One rate for all layers.",
                ),
                ("Train the same network from random weights", "What was learned before disturbs."),
                ("Use it as it is, since it knows birds", "The old head may stay."),
            ),
        ),
        Asked(
            "A network was trained on a million photos. It is to find 4 diseases of leaves, of which there "
            "are 80 photos. With which plan would you begin?",
            0,
            "A new last layer, the others as they are",
            (
                (
                    "A new last layer, all trained at the original rate",
                    "One rate for all layers.",
                ),
                (
                    "Random weights, so that nothing old disturbs",
                    "What was learned before disturbs.",
                ),
                ("The old last layer, with four of its outputs", "The old head may stay."),
            ),
        ),
    ),
)
