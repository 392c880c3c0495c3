# %% [markdown]
# # Exercise 05 · From gradient descent to Adam
#
# A step of each rule, and a training loop that carries Adam's memory: six tasks, 14 points, about an hour. It goes with [lesson 05](../lessons/05_from_gradient_descent_to_adam.ipynb).
#
# Write where it says `# your code here`, run the cell, and run the cell below it. If you are stuck, `hint("05.adam_step")` gives three hints, one with each call, and `reveal("05.adam_step")` the worked solution; put them in a cell of your own.
#
# Any right answer counts: loops or arrays, lists or tuples. Besides numpy you may use what earlier tasks asked you to write, yours or the library's, and what a task names; what a task asks for, you write yourself, and neither the library nor another package does it for you.
#
# $\theta$, its gradient and what an optimizer remembers are vectors of the same length P. Conventions: momentum $v \leftarrow \beta v + g$; $\varepsilon$ stands outside the root; $t$ counts from 1.

# %%
import numpy as np

import mlcourse as ml
from mlcourse import check, consequence, hint, progress, reveal, your_run

# %% [markdown]
# ## 1 · A correction, by hand (1 point)
#
# Adam's first memory, $m \leftarrow \beta_1 m + (1 - \beta_1) g$, with $\beta_1 = 0.75$. It starts at 0; the first gradient is 4, the second is 11. What is $\hat m$ in the second step? Write a number, or let Python compute; it comes out even.

# %%
corrected_mean = None
### SOLUTION

# %%
check("05.corrected_mean")

# %% [markdown]
# ## 2 · One step with momentum (2 points)
#
# $v \leftarrow \beta v + g$, then $\theta \leftarrow \theta - \eta v$. Return the new $\theta$ and the new $v$. (You may change the arrays in place.)


# %%
def momentum_step(theta, gradient, velocity, learning_rate, beta):
    """Return the new theta and the new velocity."""
    ### SOLUTION


# %%
check("05.momentum_step")

# %% [markdown]
# ## 3 · One step of Nesterov's momentum (2 points)
#
# The velocity is updated as in momentum, and then $\theta$ follows $g + \beta v$ with the new $v$. Return the new $\theta$ and the new $v$. (You may change the arrays in place.)


# %%
def nesterov_step(theta, gradient, velocity, learning_rate, beta):
    """Return the new theta and the new velocity."""
    ### SOLUTION


# %%
check("05.nesterov_step")

# %% [markdown]
# ## 4 · One step of RMSProp (2 points)
#
# $$v \leftarrow \rho v + (1 - \rho) g^2, \qquad \theta \leftarrow \theta - \eta \frac{g}{\sqrt v + \varepsilon}$$
#
# Return the new $\theta$ and the new $v$. (You may change the arrays in place.)


# %%
def rmsprop_step(theta, gradient, v, learning_rate, rho, epsilon):
    """Return the new theta and the new running mean of squares."""
    ### SOLUTION


# %%
check("05.rmsprop_step")

# %% [markdown]
# ## 5 · One step of Adam (3 points)
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1) g, \qquad v \leftarrow \beta_2 v + (1 - \beta_2) g^2 .$$
#
# Both start at 0 and are too small at first, so they are corrected for the step: $\hat m = m/(1 - \beta_1^t)$, $\hat v = v/(1 - \beta_2^t)$, with $t = 1$ in the first step. Then
#
# $$\theta \leftarrow \theta - \eta \, \frac{\hat m}{\sqrt{\hat v} + \varepsilon} .$$
#
# Return the new $\theta$, and $m$ and $v$ as the next step will want them. (You may change the arrays in place.)


# %%
def adam_step(theta, gradient, m, v, t, learning_rate, beta1, beta2, epsilon):
    """Return the new theta, m and v; t counts steps from 1."""
    ### SOLUTION


# %%
check("05.adam_step")

# %% [markdown]
# ## 6 · A training loop with a memory (4 points)
#
# `epochs` is a list of epochs, each a list of batches, each a pair `x, y`. `gradient(theta, x, y)` is a function that returns the gradient of one batch's loss at `theta`. Make one step of Adam for each batch, in order, with the gradient at the `theta` of that moment. Return the last `theta`. Your `adam_step` may be used. (You may change `theta` in place.)


# %%
def train_adam(gradient, theta, epochs, learning_rate, beta1, beta2, epsilon):
    """Return theta (P,) after one step of Adam for each batch of each epoch."""
    ### SOLUTION


# %%
check("05.train_adam")

# %% [markdown]
# ## And it reads digits
#
# When task 6 is done, this cell trains a network on the handwritten digits with your loop. The gradient comes from the library's forward and backward pass; if you like, put your own of exercise 04 in its place. The library's training does the same, and the two θ are compared number by number.

# %%
digits = ml.standardize(ml.split(ml.digits(), seed=1))
network = ml.MLP(layer_sizes=(64, 16, 10), activation="tanh", output="softmax")
start = ml.initialize(network, "xavier_normal", seed=1)


def digits_gradient(theta, x, y):
    """Return the gradient (P,) of the mean cross-entropy of one batch."""
    fwd = ml.forward(network, theta, x)
    return ml.backward(network, theta, fwd, ml.compute_loss(fwd, y)).gradient


dealt = [
    [
        (batch.x, batch.y)
        for batch in ml.minibatches(
            digits.train.x, digits.train.y, batch_size=64, seed=1, epoch=epoch
        )
    ]
    for epoch in range(5)
]
yours = train_adam(digits_gradient, start.copy(), dealt, 0.01, 0.9, 0.999, 1e-8)
if yours is None or yours is ...:
    print("not yet: train_adam returns nothing")
else:
    library = ml.train(
        network, digits.train, theta=start, optimizer=ml.Adam(0.01), batch_size=64, epochs=5, seed=1
    )
    said = ml.forward(network, np.asarray(yours), digits.test.x).output.argmax(axis=1)
    print(f"digits read right: {float(ml.accuracy(said, digits.test.y)):.3f}")
    print("the same θ as the library's:", bool(np.allclose(yours, library.theta)))

# %% [markdown]
# ## Where you stand

# %%
progress()

# %% [markdown]
# ## Your own code trains
#
# When all functions above pass, this cell trains on the digits with your `adam_step` in place of the library's, and shows the film. (After a check that names your mistake, `consequence` shows what the mistake does to such a run.)

# %%
your_run("05")
