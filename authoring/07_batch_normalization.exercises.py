# %% [markdown]
# # Exercise 07 · Batch normalization
#
# The layer forward in both modes, its running statistics, and the whole way back: seven tasks, 17 points, about an hour. It goes with [lesson 07](../lessons/07_batch_normalization.ipynb).
#
# Write where it says `# your code here`, run the cell, and run the cell below it. If you are stuck, `hint("07.normalize")` gives three hints, one with each call, and `reveal("07.normalize")` the worked solution; put them in a cell of your own.
#
# Any right answer counts: loops or arrays, lists or tuples. Besides numpy you may use what earlier tasks asked you to write, yours or the library's, and what a task names; what a task asks for, you write yourself, and neither the library nor another package does it for you.
#
# Conventions: `z` is (batch, units), a row for each example. A batch is normalized by its variance divided by $N$, with $\varepsilon$ inside the root; the running variance records the one divided by $N - 1$. `momentum` is the weight of the new batch.

# %%
from itertools import pairwise

import numpy as np

import mlcourse as ml
from mlcourse import check, hint, order_lines, progress, reveal

# %% [markdown]
# ## 1 · One unit, by hand (1 point)
#
# A unit's $z$ in a batch of four are $2, 6, 6, 18$. With $\gamma = 9$, $\beta = 4$ and $\varepsilon = 0$, what is the last example's $y = \gamma \hat z + \beta$ in training? Write a number, or let Python compute; it comes out even.

# %%
by_hand = None
### SOLUTION

# %%
check("07.by_hand")

# %% [markdown]
# ## 2 · Normalizing a batch (2 points)
#
# Return $\hat z = (z - \mu)/\sqrt{\sigma^2 + \varepsilon}$, shaped as `z`. Each unit has its own $\mu$ and $\sigma^2$, over the batch. It may happen that all $z$ of a unit are equal.


# %%
def normalize(z, epsilon):
    """Return z_hat (batch, units)."""
    ### SOLUTION


# %%
check("07.normalize")

# %% [markdown]
# ## 3 · The running statistics (2 points)
#
# Given the running mean and variance, both (units,), and the next batch `z`, return both as they are after it. The batch has the weight `momentum`; its variance is recorded divided by $N - 1$.


# %%
def running_statistics(running_mean, running_variance, z, momentum):
    """Return the new running mean and the new running variance, both (units,)."""
    ### SOLUTION


# %%
check("07.running_statistics")

# %% [markdown]
# ## 4 · The layer in evaluation (2 points)
#
# Return $y$, shaped as `z`. The batch may hold a single example.


# %%
def evaluate(z, gamma, beta, running_mean, running_variance, epsilon):
    """Return y (batch, units) in evaluation mode."""
    ### SOLUTION


# %%
check("07.evaluate")

# %% [markdown]
# ## 5 · Bug clinic: a layer with four faults (4 points)
#
# This layer was written late at night. Networks train with it, and the training loss looks as it should:
#
# ```python
# def layer(z, gamma, beta, running_mean, running_variance, training, momentum, epsilon):
#     mean, variance = z.mean(axis=0), z.var(axis=0)
#     running_mean = (1 - momentum) * running_mean + momentum * mean
#     running_variance = momentum * running_variance + (1 - momentum) * variance
#     if not training:
#         mean = running_mean
#     z_hat = (z - mean) / np.sqrt(variance + epsilon)
#     return gamma * z_hat + beta, running_mean, running_variance
# ```
#
# Its users complain:
#
# 1. In evaluation a single image gives enormous numbers.
# 2. Whoever only looks at test images, in evaluation mode, has another network afterwards.
# 3. The running variance jumps with every batch, the running mean moves slowly, as it should.
# 4. After thousands of batches of 5 the running variance is a fifth too small.
#
# Find the fault behind each, and write the layer without them. You may use your functions from above. Return `y`, and the running mean and variance as they are afterwards.


# %%
def layer(z, gamma, beta, running_mean, running_variance, training, momentum, epsilon):
    """Return y (batch, units), the running mean and the running variance (units,)."""
    ### SOLUTION


# %%
check("07.layer")

