# %% [markdown]
# # Exercise 11 · Hyperparameter tuning: which settings?
#
# A space, a grid, a budget; folds that do not leak, and what the best score is worth. Nine tasks, 19 points, about an hour. It goes with [lesson 11](../lessons/11_hyperparameter_tuning.ipynb).
#
# Write where it says `# your code here`, run the cell, and run the cell below it. If you are stuck, `hint("11.grid")` gives three hints, one with each call, and `reveal("11.grid")` the worked solution; put them in a cell of your own.
#
# Any right answer counts: loops or arrays, lists or tuples. Besides numpy you may use what earlier tasks asked you to write, yours or the library's, and what a task names; what a task asks for, you write yourself, and neither the library nor another package does it for you.
#
# Conventions: a score is better the higher it is; candidates and folds are counted from 0; of several as good, the first is asked for.

# %%
import numpy as np

import mlcourse as ml
from mlcourse import check, hint, progress, reveal

# %% [markdown]
# ## 1 · Three quarters of the way, by hand (1 point)
#
# A learning rate is drawn log-uniformly from 0.00001 to 0.1, and the uniform number that was drawn for it is $u = 0.75$. Which learning rate is it? Write a number, or let Python compute; it comes out even.

# %%
log_uniform_by_hand = None
### SOLUTION

# %%
check("11.log_uniform_by_hand")

# %% [markdown]
# ## 2 · A log-uniform draw (2 points)
#
# `u` (N,) holds uniform numbers from 0 to 1, drawn already. Return for each the log-uniform value between `low` and `high`: $u = 0$ gives `low`, $u = 1$ gives `high`, and equal steps of $u$ are equal factors.


# %%
def log_uniform(u, low, high):
    """Return the value (N,) for each uniform number."""
    ### SOLUTION


# %%
check("11.log_uniform")

# %% [markdown]
# ## 3 · A grid (2 points)
#
# `rates` (N,) and `penalties` (M,) are what is to be tried. Return every pair of a rate and a penalty, one in each row: (N·M, 2). The penalty changes fastest.


# %%
def grid(rates, penalties):
    """Return every pair of a rate and a penalty."""
    ### SOLUTION


# %%
check("11.grid")

# %% [markdown]
# ## 4 · How many candidates (1 point)
#
# A random search is to hit the best *tenth* of the space at least once, with a chance of at least 0.9. How many candidates does it need? A whole number; it comes out even.

# %%
budget_by_hand = None
### SOLUTION

# %%
check("11.budget_by_hand")

# %% [markdown]
# ## 5 · The best within a budget (3 points)
#
# Candidates are tried one after another. Number $i$ costs `costs[i]` steps and has then the score `scores[i]`, both (N,). The search ends before the first candidate with which the costs so far would exceed `budget`; the first candidate always fits. Return two things:
#
# - `best`: the number of the best candidate of those that were tried;
# - `spent`: what all that were tried have cost together.


# %%
def best_within(scores, costs, budget):
    """Return the best candidate that was tried, and what was spent."""
    ### SOLUTION


# %%
check("11.best_within")

# %% [markdown]
# ## 6 · Folds without a leak (3 points)
#
# `x` (N, D) holds all examples, and `fold` (N,) says for each in which fold it is held out. Return x′ (N, D): each example as it looks while it is held out, that is, standardized by mean and standard deviation (ddof 0) of the examples of all *other* folds.


# %%
def standardized_folds(x, fold):
    """Return every example, standardized by the other folds."""
    ### SOLUTION


# %%
check("11.standardized_folds")

# %% [markdown]
# ## 7 · Choosing with the spread in mind (3 points)
#
# `scores` (candidates, folds) holds the score of each candidate on each fold. The candidates stand from the simplest to the most complex. Return three things:
#
# - `best`: the number of the candidate with the highest mean;
# - `spread`: the standard deviation of *its* scores over the folds, with ddof 1;
# - `simplest`: the first candidate whose mean is at least the best mean minus the error of that mean, which is `spread` divided by the root of the number of folds.


# %%
def chosen(scores):
    """Return the best candidate, its spread, and the simplest that is about as good."""
    ### SOLUTION


# %%
check("11.chosen")

# %% [markdown]
# ## 8 · The winner's curse by hand (1 point)
#
# Three networks are equally good. On a validation part each has, by luck, 0.8 or 0.9, both equally likely, and independent of the others. The best of the three is chosen. What score does the chosen one have on average? Write a number, or let Python compute. Three significant digits are enough.

# %%
curse_by_hand = None
### SOLUTION

# %%
check("11.curse_by_hand")

# %% [markdown]
# ## 9 · A leak to repair (3 points)
#
# This function keeps, of many features, the `keep` whose means in the two classes differ most, and it was called once, before the folds:
#
# ```python
# def kept_once(x, y, keep):
#     ones, zeros = x[y == 1], x[y == 0]
#     difference = np.abs(ones.mean(axis=0) - zeros.mean(axis=0))
#     return np.sort(np.argsort(difference)[-keep:])
# ```
#
# Repair it. `x` (N, D), labels `y` (N,) 0 and 1, `fold` (N,) counts the folds from 0. Return (folds, keep): in row $k$ the features for the time when fold $k$ is held out, their numbers ascending.


# %%
def kept_features(x, y, fold, keep):
    """Return for each fold which features to keep."""
    ### SOLUTION


# %%
check("11.kept_features")

# %% [markdown]
# ## And it searches
#
# When tasks 2, 5 and 7 are done, this cell draws 24 learning rates by your function, lets `ml.tune` train each on five folds of 300 digits, and chooses by yours: first with a budget of 5,000 steps, then among all, from the smallest learning rate on.

# %%
tried = (
    log_uniform(np.array([0.5]), 0.1, 1.0),
    best_within(np.array([0.5]), np.array([1.0]), 2.0),
    chosen(np.array([[0.5, 0.6], [0.7, 0.9]])),
)
if any(each is None or each is ... for each in tried):
    print("not yet: one of your functions returns nothing")
else:
    rates = np.asarray(log_uniform(np.random.default_rng(1).random(24), 0.001, 3.0))
    digits = ml.digits()
    few = ml.Dataset(digits.x[:300], digits.y[:300], digits.task)
    folds = ml.k_folds(few, folds=5, seed=1)
    found = ml.tune(
        ml.MLP((64, 16, 10)),
        folds,
        [{"learning_rate": float(rate)} for rate in rates],
        optimizer=ml.SGD(),
        batch_size=48,
        epochs=10,
        seed=1,
    )
    best, spent = best_within(found.means, found.steps.sum(axis=1), 5000)
    print(f"within 5,000 steps: η = {rates[best]:.3f}, right for {found.means[best]:.2f}")
    order = np.argsort(rates)
    best, spread, simplest = chosen(found.scores[order])
    for name, number in (("best", best), ("smallest that is about as good", simplest)):
        of_it = found.means[order][number]
        print(f"all 24, {name}: η = {rates[order][number]:.3f}, right for {of_it:.2f}")

# %% [markdown]
# The best candidate was chosen by that number. What it is worth, only digits by which nothing was chosen can say.
#
# ## Where you stand

# %%
progress()
