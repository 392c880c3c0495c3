# %% [markdown]
# # Exercise 04 · Backpropagation
#
# From one slope to a network that trains in a loop of your own: eleven tasks, 24 points, about 90 minutes. It goes with [lesson 04](../lessons/04_backpropagation.ipynb).
#
# Write where it says `# your code here`, run the cell, and run the cell below it: it says at once what is right, and where something is wrong, what the evidence is. You cannot break anything, and a wrong answer costs nothing.
# If you are stuck, `hint("04.tanh_slope")` gives three hints, one with each call, and `reveal("04.tanh_slope")` the worked solution; put them in a cell of your own.
#
# Any right answer counts: loops or arrays, lists or tuples. Besides numpy you may use what earlier tasks asked you to write, yours or the library's, and what a task names; what a task asks for, you write yourself, and neither the library nor another package does it for you. Leave the arrays that you are given as they are, unless the task says otherwise.
#
# Conventions: $z = xW + b$, `x` is (batch, fan_in), `W` is (fan_in, fan_out), losses are means over the batch.

# %%
import numpy as np

import mlcourse as ml
from mlcourse import check, consequence, hint, order_lines, progress, reveal, your_run

# %% [markdown]
# ## 1 · One weight, by hand (1 point)
#
# A network 2-2-1 with tanh in the hidden layer and no activation at the output, the loss $L = (\hat y - y)^2$, one example $x = (5, -2)$ with $y = 0.4$, and
#
# $$W_0 = \begin{pmatrix} 0.8 & 1 \\ 2 & 2.5 \end{pmatrix}, \quad b_0 = (\ln 2,\; 0), \quad W_1 = \begin{pmatrix} 3 \\ -4 \end{pmatrix}, \quad b_1 = 2.1 .$$
#
# Forward, that gives $z_0 = (\ln 2,\; 0)$, $a_0 = (0.6,\; 0)$ and $\hat y = 3.9$. What is $\partial L/\partial W_0[0, 0]$? Write a number, or let Python multiply; it comes out even.

# %%
weight_slope = (
    ### SOLUTION
)

# %%
check("04.weight_slope")

# %% [markdown]
# ## 2 · The slope of the sigmoid (1 point)
#
# $a = \sigma(z) = 1/(1 + e^{-z})$. Given `z`, return $\partial a/\partial z$, element by element. You may use `ml.sigmoid`.


# %%
def sigmoid_slope(z):
    """Return da/dz of the sigmoid, shaped as z."""
    ### SOLUTION


# %%
check("04.sigmoid_slope")

# %% [markdown]
# ## 3 · The slope of tanh (1 point)
#
# The same for $a = \tanh(z)$.


# %%
def tanh_slope(z):
    """Return da/dz of tanh, shaped as z."""
    ### SOLUTION


# %%
check("04.tanh_slope")

# %% [markdown]
# ## 4 · δ of a ReLU layer (2 points)
#
# From behind comes `da`, that is $\partial L/\partial a$ of each example and unit. With `z` of the same shape (batch, units), return $\delta = \partial L/\partial z$ of a layer with ReLU. At $z = 0$ take the slope 0.


# %%
def relu_delta(da, z):
    """Return delta (batch, units)."""
    ### SOLUTION


# %%
check("04.relu_delta")

# %% [markdown]
# ## 5 · δ of softmax with cross-entropy (3 points)
#
# `logits` is (batch, classes), `y` (batch,) holds labels from 0. The loss is the categorical cross-entropy, mean over the batch. Return $\delta = \partial L/\partial z$ of the output layer, (batch, classes). Logits may be as large as 1000. You may use
# `ml.softmax` and `ml.one_hot`.


# %%
def output_delta(logits, y):
    """Return delta (batch, classes)."""
    ### SOLUTION


# %%
check("04.output_delta")

# %% [markdown]
# ## 6 · dW and db of a layer (2 points)
#
# `x` (batch, fan_in) is what the layer was given, `delta` (batch, fan_out) is its $\delta$, with the $1/N$ of the loss in it. Return `dW` and `db`, in this order, shaped as `W` and `b`.


# %%
def layer_gradients(x, delta):
    """Return dW (fan_in, fan_out) and db (fan_out,)."""
    ### SOLUTION


# %%
check("04.layer_gradients")

