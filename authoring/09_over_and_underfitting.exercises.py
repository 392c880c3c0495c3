# %% [markdown]
# # Exercise 09 · Over- and underfitting, early stopping
#
# Reading two curves, stopping in time with the right weights, and keeping the test part out of it. Seven tasks, 13 points, about 45 minutes. It goes with [lesson 09](../lessons/09_over_and_underfitting.ipynb).
#
# Write where it says `# your code here`, run the cell, and run the cell below it. If you are stuck, `hint("09.regimes")` gives three hints, one with each call, and `reveal("09.regimes")` the worked solution; put them in a cell of your own.
#
# Any right answer counts: loops or arrays, lists or tuples. Besides numpy you may use what earlier tasks asked you to write, yours or the library's, and what a task names; what a task asks for, you write yourself, and neither the library nor another package does it for you.
#
# Conventions: epochs are counted from 0; the gap is validation minus training loss; the standard deviation is that of `np.std`, which divides by N.

# %%
import numpy as np

import mlcourse as ml
from mlcourse import check, hint, order_lines, progress, reveal

# %% [markdown]
# ## 1 · The best epoch, and its gap (1 point)
#
# `training` and `validation` (epochs,) are a run's losses after each epoch. Return two things: the epoch with the lowest validation loss (the first, if there are several), and the gap in that epoch.


# %%
def best_and_gap(training, validation):
    """Return the best epoch, and the gap there."""
    ### SOLUTION


# %%
check("09.best_and_gap")

# %% [markdown]
# ## 2 · Three regimes (2 points)
#
# Many runs at once: `training` and `validation` are (runs, epochs). Return one number for each run:
#
# - 1, overfitting, if its last validation loss is more than `rise` above the lowest validation loss of that run;
# - else −1, underfitting, if its last training loss is more than `acceptable`;
# - else 0, a good fit.


# %%
def regimes(training, validation, acceptable, rise):
    """Return 1, -1 or 0 for each run."""
    ### SOLUTION


# %%
check("09.regimes")

# %% [markdown]
# ## 3 · How much data is enough (2 points)
#
# A learning curve: for each of several `amounts` of training examples (in ascending order), `training` and `validation` (amounts, seeds) hold the losses of some runs. Return two things:
#
# - `gaps`: for each amount the mean gap over its seeds;
# - `enough`: the first of the amounts whose mean gap is at most `tolerance`, or −1 if there is none.


# %%
def enough_examples(amounts, training, validation, tolerance):
    """Return the mean gaps, and the first amount where the gap is small enough, or -1."""
    ### SOLUTION


# %%
check("09.enough_examples")

# %% [markdown]
# ## 4 · Patience by hand (1 point)
#
# Early stopping with patience 2. The validation losses, from epoch 0 on, are 0.70, 0.52, 0.55, 0.50, 0.53, 0.51, 0.49. After which epoch does the run stop? Write a number; it comes out even.

# %%
stops_after = None
### SOLUTION

# %%
check("09.stops_after")

# %% [markdown]
# ## 5 · Early stopping (3 points)
#
# First the lines, in the right order.

# %%
order_lines("09.early_stopping")

# %% [markdown]
# Now from memory. `losses` (epochs,) are the validation losses of a run, `thetas` (epochs, P) its weights after each epoch, of which you may look at no more than the run has made. An epoch is a *new best* if its loss is lower than that of the last new best by more than `min_delta`; the first one always is. The run stops as soon as `patience` epochs in a row were no new best; if that never happens, it goes to its end. Return three things:
#
# - `last`: after which epoch the run stops;
# - `best`: its best epoch;
# - `theta`: the weights of the best epoch.


# %%
def early_stopping(losses, thetas, patience, min_delta):
    """Return the last epoch, the best epoch, and the weights of the best epoch."""
    ### SOLUTION


# %%
check("09.early_stopping")

# %% [markdown]
# ## 6 · Standardizing without a leak (2 points)
#
# `train`, `validation` and `test` are (examples, features), with numbers of examples of their own. Return all three standardized, $(x - \text{mean})/\text{std}$, so that nothing of the validation or the test part has gone into the training part. No feature is constant.


# %%
def standardized(train, validation, test):
    """Return the three parts, standardized."""
    ### SOLUTION


# %%
check("09.standardized")

# %% [markdown]
# ## 7 · Choosing λ (2 points)
#
# `l2` (L,) holds several λ; `training`, `validation` and `test` (L, seeds) the final losses of some runs with each. Return the λ that you choose, by the mean over the seeds, and the mean loss that you report for it.


# %%
def chosen_l2(l2, training, validation, test):
    """Return the chosen λ, and the loss to report."""
    ### SOLUTION


# %%
check("09.chosen_l2")

# %% [markdown]
# ## And it runs
#
# When tasks 5 to 7 are done, this cell goes the whole way on the breast cancer data with your functions: scaled by you, stopped by you, λ chosen by you, one number reported at the end.

# %%
raw = ml.split(ml.breast_cancer(), seed=1)
network = ml.MLP((30, 16, 1), output="sigmoid")
l2 = np.array([0.0, 0.001, 0.003, 0.01, 0.03])


def loss(theta, x, y):
    """Return the binary cross-entropy."""
    return ml.compute_loss(ml.forward(network, theta, x), y).value


def run(x_train, x_validation, price, seed):
    """Train for 30 epochs; return the weights after each, and the validation losses."""
    thetas, losses = [], []
    plan = ml.Plan(
        network, x_train, raw.train.y, "binary_cross_entropy", ml.Adam(0.01),
        batch_size=64, seed=seed, l2=price,
    )  # fmt: skip
    state = plan.start(ml.initialize(network, seed=seed))
    for _ in range(30):
        for step in ml.train_epoch(plan, state):
            state = step.after
        thetas.append(state.theta)
        losses.append(loss(state.theta, x_validation, raw.validation.y))
    return np.array(losses), np.array(thetas)


parts = (
    standardized(np.eye(3), np.eye(3), np.eye(3)),
    early_stopping(np.ones(2), np.ones((2, 1)), 1, 0.0),
    chosen_l2(np.ones(1), np.ones((1, 2)), np.ones((1, 2)), np.ones((1, 2))),
)
if any(part is None or part is ... for part in parts):
    print("not yet: one of your functions returns nothing")
else:
    scaled = dict(
        zip(
            ("train", "validation", "test"),
            standardized(raw.train.x, raw.validation.x, raw.test.x),
            strict=True,
        )
    )
    found = {part: np.zeros((len(l2), 3)) for part in scaled}
    for i, price in enumerate(l2):
        for seed in range(3):
            losses, thetas = run(scaled["train"], scaled["validation"], price, seed)
            last, best, theta = early_stopping(losses, thetas, 5, 0.0)
            for part, x in scaled.items():
                found[part][i, seed] = loss(theta, x, getattr(raw, part).y)
    chosen, reported = chosen_l2(l2, *found.values())
    print(f"chosen λ = {chosen:g}, test loss {reported:.3f}")

# %% [markdown]
# ## Where you stand

# %%
progress()
