"""The before-and-after test: twenty beliefs about training networks, each asked in two parallel questions.

Form A is for before the course, form B for after it. Neither says what is right, so that the second measures what the
first did. Each wrong option is what somebody thinks who holds a belief; ``why`` of an option names it, and is shown to
nobody. The belief that both questions of a pair are about has its number in ``beliefs``.

Source of the idea: Hestenes, Wells and Swackhamer (1992), the force concept inventory; Hake (1998) for the gain.
"""

from dataclasses import dataclass

from mlcourse.checks.questions import Option, Question

FORMS = {"before": "A", "after": "B"}


@dataclass(frozen=True)
class Pair:
    """One belief, asked before and after.

    Args:
        name: in the questions' ids, "A.name" and "B.name".
        belief: its number in ``beliefs.MISCONCEPTIONS``.
        step: the documented step, 7 for the considerations around the six.
        lesson: the number of the lesson that deals with it.
        before: the question of form A.
        after: the question of form B.
    """

    name: str
    belief: int
    step: int
    lesson: str
    before: Question
    after: Question

    def question(self, when: str) -> Question:
        """Return the question that is asked "before" or "after"."""
        return self.before if when == "before" else self.after


@dataclass(frozen=True)
class Asked:
    """A question as it is written below: the right option, at which place it stands, and what others "
    "believe."""

    text: str
    place: int
    right: str
    wrong: tuple[tuple[str, str], ...]


def _pair(name: str, belief: int, step: int, lesson: str, before: Asked, after: Asked) -> Pair:
    first, second = _question(f"A.{name}", before, belief), _question(f"B.{name}", after, belief)
    return Pair(name, belief, step, lesson, first, second)


