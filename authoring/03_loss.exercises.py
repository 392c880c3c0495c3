# %% [markdown]
# # Exercise 03 · Loss
#
# You write every loss of the course once, in a form that holds for any logit, and two of their gradients: ten tasks, 17 points, about an hour. It goes with [lesson 03](../lessons/03_loss.ipynb). Each task is checked at once; `hint("03.surprise")` gives a hint, a second call a better one; `reveal` shows a worked
# solution after you have tried.
#
# Any right answer counts: loops or arrays, lists or tuples. Besides numpy you may use what earlier tasks asked you to write, yours or the library's, and what a task names; what a task asks for, you write yourself, and neither the library nor another package does it for you.
#
# Convention: losses are the **mean** over the batch; logarithms are natural ones.

# %%
import numpy as np

from mlcourse import check, consequence, hint, progress, reveal, your_run

# %% [markdown]
# ## 1 · One example, by hand (1 point)
#
# A network gives three classes the probabilities 0.6, 0.25, 0.15. The true class is the second. What is the cross-entropy of this example? (You may let Python compute the logarithm; three significant digits are enough.)

# %%
surprise = None
### SOLUTION

# %%
check("03.surprise")

# %% [markdown]
# ## 2 · Mean squared error (2 points)
#
# A network with one output gives predictions of shape (batch, 1); the targets of a data set often have the shape (batch,). Return the mean of $(\hat y - y)^2$ over the batch. Mind the shapes.


# %%
def mean_squared_error(prediction, target):
    """Return the mean of the squared differences of prediction (batch, 1) and target (batch,)."""
    ### SOLUTION


# %%
check("03.mean_squared_error")

# %% [markdown]
# ## 3 · Its gradient (1 point)
#
# Now both have the shape (batch, outputs), and the loss is the mean over all elements. Return $\partial L/\partial \hat y$, shaped as the prediction.


# %%
def squared_error_gradient(prediction, target):
    """Return dL/d(prediction) of the mean squared error, (batch, outputs)."""
    ### SOLUTION


# %%
check("03.squared_error_gradient")

# %% [markdown]
# ## 4 · Cross-entropy (2 points)
#
# For probabilities $p$ and one-hot targets $y$, both (batch, classes): the mean over the examples of $-\sum_k y_k \ln p_k$.


# %%
def cross_entropy(p, y):
    """Return the mean cross-entropy of probabilities p and one-hot targets y, both (batch, classes)."""
    ### SOLUTION


# %%
check("03.cross_entropy")

# %% [markdown]
# ## 5 · Binary cross-entropy, from logits (3 points)
#
# With $p = \sigma(z)$ the loss of one example is $-y \ln p - (1 - y) \ln(1 - p)$, with $y$ 0 or 1. It must be right for $z = \pm 1000$ too, so do not take the logarithm of a sigmoid.


# %%
def binary_cross_entropy(z, y):
    """Return the mean binary cross-entropy of logits z for labels y, both (batch,)."""
    ### SOLUTION


# %%
check("03.binary_cross_entropy")

# %% [markdown]
# ## 6 · One logit is two (1 point)
#
# Two classes can be had with one sigmoid unit or with two softmax units. Turn the single logit $z$ of class 1 into two logits, for class 0 and class 1, whose softmax gives class 1 the probability $\sigma(z)$.


# %%
def as_two_classes(z):
    """Return logits (batch, 2) whose softmax gives class 1 the probability sigmoid(z); z is (batch,)."""
    ### SOLUTION


# %%
check("03.as_two_classes")

# %% [markdown]
# ## 7 · Categorical cross-entropy, from logits (3 points)
#
# Labels are integers now. The loss of one example is $-\ln p_y$ with $p = \operatorname{softmax}(\text{logits})$; it must be right for logits of ±1000.


# %%
def categorical_cross_entropy(logits, y):
    """Return the mean categorical cross-entropy of logits (batch, classes) for labels y (batch,)."""
    ### SOLUTION


# %%
check("03.categorical_cross_entropy")

# %% [markdown]
# ## 8 · The loss of a network that knows nothing (1 point)
#
# Ten classes, and the network gives each the same probability. What is the categorical cross-entropy? (Three significant digits are enough.)

# %%
initial_loss = None
### SOLUTION

# %%
check("03.initial_loss")

# %% [markdown]
# ## 9 · The gradient of binary cross-entropy (2 points)
#
# Return $\partial L/\partial z$ of the mean, shaped as $z$.


# %%
def binary_gradient(z, y):
    """Return dL/dz of the mean binary cross-entropy, (batch,)."""
    ### SOLUTION


# %%
check("03.binary_gradient")

# %% [markdown]
# ## 10 · Why not squares for classes, by hand (1 point)
#
# A sigmoid unit is confidently wrong: it says $p = 0.01$, and $y = 1$. Suppose somebody uses the squared error $(p - y)^2$ for this one example. What is $\partial L/\partial z$? (Three significant digits are enough.)

# %%
squared_slope = None
### SOLUTION

# %%
check("03.squared_slope")

# %% [markdown]
# ## Where you stand

# %%
progress()

# %% [markdown]
# ## Your own code trains
#
# When all functions above pass, this cell trains a network whose loss is your `binary_cross_entropy`, and whose way down is your `binary_gradient`, in place of the library's: number by number it is the library's run. Then it shows the film. (After a check that names your mistake, `consequence` shows what the mistake does to such a run.)

# %%
your_run("03")
