# %% [markdown]
# # Exercise 13 · Capstone: from raw data to a judged model
#
# The decisions of a project: first each as a function that does not make the fault, then argued. Ten tasks, 19 points, about an hour. It goes with [lesson 13](../lessons/13_capstone.ipynb).
#
# Write where it says `# your code here`, run the cell, and run the cell below it. If you are stuck, `hint("13.prepared")` gives three hints, one with each call, and `reveal("13.prepared")` the worked solution; put them in a cell of your own.
#
# Any right answer counts: loops or arrays, lists or tuples. Besides numpy you may use what earlier tasks asked you to write, yours or the library's, and what a task names; what a task asks for, you write yourself, and neither the library nor another package does it for you.
#
# Conventions: classes are counted from 0; features are standardized with `np.std` as it comes, which divides by N; the spread of a few scores has `ddof=1`.

# %%
import numpy as np

import mlcourse as ml
from mlcourse import check, hint, progress, reveal

# %% [markdown]
# ## 1 · The column that knows too much (2 points)
#
# `x` is (N, D), `y` (N,) holds the classes 0 and 1, both of them. Return a truth value for each column: True if some threshold has all examples of one class above it and all of the other below, whichever way round. A value that both classes have lies on both sides of no threshold, so such a column is False.


# %%
def tells_alone(x, y):
    """Return for each column whether it parts the classes by itself."""
    ### SOLUTION


# %%
check("13.tells_alone")

# %% [markdown]
# ## 2 · Shuffled, split, standardized (3 points)
#
# `x` (N, D) and `y` (N,) come from a sorted file; `order` (N,) is a shuffled order of the rows' numbers. Take the rows in this order. The last `held_out` of them are the test part, the others the training part. Standardize both, column by column, without a leak. Return four arrays: `x_train`, `y_train`, `x_test`, `y_test`. No column is constant.


# %%
def prepared(x, y, order, held_out):
    """Return training inputs and targets, test inputs and targets."""
    ### SOLUTION


# %%
check("13.prepared")

# %% [markdown]
# ## 3 · The loss for the task (3 points)
#
# `output` (batch, K) are a network's outputs, without any activation; `y` (batch,) are the targets. Return the mean loss over the batch:
#
# - for the task `"regression"` the squared error; K is 1;
# - for `"binary"` the binary cross-entropy; K is 1, the logit of class 1, and y holds 0 and 1;
# - for `"multi-class"` the categorical cross-entropy; the outputs are the logits of K classes, and y holds their numbers.
#
# It must be right for logits of ±1000 too.


# %%
def loss_for(task, output, y):
    """Return the mean loss that belongs to the task."""
    ### SOLUTION


# %%
check("13.loss_for")

# %% [markdown]
# ## 4 · Each seed's best weights (2 points)
#
# Several seeds of one network: `validation` (seeds, epochs) are their validation losses, `thetas` (seeds, epochs, P) their weights after each epoch. Return the weights to be used, (seeds, P): of each seed those of its best epoch, the first one if there are several.


# %%
def kept_weights(validation, thetas):
    """Return the weights of each seed's best epoch."""
    ### SOLUTION


# %%
check("13.kept_weights")

# %% [markdown]
# ## 5 · As good, and simpler (2 points)
#
# `scores` (candidates, seeds) are validation scores, the higher the better; the candidates stand in order, the simplest first. The best one is that with the highest mean over its seeds. Its standard error is the standard deviation of its scores (`ddof=1`), divided by the root of the number of seeds. Return the number of the first candidate whose mean is at most one such standard error below the best mean; that can be the best one itself.


# %%
def simplest(scores):
    """Return the number of the simplest candidate that is as good as the best."""
    ### SOLUTION


# %%
check("13.simplest")

# %% [markdown]
# ## 6 · Better than saying the usual (2 points)
#
# `said` and `y` (N,) are predicted and true classes of the test part, `y_train` the true classes of the training part, which may have another length. The baseline always says the class that is most frequent *in the training part* (the smallest, if there are several). Return the accuracy of the predictions minus the accuracy of the baseline, both on the test part.


# %%
def over_the_baseline(said, y, y_train):
    """Return by how much the accuracy is above the baseline's."""
    ### SOLUTION


# %%
check("13.over_the_baseline")

# %% [markdown]
# ## 7 · What is reported (2 points)
#
# `scores` (seeds,) are the test scores of the seeds of the network that was chosen, `baseline` the score of a simple model. Return three things: the mean of the scores, their spread (the standard deviation with `ddof=1`), and how many seeds are above the baseline.


# %%
def report(scores, baseline):
    """Return mean, spread and how many are above the baseline."""
    ### SOLUTION


# %%
check("13.report")

