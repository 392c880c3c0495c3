# %% [markdown]
# # Exercise 13 · Capstone: from raw data to a judged model
#
# The decisions of a project, each as a function that does not make the fault. Seven tasks, 16 points, about an hour. It goes with [lesson 13](../lessons/13_capstone.ipynb).
#
# Write where it says `# your code here`, run the cell, and run the cell below it. If you are stuck, `hint("13.prepared")` gives three hints, one a call, and `reveal("13.prepared")` the worked solution; put them in a cell of your own.
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