def _question(question_id: str, asked: Asked, belief: int) -> Question:
    options = [Option(text, why, misconception=None) for text, why in asked.wrong]
    options[0] = Option(*asked.wrong[0], misconception=belief)
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
            "What comes of it?",
            2,
            "The units of a hidden layer stay copies of each other",
            (
                ("It learns as well as from any other start", "The start does not matter."),
                ("It learns the same in the end, after a longer way", "The start costs time only."),
                (
                    "It learns better, since no unit has an advantage",
                    "Equal is fair, and fair is good.",
                ),
            ),
        ),
        Asked(
            "Every weight of a network starts at 0.5. It is trained for an hour. How do the units of one "
            "hidden layer differ then?",
            0,
            "Not at all: they still have the same weights",
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
            "A network of ten ReLU layers with 500 units each starts with random weights between 0 and 1. "
            "The numbers that come out of the tenth layer are …",
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
            "Somebody starts all weights of a deep ReLU network with random numbers from 0 to 1. Each layer "
            "has 300 units. "
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
            "A network has five layers and no activation function in any of them. Compared with one layer "
            "alone it can represent …",
            0,
            "the same functions and no others",
            (
                ("more functions, since it has more weights", "More weights, more power."),
                ("curves as well, with up to five bends", "Each layer gives a bend."),
                ("fewer functions, since errors add up", "Depth is a loss."),
            ),
        ),
        Asked(
            "A classifier without hidden layers parts two classes by a straight line. It gets three hidden "
            "layers without activation "
            "functions. The border can now be …",
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
            "A network is to predict temperatures from −30 to 40 °C. All its layers have ReLU, the output "
            "layer too. In frost it will predict …",
            1,
            "0 °C or more, however long it is trained",
            (
                ("about what is right: the weights adapt", "ReLU may stand anywhere."),
                ("about what is right, after longer training", "Training makes up for any form."),
                ("10 °C in place of −10 °C: the sign is lost", "ReLU is the magnitude."),
            ),
        ),
        Asked(
            "The profit of a company is to be predicted; in some years it is a loss. The network's output "
            "layer has ReLU, as its other "
            "layers have. Years with a loss …",
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
            "0.99, 0.99, 0.4. Their cross-entropy is 0.51 and 0.31. Which of them has more images right?",
            1,
            "P, though Q has the lower loss",
            (
                ("Q, as its lower loss says", "A lower loss is a higher accuracy."),
                (
                    "neither, as the images are the same",
                    "Accuracy belongs to the data.",
                ),
                ("P, as its higher loss says", "Loss is a score: more is better."),
            ),
        ),
        Asked(
            "Two classes, four images. Model S gives the true classes the probabilities 0.95, 0.95, 0.95, "
            "0.45; model T gives them "
            "0.55, 0.55, 0.55, 0.55. Their cross-entropy is 0.24 and 0.60. Which of them has more images right?",
            3,
            "T, though S has the lower loss",
            (
                ("S, as its lower loss says", "A lower loss is a higher accuracy."),
                (
                    "neither, as the images are the same",
                    "Accuracy belongs to the data.",
                ),
                ("T, as its higher loss says", "Loss is a score: more is better."),
            ),
        ),
    ),
    _pair(
        "sum_or_mean",
        18,
        3,
        "03",
        Asked(
            "The loss of a batch is the *sum* over its 40 examples. Each of them is put in once more, so "
            "that there are 80. The gradient becomes …",
            3,
            "twice as large",
            (
                ("no other: the examples are the same", "Sum and mean are one thing."),
                ("half as large", "More examples, less weight each, in a sum as well."),
                ("no larger, only more exact", "More examples make any gradient more exact."),
            ),
        ),
        Asked(
            "The loss of a batch is the *mean* over its 30 examples. Each of them is put in once more, so "
            "that there are 60. The gradient becomes …",
            0,
            "no other than before",
            (
                ("twice as large", "Sum and mean are one thing."),
                ("half as large", "More examples, less weight each, twice over."),
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
            "For one batch the forward pass and backpropagation are computed, and nothing else. Then the "
            "same batch is put in again. Its loss is …",
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
                    "a little higher at first, lower later on",
                    "Training gets worse before it gets better.",
                ),
            ),
        ),
        Asked(
            "A program computes the forward pass and backpropagation for one batch, a hundred times over, "
            "and nothing else. The loss of the batch …",
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
            "The slope of the loss along a weight is +3. In a step of gradient descent this weight becomes …",
            2,
            "smaller",
            (
                ("larger, as the slope is positive", "The gradient points downhill."),
                ("its own negative", "The sign of the weight is turned."),
                ("0, or close to it", "Gradient descent makes weights small."),
            ),
        ),
        Asked(
            "The slope of the loss along a weight is −0.5. In a step of gradient descent this weight becomes …",
            1,
            "larger",
            (
                ("smaller, as the slope is negative", "The gradient points downhill."),
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
            "The weights of a network are about 0.1 in size. Adam is given the learning rate 5 instead of "
            "0.001. What is to be expected?",
            2,
            "It fails: its steps are nearly 5 long at first",
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
            "The weights of a network are about 0.1 in size. Adam is given the learning rate 0.0000001 "
            "instead of 0.001. What is to be expected?",
            0,
            "It stands nearly still, as its steps are that short",
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
            "The *L2* penalty λ/2·w² is added to the loss. One weight is 0.02 and another is 4. Which of "
            "them does the penalty push harder towards 0?",
            1,
            "The 4, in proportion to its size",
            (
                ("Both of them equally hard", "L2 pushes as L1 does."),
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
            "A network with batch normalization was trained on batches of 64 images. Now it is to classify "
            "one image. Which mean and spread does it use?",
            1,
            "Those it has kept from training",
            (
                ("Those of the batch, here of one image", "Evaluation uses the batch."),
                ("Those of 64 copies of the image", "It needs a batch of the same size."),
                ("None: normalization is left out", "It is a device of training only."),
            ),
        ),
        Asked(
            "A trained network with batch normalization classifies an image twice: alone, and later among "
            "31 others. How do the two outputs differ?",
            3,
            "They do not: it uses what it kept from training",
            (
                ("As the others shift the batch's mean and spread", "Evaluation uses the batch."),
                (
                    "The first is an error: it needs a batch of 32",
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
            "The training images are sorted: first all cats, then all dogs. In each epoch mini-batches are "
            "taken in this order. The network …",
            0,
            "swings from one class to the other",
            (
                ("learns as usual: it sees every image", "The order does not matter."),
                ("learns faster, one class at a time", "Order helps, as with people."),
                ("cannot compute a loss of one class", "A batch needs all classes."),
            ),
        ),
        Asked(
            "Houses are sorted by price, the cheap ones first. In each epoch mini-batches are taken in this "
            "order. The network's predictions …",
            2,
            "follow the batches: too low, then too high",
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
            "There are 2,000 training examples. The batch size is changed from 100 to 50. An epoch now has …",
            1,
            "40 updates; it had 20",
            (
                ("1 update; it had 1", "An epoch is one step."),
                ("20 updates, as it had before", "The number of steps is fixed."),
                ("10 updates; it had 20", "A smaller batch makes a smaller epoch."),
            ),
        ),
        Asked(
            "There are 1,200 training examples. The batch size is changed from 20 to 40. An epoch now has …",
            2,
            "30 updates; it had 60",
            (
                ("1 update; it had 1", "An epoch is one step."),
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
            "The training loss has been flat for 20 epochs. Somebody says: it has converged. What would "
            "show that this is wrong?",
            0,
            "Going on, the loss falls again",
            (
                ("Nothing: flat is converged", "A flat loss has converged."),
                ("The loss is above 0", "Converged means no error."),
                ("The validation loss is higher", "Converged means no overfitting."),
            ),
        ),
        Asked(
            "A run is stopped since its training loss has stood still for 30 epochs: it has converged, says "
            "the log. Which observation refutes that?",
            3,
            "The same run, not stopped, falls further later",
            (
                ("None can, as it has stood still for so long", "A flat loss has converged."),
                ("There are training examples that it has wrong", "Converged means no error."),
                (
                    "There is a gap between training and validation",
                    "Converged means no overfitting.",
                ),
            ),
        ),
    ),
    _pair(
        "chosen_on_the_test_part",
        53,
        7,
        "11",
        Asked(
            "Twenty models are compared on the test part. The best one has 94 % there and is taken. On new "
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
            "Learning rate and number of epochs were chosen, among many, so that the accuracy on the test "
            "part is highest: 91 %. As an estimate for new data this is …",
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
            "The validation loss fell until epoch 30 and rose from then on. Training ended after epoch 50. "
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
            "Training stops as soon as the validation loss has not improved for 10 epochs. It stopped after "
            "epoch 45. Which weights should be used?",
            0,
            "Those of epoch 35",
            (
                ("Those of epoch 45", "The last weights are the best."),
                ("The mean of the last 10", "The mean is the safest."),
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
            "The training loss is 0.30 and the validation loss 0.34. In each of the last epochs both went "
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
            "After 40 epochs the training loss is 0.12 and the validation loss 0.19; after 30 epochs they "
            "were 0.16 and 0.22. It would be best …",
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
            "Of 1,000 parts 10 are defective. Model P has an accuracy of 99 %, model Q of 97 %. Q finds 9 "
            "of the defective parts. And P?",
            0,
            "P may find none of them",
            (
                ("P finds 9 or all 10", "A higher accuracy finds more."),
                ("P finds 99 % of them", "Accuracy holds for each class."),
                ("P finds 10, with false alarms", "Errors are false alarms."),
            ),
        ),
        Asked(
            "Of 500 mails 5 are dangerous. A filter is right for 99 % of all mails. How many of the "
            "dangerous ones does it stop?",
            1,
            "Possibly not a single one",
            (
                ("At least 4 of them", "A high accuracy finds most."),
                ("99 % of them, so nearly all", "Accuracy holds for each class."),
                ("All, at the price of false alarms", "Errors are false alarms."),
            ),
        ),
    ),
    _pair(
        "precision_and_recall",
        57,
        7,
        "10",
        Asked(
            "A filter marks 20 mails as spam, 15 of them rightly. 30 spam mails have come in all. What is "
            "its *recall*?",
            2,
            "15/30",
            (
                ("15/20", "Recall is precision."),
                ("20/30", "What was marked counts, right or wrong."),
                ("15/35", "Recall is over all that is involved."),
            ),
        ),
        Asked(
            "A search gives 40 documents, 10 of which fit. In the whole collection 25 documents fit. What "
            "is its *precision*?",
            3,
            "10/40",
            (
                ("10/25", "Precision is recall."),
                ("25/40", "What there is counts, found or not."),
                ("10/55", "Precision is over all that is involved."),
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
                    "Train all of it on, with a large learning rate",
                    "One rate, and a large one, for all layers.",
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
                    "A large learning rate, and all layers at once",
                    "One rate, and a large one, for all layers.",
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