# %% [markdown]
# ## 6 · The gradients of γ and β (2 points)
#
# From behind comes `dy`, that is $\partial L/\partial y$ with $y = \gamma \hat z + \beta$. Return $\partial L/\partial \gamma$ and $\partial L/\partial \beta$, in this order.


# %%
def scale_gradients(dy, z_hat):
    """Return dgamma and dbeta, both (units,)."""
    ### SOLUTION


# %%
check("07.scale_gradients")

# %% [markdown]
# The last task takes several lines. If you want, find their order first, and write afterwards; three of them are known mistakes and do not belong in.

# %%
order_lines("07.backward")

# %% [markdown]
# ## 7 · The whole way back (4 points)
#
# The layer in training mode: $\hat z$ by the batch's own $\mu$ and $\sigma^2$, then $y = \gamma \hat z + \beta$. From `dy` return `dz`, `dgamma` and `dbeta`. Path by path or by the short formula: either counts. Your functions from above may be used.


# %%
def backward(dy, z, gamma, epsilon):
    """Return dz (batch, units), dgamma and dbeta (units,)."""
    ### SOLUTION


# %%
check("07.backward")

# %% [markdown]
# ## Your layer in a deep network
#
# When tasks 5 and 7 are done, this cell trains ten tanh layers on the digits, from weights that are far too large, without and with your layer. Every step of the normalization, there and back, is yours.

# %%
digits = ml.standardize(ml.split(ml.digits(), seed=1))
sizes = (64, *[16] * 10, 10)
epsilon, learning_rate = 1e-5, 0.1


def start():
    """Return for each layer W, gamma, beta, and the running mean and variance."""
    generator, layers = np.random.default_rng(1), []
    for fan_in, fan_out in pairwise(sizes):
        W, zeros, ones = (
            generator.normal(size=(fan_in, fan_out)),
            np.zeros(fan_out),
            np.ones(fan_out),
        )
        layers.append([W, ones, zeros, zeros, ones])
    return layers


def forward(layers, x, training, with_layer):
    """Return the logits, and of each layer its input and its z; the running statistics are kept in the layers."""
    kept = []
    for i, (W, *others) in enumerate(layers):
        y = z = x @ W
        kept.append((x, z))
        if with_layer and i < len(layers) - 1:
            y, *layers[i][3:] = layer(z, *others, training, 0.1, epsilon)
        x = np.tanh(y)
    return z, kept


def step(layers, x, labels, with_layer):
    """Make one step of gradient descent; the layers are changed in place."""
    logits, kept = forward(layers, x, True, with_layer)
    delta = ml.categorical_cross_entropy(logits, labels).gradient
    for i in reversed(range(len(layers))):
        x, W = kept[i][0], layers[i][0]
        layers[i][0] = W - learning_rate * x.T @ delta
        if i > 0:
            delta = (delta @ W.T) * (1 - x**2)  # x is tanh(y) of the layer before
        if i > 0 and with_layer:
            gamma, beta = layers[i - 1][1:3]
            delta, dgamma, dbeta = backward(delta, kept[i - 1][1], gamma, epsilon)
            layers[i - 1][1:3] = [gamma - learning_rate * dgamma, beta - learning_rate * dbeta]


rows = np.array([[1.0, 2], [3, 5], [4, 1]])
parts = (
    layer(rows, *np.ones((2, 2)), *np.ones((2, 2)), True, 0.1, epsilon),
    backward(rows, rows, np.ones(2), epsilon),
)
if any(part is None or part is ... for part in parts):
    print("not yet: layer or backward returns nothing")
else:
    for with_layer in (False, True):
        layers = start()
        for epoch in range(8):
            for batch in ml.minibatches(digits.train.x, digits.train.y, 64, seed=1, epoch=epoch):
                step(layers, batch.x, batch.y, with_layer)
        said = forward(layers, digits.test.x, False, with_layer)[0].argmax(axis=1)
        print(
            f"{'with' if with_layer else 'without'} your layer: {np.mean(said == digits.test.y):.0%} of the test digits read right"
        )

# %% [markdown]
# ## Where you stand

# %%
progress()
