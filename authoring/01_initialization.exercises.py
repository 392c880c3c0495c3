# %% [markdown]
# # Exercise 01 · Initialization
#
# You write two schemes, measure what a network's weights make of a signal, predict it, and then find the layer of a broken network that was started wrongly, and repair it. Ten tasks, 19 points, about an hour. It goes with [lesson 01](../lessons/01_initialization.ipynb).
#
# Write where it says `# your code here`, run the cell, and run the cell below it: `check` says ✓, or what you got beside what is right and which mistake it probably was. If you are stuck, `hint("01.he_std")` gives three hints, one with each call, and `reveal("01.he_std")` the worked solution; put them in a cell of your own.
#
# Any right answer counts: loops or arrays, lists or tuples. Besides numpy you may use what earlier tasks asked you to write, yours or the library's, and what a task names; what a task asks for, you write yourself, and neither the library nor another package does it for you.
#
# Conventions: $z = xW + b$, so $W$ has a row for each input and a column for each unit: (fan_in, fan_out). Layers are counted from 0. Random numbers are drawn from the `generator` that you are given, never from numpy's global one: so a run can be repeated.

# %%
import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml
from mlcourse import check, consequence, hint, progress, reveal, your_run

# %% [markdown]
# ## 1 · A standard deviation by hand (1 point)
#
# A layer of 40 ReLU units gets 50 inputs. Which standard deviation does He initialization give its weights? Work it out with pencil and paper; it comes out even.

# %%
he_std = None
### SOLUTION

# %%
check("01.he_std")

# %% [markdown]
# ## 2 · He, normal (2 points)
#
# He et al. (2015), for ReLU: $\operatorname{Var}(W) = \dfrac{2}{\text{fan\_in}}$. Mind what your generator asks for: a variance or a standard deviation?


# %%
def he_normal(fan_in, fan_out, generator):
    """Return W (fan_in, fan_out), normal with variance 2/fan_in."""
    ### SOLUTION


# %%
check("01.he_normal")

# %% [markdown]
# ## 3 · Xavier, uniform (2 points)
#
# Glorot and Bengio (2010): $\operatorname{Var}(W) = \dfrac{2}{\text{fan\_in} + \text{fan\_out}}$, here with uniform numbers. Numbers that are uniform within ±limit have the variance limit²/3.


# %%
def xavier_uniform(fan_in, fan_out, generator):
    """Return W (fan_in, fan_out), uniform with variance 2/(fan_in + fan_out)."""
    ### SOLUTION


# %%
check("01.xavier_uniform")

# %% [markdown]
# ## 4 · Measuring the signal (2 points)
#
# What does a start do to a signal? Measure it. The inputs `x` (batch, inputs) go through layers whose weights stand in the list `weights`; biases are 0. In each layer $z = aW$, where $a$ is what comes in: `x` in the first. ReLU of $z$ goes on to the next layer. Return a list with the standard deviation of $z$ in each layer, over all its numbers.


# %%
def signal_stds(x, weights):
    """Return the standard deviation of z in each layer, the first layer's first."""
    ### SOLUTION


# %%
check("01.signal_stds")

# %% [markdown]
# ## 5 · Thirty layers, by hand (1 point)
#
# A signal with standard deviation 1 goes through 30 square layers (fan_in = fan_out) with ReLU, whose weights were drawn by Xavier's formula. Each layer halves the variance. What standard deviation
# is left after the thirtieth layer? (You may let Python compute the number; two significant digits are enough.)

# %%
surviving_std = None
### SOLUTION

# %%
check("01.surviving_std")

# %% [markdown]
# ## 6 · What the formula predicts (2 points)
#
# The same without a network: from its sizes, and from how far the weights of each layer spread. `layer_sizes` is, for instance, (100, 50, 10), for two layers, and `weight_stds` then holds two standard deviations. A layer makes
#
# $$\operatorname{Var}(z) = \text{fan\_in} \cdot \operatorname{Var}(W) \cdot \operatorname{E}[a^2]$$
#
# of what comes in. The inputs have the mean square $\operatorname{E}[x^2] = 1$; what comes out of a ReLU has half of $\operatorname{Var}(z)$. Return a list with the standard deviation of $z$ in each layer.


# %%
def predicted_stds(layer_sizes, weight_stds):
    """Return the predicted standard deviation of z in each layer, the first layer's first."""
    ### SOLUTION


# %%
check("01.predicted_stds")

# %% [markdown]
# ## A broken network
#
# A colleague has written a start by He's formula, and the network does not learn. In one of its layers something went wrong: which one, chance decides. `draw` shows the signal, as your `signal_stds` measures it and as your `predicted_stds` predicts it from the weights.