# %% [markdown]
# ## 8 · The decisions, argued (3 points)
#
# For each of the lesson's three projects there are five plans. You are the reviewer, and this is your rubric:
#
# 1. The test part decides nothing about the network: no setting, no threshold, no scale.
# 2. Output and loss, by which the network is trained, fit the kind of target.
# 3. Score and threshold, by which it is judged, fit what each kind of error costs.
# 4. Mean and spread over seeds are reported, and beside them a simple model, which was trained on the network's training part and tested on its test part.
# 5. Of each seed that is used, the weights are those of its best epoch, by the validation loss.
#
# A plan may say nothing about some of this; then take that as done right. Of the five plans one keeps all lines. Each of the other four breaks one line, and two of them may break the same. Write for plans 1 to 5, in this order, the number of the line that it breaks, and 0 for the one that keeps all: five numbers, such as `[5, 0, 1, 1, 2]`.
#
# **Diabetes**: how far the illness goes in a year, a number from 25 to 346, which the network is to give itself. An answer is the worse the farther off it is.
#
# 1. Output identity, squared error. The score is the share of patients whose number, rounded, is exactly right, because that is easily understood. Mean and spread of five seeds, beside a linear regression.
# 2. Output identity, squared error, R². η and λ are those with the highest R² on the test part, because this is the part that counts. Mean and spread of five seeds, beside a linear regression.
# 3. Output identity, squared error, R². η and λ are those with the lowest squared error on the validation part. Mean and spread of five seeds, beside a linear regression, because a network that is no better is not worth its trouble.
# 4. Output sigmoid, squared error, R², because a sigmoid cannot run away to absurd values. η and λ by the validation part. Mean and spread of five seeds, beside a linear regression.
# 5. Output identity, squared error, R². η and λ by the validation part. Of five seeds only the one with the lowest validation loss is reported, because that network is the one to be used; a linear regression beside it.

# %%
diabetes_plans = None
### SOLUTION

# %%
check("13.diabetes_plans")

# %% [markdown]
# **Tumors**: malignant or benign. A missed malignant one counts as ten false alarms; but a false alarm costs something too.
#
# 1. Sigmoid, binary cross-entropy. The score is accuracy, at the threshold with the highest accuracy on the validation part, because it counts errors of both kinds. Mean and spread of five seeds, beside logistic regression.
# 2. Sigmoid, binary cross-entropy. The score is the recall of the malignant ones with their precision beside it, at the threshold that costs least on the validation part. Mean and spread of five seeds, beside logistic regression.
# 3. Sigmoid, binary cross-entropy. The score is the recall of the malignant ones, with the threshold 0 for the probability, because then none is missed. Mean and spread of five seeds, beside logistic regression.
# 4. Sigmoid, binary cross-entropy. The score is the recall of the malignant ones with their precision beside it, at the threshold that costs least on the test part, because a threshold trains nothing. Mean and spread of five seeds, beside logistic regression.
# 5. Sigmoid, binary cross-entropy. The score is the recall of the malignant ones with their precision beside it, at the threshold that costs least on the validation part. Mean and spread of five seeds, beside a logistic regression that was trained on all 569 tumors, those of the test part too, because it is too simple to overfit.

# %%
tumor_plans = None
### SOLUTION

# %%
check("13.tumor_plans")

# %% [markdown]
# **Digits**: which of ten, about equally frequent. Every mix-up costs the same.
#
# 1. Softmax, categorical cross-entropy, accuracy. Each pixel is standardized by its mean and spread over all 1797 images, because a pixel means the same in all of them. Mean and spread of five seeds, beside logistic regression.
# 2. One output, identity, with the squared error of the digit's number, because 8 is nearer to 9 than 1 is; accuracy after rounding. Mean and spread of five seeds, beside logistic regression.
# 3. Softmax, categorical cross-entropy, accuracy. Of each of five seeds the weights after the last epoch are used, because these were trained longest. Mean and spread, beside logistic regression.
# 4. Softmax, categorical cross-entropy, accuracy. Of each of five seeds the weights of the epoch with the lowest validation loss are used. Mean and spread, beside logistic regression.
# 5. Softmax, categorical cross-entropy, accuracy. The weights of the epoch with the lowest validation loss are used, of one seed, because on 359 test images chance averages out; beside logistic regression.

# %%
digit_plans = None
### SOLUTION

# %%
check("13.digit_plans")

# %% [markdown]
# ## And it runs
#
# When all is done, this cell audits the wines with your functions: a column that tells too much is dropped, the rest is shuffled, split and standardized by you, trained by the library, and reported by you.

# %%
wine = ml.wine()
is_first = (wine.y == 0).astype(int)
generator = np.random.default_rng(1)
shelf = is_first + generator.uniform(0, 0.5, len(is_first))  # where the bottle stood
table = np.column_stack([wine.x, shelf])
parts = (
    tells_alone(table, is_first),
    prepared(table, is_first, np.arange(178), 36),
    kept_weights(np.eye(2), np.ones((2, 2, 1))),
    over_the_baseline(is_first, is_first, is_first),
    report(np.array([0.5, 1.0]), 0.7),
)
if any(part is None or part is ... for part in parts):
    print("not yet: one of your functions returns nothing")
else:
    suspects = np.asarray(parts[0], dtype=bool)
    print("columns that tell it alone:", np.flatnonzero(suspects).tolist())
    order = generator.permutation(178)
    x_train, y_train, x_test, y_test = prepared(table[:, ~suspects], is_first, order, 36)
    network = ml.MLP((x_train.shape[1], 4, 1), output="sigmoid")
    validation = x_train[:36], y_train[:36]
    run = ml.train(
        network, (x_train[36:], y_train[36:]), validation=validation, optimizer=ml.Adam(0.01),
        epochs=20, seed=(1, 2, 3, 4, 5), early_stopping=ml.EarlyStopping(5), progress=False,
    )  # fmt: skip
    said = (run.predict(x_test)[..., 0] > 0.5).astype(int)
    gains = np.array([over_the_baseline(each, y_test, y_train) for each in said])
    mean, spread, above = report(gains, 0.0)
    print(f"accuracy above the baseline: {mean:.3f} ± {spread:.3f}, {above} of 5 seeds above it")

# %% [markdown]
# ## Where you stand

# %%
progress()
