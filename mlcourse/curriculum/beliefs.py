"""The course's list of misconceptions: what learners get wrong, each with a number that checks and questions cite.

(What ``check`` says to a wrong answer stands in ``lesson_NN/mistakes.py``.)

Each stands under the lesson that deals with it. When that lesson is there, a test wants each of them named: by an
exercise's mistake, by an option of a question or prediction, or by a case of the bug lab.
"""

OF_LESSON: dict[str, dict[int, str]] = {
    # initialization
    "01": {
        1: "Weights may all start at zero, or at the same number.",
        2: "Biases must not start at zero either.",
        3: "The variance 2/fan_in is the standard deviation.",
        4: "fan_out stands where fan_in belongs.",
        5: "Xavier's scale is right for ReLU too.",
        6: "Glorot's uniform limit is the standard deviation: the factor √3 is forgotten.",
        7: "Random means uniform between 0 and 1.",
    },
    # forward pass
    "02": {
        8: "W is taken the other way round: a transpose too many or too few.",
        9: "The elementwise product * is the matrix product @.",
        10: "Stacking linear layers makes a network more powerful.",
        11: "Softmax runs over the batch, or over all numbers at once.",
        12: "Softmax needs no maximum subtracted, or one for the whole batch will do.",
        16: "The output layer gets ReLU like all others.",
    },
    # loss
    "03": {
        17: "(N, 1) minus (N,) is a difference of N numbers.",
        18: "The loss is a sum over the batch.",
        19: "The mean over the batch is taken twice.",
        20: "Cross-entropy's mean goes over the classes too.",
        21: "The loss gets probabilities where it takes logits: softmax twice.",
        23: "log of a sigmoid is safe.",
        24: "Binary and two-class cross-entropy, or labels and probabilities, are interchangeable.",
        25: "A lower loss always means a higher accuracy.",
    },
    # backpropagation
    "04": {
        13: "The activation's slope is taken at a instead of z.",
        14: "tanh′(z) = 1 − z².",
        15: "ReLU's mask comes from the sign of the gradient.",
        22: "p − y still has to be multiplied by p(1 − p).",
        26: "The gradient points downhill.",
        27: "The activation's slope may be left out.",
        28: "The biases need no gradient, or the mean of δ.",
        29: "Where a value is used twice, the last gradient replaces the first.",
        30: "The way back may use weights that were updated already.",
        31: "Gradients reset themselves.",
        32: "Backpropagation updates the weights.",
        33: "A one-sided difference with the smallest ε is the best check; a kink is no problem.",
    },
    # from gradient descent to Adam
    "05": {
        34: "Momentum is a running average of gradients.",
        35: "Nesterov's momentum is plain momentum.",
        36: "Adam works without bias correction.",
        37: "Adam counts t from 0.",
        38: "Adam's t counts epochs; the corrected moments are stored back.",
        39: "The ε of RMSProp and Adam belongs inside the root.",
        40: "All parameters share one optimizer state.",
        41: "Adam needs no learning rate; stochastic means a batch of one.",
    },
    # learning rate, regularization
    "06": {
        42: "The L2 penalty's gradient has another factor: 2λ, or λ/n.",
        43: "L2 and weight decay are the same under Adam; decay needs no learning rate.",
        44: "AdamW may decay after the step.",
        45: "L1 pushes a weight that is zero; biases are penalized.",
    },
    # batch normalization
    "07": {
        46: "Batch normalization runs over the wrong axis, with ddof = 1, or divides by the variance.",
        47: "Evaluation uses the batch's statistics; γ and β are not trained.",
        48: "Batch normalization's mean and spread are constants on the way back.",
    },
    # iteration
    "08": {
        49: "The order of the examples does not matter.",
        50: "The last, smaller batch may be dropped, or counts as much as the others.",
        51: "An epoch is one step; a bigger batch makes a bigger epoch.",
        52: "A flat loss has converged.",
    },
    # over- and underfitting, early stopping
    "09": {
        53: "The test part may choose hyperparameters; a scaler may be fitted on all the data.",
        54: "The last weights are the best; patience counts from the wrong epoch.",
        55: "A training loss below the validation loss means overfitting.",
    },
    # evaluation
    "10": {
        56: "Accuracy is enough.",
        57: "Precision and recall are swapped; F1 is their arithmetic mean; 0/0 is no case of its own.",
        58: "Macro and micro averages are the same; the threshold must be 0.5.",
    },
    # fine-tuning
    "12": {
        59: "Frozen layers stay as they are whatever the optimizer does.",
        60: "Head and body take one learning rate; the old head may stay.",
    },
}

MISCONCEPTIONS: dict[int, str] = {
    number: belief for of_lesson in OF_LESSON.values() for number, belief in of_lesson.items()
}
