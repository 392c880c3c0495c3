# %% [markdown]
# # Exercise 10 · Evaluation: is it any good?
#
# Every score of the lesson, by hand and in code, and the threshold that costs least. Eight tasks, 15 points, about 45 minutes. It goes with [lesson 10](../lessons/10_evaluation.ipynb).
#
# Write where it says `# your code here`, run the cell, and run the cell below it. If you are stuck, `hint("10.f1")` gives three hints, one with each call, and `reveal("10.f1")` the worked solution; put them in a cell of your own.
#
# Any right answer counts: loops or arrays, lists or tuples. Besides numpy you may use what earlier tasks asked you to write, yours or the library's, and what a task names; what a task asks for, you write yourself, and neither the library nor another package does it for you.
#
# Conventions: `prediction` comes first, `target` is the truth; both are integer arrays (N,), where nothing else is said of 0 and 1. 1 is positive. A score that is 0/0 counts as 0.

# %%
import numpy as np

import mlcourse as ml
from mlcourse import check, hint, progress, reveal

# %% [markdown]
# ## 1 · F1 by hand (1 point)
#
# A test is tried on 100 persons, of whom 20 are ill. It calls 10 persons ill, and 6 of these are. What is its F1? Write a number, or let Python compute; it comes out even.

# %%
f1_by_hand = None
### SOLUTION

# %%
check("10.f1_by_hand")

# %% [markdown]
# ## 2 · The confusion matrix (2 points)
#
# Return the counts (2, 2): the rows are the truth, the columns what was predicted, class 0 first.


# %%
def confusion(prediction, target):
    """Return [[TN, FP], [FN, TP]]."""
    ### SOLUTION


# %%
check("10.confusion")

# %% [markdown]
# ## 3 · Precision and recall (2 points)
#
# Return both, precision first. It may be that nothing was called positive, or that nothing is: 0/0 counts as 0.


# %%
def precision_recall(prediction, target):
    """Return precision and recall of class 1."""
    ### SOLUTION


# %%
check("10.precision_recall")

# %% [markdown]
# ## 4 · F1 (2 points)
#
# Return the F1 of class 1. Where nothing is positive and nothing was called so, or where none was found, it is 0.


# %%
def f1(prediction, target):
    """Return the harmonic mean of precision and recall."""
    ### SOLUTION


# %%
check("10.f1")

# %% [markdown]
# ## 5 · The area under a ROC curve by hand (1 point)
#
# Six images, from the highest probability of being an 8 down: 8, other, 8, other, other, other. What is the area under the ROC curve? It comes out even.

# %%
area_by_hand = None
### SOLUTION

# %%
check("10.area_by_hand")

# %% [markdown]
# ## 6 · The threshold that costs least (3 points)
#
# `p` (N,) holds probabilities, `y` (N,) the labels 0 and 1. An example is called positive if its probability is at least the threshold. A positive that is called negative costs `missed`, a negative that is called positive costs `alarm`. Try every number that occurs in `p` as the threshold. Return two things:
#
# - `threshold`: the one that costs least; of several as cheap, the smallest;
# - `cost`: what it costs, for all examples together.


# %%
def cheapest_threshold(p, y, missed, alarm):
    """Return the cheapest threshold and its cost."""
    ### SOLUTION


# %%
check("10.cheapest_threshold")

# %% [markdown]
# ## 7 · Macro and micro (2 points)
#
# Several classes now. Their labels are integers, not always 0, 1, 2, …; the classes are those that occur in `target`, and no other is predicted. Return two averages of their recall: `macro`, in which each class counts once, and `micro`, in which each example does.


# %%
def recall_averages(prediction, target):
    """Return the macro and the micro average of the recall."""
    ### SOLUTION


# %%
check("10.recall_averages")

# %% [markdown]
# ## 8 · R² (2 points)
#
# A regression: `prediction` and `target` (N,) are real numbers. Return $R^2 = 1 - \sum(\hat y - y)^2/\sum(y - \bar y)^2$.


# %%
def r_squared(prediction, target):
    """Return how much of the target's variation is explained."""
    ### SOLUTION


# %%
check("10.r_squared")

# %% [markdown]
# ## And it judges
#
# When tasks 2, 3, 4 and 6 are done, this cell trains the lesson's model, *is it an 8?*, lets your function choose a threshold on the validation part, and judges both thresholds on the test part by your scores.

# %%
digits = ml.standardize(ml.split(ml.digits(), seed=1))
linear = ml.MLP(layer_sizes=(64, 1), output="sigmoid")


def is_eight(part):
    """Return 1 for the eights of a part, 0 for all others."""
    return (part.y == 8).astype(int)


tried = (
    confusion(np.array([1, 0]), np.array([1, 0])),
    precision_recall(np.array([1, 0]), np.array([1, 0])),
    f1(np.array([1, 0]), np.array([1, 0])),
    cheapest_threshold(np.array([0.2, 0.8]), np.array([0, 1]), 10.0, 1.0),
)
if any(each is None or each is ... for each in tried):
    print("not yet: one of your functions returns nothing")
else:
    options = {"batch_size": 32, "epochs": 20, "seed": 1, "progress": False}
    history = ml.train(
        linear, (digits.train.x, is_eight(digits.train)), optimizer=ml.SGD(0.1), **options
    )
    p = history.predict(digits.validation.x)[:, 0]
    threshold, cost = cheapest_threshold(p, is_eight(digits.validation), 10.0, 1.0)
    p, truth = history.predict(digits.test.x)[:, 0], is_eight(digits.test)
    for each in (0.5, threshold):
        said = (p >= each).astype(int)
        print(
            f"threshold {each:.2f}: precision and recall",
            *np.round(precision_recall(said, truth), 2),
        )
        print(
            "   F1",
            round(float(f1(said, truth)), 2),
            "confusion matrix",
            np.asarray(confusion(said, truth)).tolist(),
        )

# %% [markdown]
# The chosen threshold finds more of the eights, for more false alarms. Whether that is better, the costs decide, and not F1.
#
# ## Where you stand

# %%
progress()