# %%
generator = np.random.default_rng(4)
broken_sizes = (60, 60, 120, 60, 120, 60, 120, 60, 10)
wrong_one = generator.integers(1, 7)
broken = []
for i in range(len(broken_sizes) - 1):
    std = np.sqrt(2 / broken_sizes[i])
    if i == wrong_one:
        std = std**2
    broken.append(generator.normal(0, std, broken_sizes[i : i + 2]))
x = generator.normal(size=(200, 60))


def draw(**networks):
    """Draw each network's signal from layer to layer, measured and predicted."""
    _, ax = ml.subplots(figsize=(6, 2.8))
    for name, weights in networks.items():
        if weights is None or signal_stds(x, weights) is None:
            continue  # a task that is still open
        (line,) = ax.semilogy(signal_stds(x, weights), marker="o", label=f"{name}, measured")
        predicted = predicted_stds(broken_sizes, [W.std() for W in weights])
        if predicted is not None:
            ax.semilogy(predicted, "--", color=line.get_color(), label=f"{name}, predicted")
        ax.legend()
    ax.set(xlabel="layer", ylabel="std of z", title="The signal, layer by layer", ylim=(1e-3, 10))
    plt.show()


# %%
draw(broken=broken)

# %% [markdown]
# From which layer on is the signal too small? All layers behind the wrong one look ill, and they are not: each gets little and hands on as much as it gets.
#
# ## 7 · Which layer is wrong? (2 points)
#
# Find it from the weights alone. `weights` holds the W of each layer; all were drawn by He's formula, with variance 2/fan_in, but one spreads too little or too much. Return its number, from 0. (Chance moves the spread of a small layer by some percent. The wrong one is off by far more.)


# %%
def wrong_layer(weights):
    """Return the number of the layer whose weights spread furthest, as a ratio, from what He asks."""
    ### SOLUTION


# %%
check("01.wrong_layer")

# %% [markdown]
# ## 8 · The repair (2 points)
#
# Return a list of all weights, in which those of number `layer` are **multiplied** by one number, such that `np.std` of them is exactly what He asks. The other layers stay as they are.


# %%
def repaired(weights, layer):
    """Return all weights, those of one layer scaled to the standard deviation that He asks."""
    ### SOLUTION


# %%
check("01.repaired")

# %%
draw(broken=broken, repaired=repaired(broken, wrong_layer(broken)))

# %% [markdown]
# The signal lives: it has the same size in the last layer as in the first.
#
# ## 9 · How many units is a layer worth? (2 points)
#
# Another start that does not work cannot be seen in this picture: equal weights. `W` and its gradient `dW` were measured in a network, both are (fan_in, fan_out), with a column for each unit. Two units are copies, and stay copies in the next step, if they have the same weights **and** the same gradient. How many different units are there? Copies of each other count as one.


# %%
def different_units(W, dW):
    """Return how many units of a layer differ, in their weights or in their gradient."""
    ### SOLUTION


# %%
check("01.different_units")

# %% [markdown]
# Measured in a 2-8-2 network on the two moons, in the first step from each of three starts:

# %%
moons = ml.moons(100, seed=1)
net = ml.MLP(layer_sizes=(2, 8, 2), activation="tanh", output="softmax")
for scheme in ("zeros", "constant", "he_normal"):
    step = ml.train(net, moons, scheme=scheme, epochs=1, seed=1, progress=False).at(0)
    W, dW = step.forward.layers[0].W, step.backward.layers[0].dW
    print(f"{scheme:<10} units that differ: {different_units(W, dW)}")

# %% [markdown]
# ## 10 · A whole network's start (3 points)
#
# `layer_sizes` is, for instance, (64, 32, 16, 10): 64 inputs, two hidden layers, 10 outputs. Return a list with one pair (W, b) for each layer: W by He's formula, b zero. You may use your functions from above.


# %%
def start_of(layer_sizes, generator):
    """Return [(W, b), ...], one pair for each layer: W by He's formula, b zero."""
    ### SOLUTION


# %%
check("01.start_of")

# %% [markdown]
# ## Where you stand

# %%
progress()

# %% [markdown]
# ## Your own code trains
#
# When all functions above pass, this cell trains a deep network from the start that your `start_of` makes, in place of the library's: its numbers are drawn anew, so the run is one of its own. Then it shows the film. (After a check that names your mistake, `consequence` shows what the mistake does to such a run.)

# %%
your_run("01")
