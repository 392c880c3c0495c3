"""The words of the course: what each means, in one sentence, and in which forms it is written.

Where a term is said is not written down here: it is where a lesson, or one of its cards, writes it in bold for the
first time (``glossary_table.py``). It is used only from there on; a test holds every lesson and exercise to that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A word of the course.

    Args:
        name: as the glossary lists it.
        meaning: what it is, in one sentence.
        forms: a regular expression of the forms in which it is written, in any case; the name, with or without an s,
            where it is not given.
        used: what is a use of it, where ``forms`` are words of everyday language, too; empty where nobody can tell.
    """

    name: str
    meaning: str
    forms: str = ""
    used: str | None = None

    def __post_init__(self) -> None:
        """Fill in the forms."""
        object.__setattr__(self, "forms", self.forms or f"{re.escape(self.name)}s?")

    def is_said_by(self, bold: str) -> bool:
        """Whether these words, in bold, are the term."""
        return re.fullmatch(self.forms, bold.rstrip(".:,"), re.IGNORECASE) is not None

    def uses(self, text: str) -> list[re.Match[str]]:
        """Every use of the term in a text."""
        pattern = self.forms if self.used is None else self.used
        return (
            [*re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text, re.IGNORECASE)]
            if pattern
            else []
        )


TERMS = (
    # the loop
    Term(
        "hidden unit",
        "A unit between the inputs and the output: it adds up its weighted inputs and bends the sum.",
    ),
    Term("weight", "The number by which a unit multiplies one of its inputs."),
    Term("bias", "The number that a unit adds to its weighted sum.", "bias(es)?"),
    Term(
        "parameters",
        "All numbers that training changes, together θ: weights and biases, with batch normalization also γ and β.",
        "parameters?",
    ),
    Term(
        "step",
        "One turn of the loop: a batch is looked at, and all parameters are changed once.",
        used="",
    ),
    Term(
        "batch",
        "The examples that one step looks at; also called mini-batch.",
        "(mini-)?batch(es)?",
    ),
    Term(
        "epoch",
        "As many steps as it takes until every example of the training part was dealt once.",
    ),
    Term(
        "loss",
        "One number that says how wrong the network is; training makes it smaller.",
        "loss(es)?",
    ),
    Term(
        "training part",
        "The examples by which the weights are trained.",
        "training( part)?",
        "training parts?",
    ),
    Term(
        "validation part",
        "The examples by which all is chosen that training does not find.",
        "validation( part)?",
        "validation",
    ),
    Term(
        "test part",
        "The examples that are looked at once, at the very end.",
        "test( part)?",
        "test parts?",
    ),
    Term(
        "activation function",
        "The function that bends a unit's sum z into what it says, a = f(z).",
        "activation functions?",
        "activations?( functions?)?",
    ),
    Term(
        "ReLU",
        "The activation max(z, 0): it lets positive numbers through and makes 0 of negative ones.",
    ),
    Term("tanh", "The activation that climbs from −1 to 1, with slope 1 in the middle."),
    Term(
        "forward pass",
        "The way from the inputs to the output, layer by layer.",
        "forward pass(es)?",
    ),
    Term(
        "backpropagation",
        "The slope of the loss by every parameter, from back to front, by the chain rule, nothing computed twice.",
    ),
    Term(
        "gradient",
        "All slopes of the loss in one vector, one for each parameter.",
        used="gradients?(?! descent)",
    ),
    Term(
        "gradient descent",
        "The update θ ← θ − ηg; in the strict sense with the gradient of all examples at once.",
        used="(?<!stochastic )gradient descent",
    ),
    Term(
        "stochastic gradient descent (SGD)",
        "Gradient descent with the gradient of a batch that chance has dealt.",
        "stochastic gradient descent",
    ),
    Term("parameter update", "The change of all parameters in a step."),
    Term("learning rate", "η: the factor that says how far a step goes."),
    Term("initialization", "The choice of the numbers with which training begins."),
    Term("iteration", "Step after step, epoch after epoch, until it is enough."),
    # mathematics
    Term(
        "derivative",
        "The slope of a curve at a point: the change of f over a tiny change of its input.",
    ),
    Term(
        "tangent",
        "The straight line that touches a curve at a point; its slope is the derivative there.",
    ),
    Term(
        "partial derivative", "The slope along one of several numbers while the others stand still."
    ),
    Term("chain rule", "Of functions inside functions, the slopes along the way are multiplied."),
    Term(
        "fan_in, fan_out",
        "How many inputs a layer's units have, and how many units the layer has.",
        "fan_in|fan_out",
    ),
    Term("transpose", "A matrix with rows and columns swapped."),
    Term(
        "broadcasting",
        "How numpy stretches a size of 1, or a missing one, to fit another array's.",
        used="broadcasting|broadcasts?",
    ),
    Term("mean", "The sum divided by the count.", used=""),
    Term("variance", "The mean of the squared distances from the mean."),
    Term(
        "standard deviation",
        "The root of the variance: how far numbers spread, in their own unit.",
        "standard deviations?",
        "standard deviations?|std",
    ),
    Term("independent", "Of random numbers: none tells anything about another.", used=""),
    # initialization
    Term(
        "seed", "A number from which all that is random follows: the same seed, the same numbers."
    ),
    Term(
        "signal",
        "What goes through a network from the inputs to the output: the activations, layer by layer.",
    ),
    Term(
        "vanish",
        "Of signals and gradients: to shrink from layer to layer until nothing is left.",
        "vanish(es|ing)?",
        "(signals?|gradients?) (that )?vanish(es|ing)?|vanishing",
    ),
    Term(
        "explode",
        "Of signals and gradients: to grow from layer to layer without bounds.",
        "explod(es?|ing)",
        "explod(es?|ing)",
    ),
    Term(
        "saturated", "Of a unit: where its activation is flat, so that no gradient comes through."
    ),
    Term(
        "Xavier (Glorot)",
        "Random weights with the variance 2/(fan_in + fan_out), for tanh.",
        "Xavier",
        "Xavier|Glorot",
    ),
    Term("He", "Random weights with the variance 2/fan_in, for ReLU.", "He", ""),
    # forward pass
    Term("input layer", "The example itself; it computes nothing."),
    Term("hidden layer", "A layer between the inputs and the output layer."),
    Term(
        "output layer", "The last layer, whose activation follows from the question that is asked."
    ),
    Term("regression", "A task whose answer is a number."),
    Term("identity", "No activation: the sum as it is.", used=""),
    Term("sigmoid", "The activation σ(z) = 1/(1 + e⁻ᶻ), from 0 to 1."),
    Term(
        "dead",
        "Of a unit with ReLU: its sum is negative for every example, so that nothing moves its weights.",
        "dead",
        "dead units?",
    ),
    Term("logits", "The weighted sums of the output layer, before softmax or sigmoid.", "logits?"),
    Term("softmax", "What makes probabilities of logits, positive and together 1."),
    Term("temperature", "A number by which logits are divided before softmax."),
    # loss
    Term(
        "mean squared error",
        "The mean of the squared differences between prediction and target.",
        "mean squared errors?|squared errors?",
    ),
    Term("likelihood", "How probable a model makes what has really happened."),
    Term(
        "cross-entropy",
        "The mean of −ln p, with p the probability that was given to the true class.",
        "cross-entrop(y|ies)",
    ),
    Term("one-hot", "Of a row: 1 at the true class, 0 at all others."),
    Term("categorical cross-entropy", "Cross-entropy behind softmax, of one class among several."),
    Term("binary cross-entropy", "Cross-entropy behind a sigmoid, of yes or no."),
    Term("accuracy", "The share of answers that are right.", "accurac(y|ies)"),
    # backpropagation
    Term(
        "local derivative",
        "The slope of one link of the chain, computed from what stands beside it.",
    ),
    Term(
        "gradient check",
        "A gradient held against the one that is found by moving each parameter a little.",
    ),
    Term("central difference", "A slope measured by a small step to both sides."),
    Term("relative error", "The length of a difference over the sum of the lengths."),
    # optimizers
    Term("optimizer", "The rule that makes a step of the gradient, with what it remembers."),
    Term(
        "cosine", "Of two gradients: 1 where they point the same way, 0 at right angles.", used=""
    ),
    Term("unbiased", "Of an estimate: right on average over all draws."),
    Term("momentum", "v ← βv + g, θ ← θ − ηv: a step along the fading sum of all gradients."),
    Term("velocity", "Momentum's fading sum of gradients, v.", "velocit(y|ies)"),
    Term(
        "Nesterov's momentum",
        "Momentum that already counts on the push that the velocity is going to give next.",
        "Nesterov('s momentum)?",
    ),
    Term(
        "RMSProp",
        "A step divided by the root of a running mean of each parameter's squared gradient.",
    ),
    Term("Adam", "Momentum's mean over RMSProp's root, both corrected for their start at 0."),
    Term("AdamW", "Adam with the weights shrunk beside its step, not inside its fraction."),
    # learning rate and penalties
    Term(
        "standardized",
        "Of a column: its mean taken away and divided by its standard deviation, both of the training part.",
        "standardi[sz](ed?|es|ing|ation)",
    ),
    Term(
        "curvature",
        "The slope of the slope; 2 over the steepest one is the largest learning rate that a parabola bears.",
    ),
    Term("cliff", "The learning rate from which on runs fly off.", used="the cliff"),
    Term("schedule", "A learning rate that is a function of the step."),
    Term("warm-up", "Short steps at first, until the loss is less steep."),
    Term(
        "regularization",
        "What keeps a model from fitting its own examples too closely, such as a penalty.",
        "regulari[sz](ation|ed?|ing)",
    ),
    Term(
        "penalty",
        "What large weights are made to cost besides the loss, with the strength λ.",
        "penalt(y|ies)|penalized",
    ),
    Term("L2", "The penalty λ/2 · ΣW²: each weight is pulled to 0 in proportion to its size."),
    Term(
        "L1", "The penalty λ · Σ|W|: each weight is pulled to 0 equally hard, and many get there."
    ),
    Term(
        "dropout",
        "In training each unit's answer is left out at random; in evaluation all are there.",
        "dropout",
    ),
    Term("weight decay", "Weights that shrink by a factor in each step."),
    # batch normalization
    Term(
        "batch normalization",
        "Each unit's z, over the batch: mean away, divided by the spread, then scaled by γ and shifted by β.",
        "batch[ -]normali[sz](ation|es?|ed)",
    ),
    Term("spread", "Of numbers: how far they lie apart, mostly their standard deviation.", used=""),
    Term(
        "running statistics",
        "Means and variances that are kept while training and normalize when the network is used.",
    ),
    Term("layer normalization", "Normalization over the units of one example."),
    Term("group normalization", "Normalization over a group of units of one example."),
    # iteration
    Term(
        "plateau",
        "A stretch in which the loss stands nearly still, and after which it goes on.",
        "plateaus?",
    ),
    Term(
        "converged",
        "Of a run: going on would change nothing that matters.",
        "converge[ds]?|convergence",
    ),
    Term("patience", "How many epochs in a row without anything better a rule waits for."),
    # over- and underfitting
    Term("capacity", "How many different functions a model can be made into."),
    Term(
        "underfitting",
        "The model cannot follow even the examples that it is shown: both losses are high.",
        "underfit(s|ting)?",
    ),
    Term("good fit", "What is left of both losses is the noise.", "(a )?good fit"),
    Term(
        "overfitting",
        "The model follows the noise of its own examples: the loss on others rises.",
        "overfit(s|ting)?",
    ),
    Term("gap", "The validation loss minus the training loss.", used=""),
    Term("learning curve", "Losses over the amount of data."),
    Term("validation curve", "Losses over a setting, such as the number of units."),
    Term(
        "early stopping",
        "Training ends when the validation loss has not been beaten for a while; the best epoch's weights are kept.",
    ),
    Term(
        "leak",
        "Something of the examples held out has gone into the model by another way than its weights.",
        "leak(s|age|ed)?",
        "leak(s|age)?",
    ),
    # evaluation
    Term(
        "positive, negative",
        "What is asked for, and all else.",
        "positives?|negatives?",
        "(true|false) (positives?|negatives?)",
    ),
    Term(
        "confusion matrix", "How often each true class was called what.", "confusion matri(x|ces)"
    ),
    Term("precision", "Of what was called positive, the share that is: TP/(TP + FP)."),
    Term("recall", "Of what is positive, the share that was found: TP/(TP + FN)."),
    Term("F1", "The harmonic mean of precision and recall."),
    Term("threshold", "The probability from which on the answer is yes."),
    Term(
        "ROC curve",
        "Share of positives found over share of false alarms, for every threshold.",
        "ROC curves?",
        "ROC",
    ),
    Term("precision-recall curve", "Precision over recall, for every threshold."),
    Term("macro", "Of a score over several classes: each class counts once."),
    Term("micro", "Of a score over several classes: each example counts once."),
    Term(
        "weighted",
        "Of a score over several classes: each class counts by how many examples it has.",
        used="",
    ),
    Term("R²", "One minus the squared errors over those of always saying the mean."),
    Term(
        "k-fold cross-validation",
        "The data are dealt into k folds, each is held out once, and the model is trained anew on the others.",
        "k-fold( cross-validation)?|folds?",
        "k-folds?|cross-validation|over( five)? folds|each fold",
    ),
    # tuning
    Term(
        "hyperparameter",
        "A setting that is decided before training, such as η, λ or the number of layers.",
    ),
    Term("candidate", "One choice of hyperparameters that a search tries."),
    Term(
        "space",
        "From where to where, and on which scale, each hyperparameter is looked for.",
        used="",
    ),
    Term("log-uniform", "Of a draw: equal factors are equally likely."),
    Term(
        "standard error",
        "How far a mean of N numbers is off by chance: about their spread divided by √N.",
    ),
    Term(
        "grid",
        "A search that tries every combination of a few points on each axis.",
        used="grid search(es)?",
    ),
    Term(
        "random search",
        "A search that draws each hyperparameter anew for each candidate.",
        "random search(es)?",
    ),
    Term("fleet", "Runs that are trained side by side."),
    Term("winner's curse", "Whoever is chosen for a number has, on average, been lucky with it."),
    # fine-tuning
    Term("source task", "What a network was trained for first."),
    Term("target task", "What it is to do now."),
    Term(
        "head",
        "The output layer, weights included, which answers the question.",
        used="new heads?|old heads?|head only",
    ),
    Term("body", "All layers before the head.", "body|bodies", ""),
    Term(
        "freezing",
        "Leaving parameters as they are, to the last bit, whatever moves the others.",
        "freez(e|es|ing)|frozen",
        "freez(e|es|ing)|frozen",
    ),
    Term(
        "fine-tuning",
        "Training a network that was trained before, for another task.",
        "fine-tun(ing|ed?|es)",
    ),
    Term(
        "domain shift",
        "The examples in use are of another kind than those that a network was trained on.",
    ),
    Term(
        "discriminative learning rates",
        "A learning rate for each layer, falling from the head down.",
        "discriminative( learning rates)?",
    ),
    Term(
        "catastrophic forgetting",
        "What was learned for the first task is lost while the second is learned.",
    ),
    Term("transfer learning", "Taking what was learned for one task along to another."),
    Term("linear probing", "Training a new head on a frozen body."),
    # the capstone
    Term("baseline", "A simple model on the same split, against which a score is held."),
    Term(
        "stratified",
        "Of a split: each part holds each class in the same share.",
        "stratif(ied|y|ication)",
    ),
)