# %% [markdown]
# ## 7 · dx, for the layer before (2 points)
#
# Return $\partial L/\partial x$ of a layer, shaped as its `x`: that is `da` of the layer before.


# %%
def input_gradient(delta, W):
    """Return dx (batch, fan_in) from delta (batch, fan_out) and W (fan_in, fan_out)."""
    ### SOLUTION


# %%
check("04.input_gradient")

# %% [markdown]
# ## 8 · A value that is used twice (2 points)
#
# A layer with a *skip connection* adds its input to its output: $y = x + \tanh(z)$ with $z = xW + b$ and a square $W$. (So `y` is no target here.) Given `dy`, that is $\partial L/\partial y$, return $\partial L/\partial x$. All arrays but `W` (units, units)
# are (batch, units).


# %%
def skip_gradient(dy, z, W):
    """Return dx (batch, units)."""
    ### SOLUTION


# %%
check("04.skip_gradient")

# %% [markdown]
# ## 9 · The gradient by trying (2 points)
#
# `f` takes a vector and returns a number. Return its slopes at `theta` (P,), one for each parameter, by central differences with the given `epsilon`. (You may change `theta` and put it back.)


# %%
def numerical_slopes(f, theta, epsilon):
    """Return the slopes (P,)."""
    ### SOLUTION


# %%
check("04.numerical_slopes")

# %% [markdown]
# The next two tasks take several lines. If you want, find their order first, and write afterwards. Here are those of task 10; three of them are known mistakes and do not belong in.

# %%
order_lines("04.backward_pass")

# %% [markdown]
# ## 10 · The whole way back (4 points)
#
# A network with one hidden layer: $z_0 = xW_0 + b_0$, $a_0 = \tanh(z_0)$, $z_1 = a_0 W_1 + b_1$, $p = \mathrm{softmax}(z_1)$, and the categorical cross-entropy, mean over the batch. `x` is (batch, inputs), `y` (batch,) holds labels. Go forward, then
# backward, and return `dW0, db0, dW1, db1`. Your functions from above may be used, and `ml.softmax` and `ml.one_hot`.


# %%
def backward_pass(x, y, W0, b0, W1, b1):
    """Return dW0, db0, dW1, db1, each shaped as its parameter."""
    ### SOLUTION


# %%
check("04.backward_pass")

# %% [markdown]
# The lines of task 11, of which two are known mistakes:

# %%
order_lines("04.train_batches")

# %% [markdown]
# ## 11 · Your own training loop (4 points)
#
# The same network. `batches` is a list of pairs `x, y`. For each of them, in order, make one step of gradient descent with `learning_rate`. Return `W0, b0, W1, b1` as they are after the last one. What is compared is every single parameter, not the accuracy. (You may change the four arrays in place.)


# %%
def train_batches(batches, W0, b0, W1, b1, learning_rate):
    """Return W0, b0, W1, b1 after one step for each batch."""
    ### SOLUTION


# %%
check("04.train_batches")

# %% [markdown]
# ## And it learns
#
# When tasks 10 and 11 are done, this cell trains your network on the moons. The accuracy is only for your pleasure: you know from the parameters that it is right.

# %%
data = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
parameters = []
for fan_in, fan_out in ((2, 16), (16, 2)):
    W = np.random.default_rng(fan_in).normal(size=(fan_in, fan_out)) / np.sqrt(fan_in)
    parameters += [W, np.zeros(fan_out)]
for epoch in range(200):
    batches = list(ml.minibatches(data.train.x, data.train.y, batch_size=32, seed=1, epoch=epoch))
    parameters = train_batches([(batch.x, batch.y) for batch in batches], *parameters, 0.5)
    if parameters is None:
        print("not yet: train_batches returns nothing")
        break
else:
    W0, b0, W1, b1 = parameters
    predicted = (np.tanh(data.test.x @ W0 + b0) @ W1 + b1).argmax(axis=1)
    print(
        f"accuracy on examples that it has never seen: {float(ml.accuracy(predicted, data.test.y)):.3f}"
    )

# %% [markdown]
# ## Where you stand

# %%
progress()

# %% [markdown]
# ## Your own code trains
#
# When all functions above pass, this cell trains a network with your `backward_pass` and your `train_batches`, in place of the library's: number by number it is the library's run. Then it shows the film. (After a check that names your mistake, `consequence` shows what the mistake does to such a run.)

# %%
your_run("04")
