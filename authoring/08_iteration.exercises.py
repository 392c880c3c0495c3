# %% [markdown]
# # Exercise 08 · Iteration: epochs, batches, convergence
#
# All that stands around the steps: counting them, dealing the batches, shuffling, an epoch's loss, the question whether to go on, and four curves to read. Ten tasks, 16 points, about 45 minutes. It goes with [lesson 08](../lessons/08_iteration.ipynb).
#
# Write where it says `# your code here`, run the cell, and run the cell below it. If you are stuck, `hint("08.deal")` gives three hints, one with each call, and `reveal("08.deal")` the worked solution; put them in a cell of your own.
#
# Any right answer counts: loops or arrays, lists or tuples. Besides numpy you may use what earlier tasks asked you to write, yours or the library's, and what a task names; what a task asks for, you write yourself, and neither the library nor another package does it for you.
#
# Conventions: steps, batches and epochs are counted from 0; an epoch deals every example once, and its last batch, which may be smaller, is kept.

# %%
import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml
from mlcourse import check, hint, progress, reveal

# %% [markdown]
# ## 1 · The steps of a run (1 point)
#
# 1000 examples, batches of 64, 30 epochs. How many steps are made? Write a number, or let Python compute; it comes out even.

# %%
steps_made = None
### SOLUTION

# %%
check("08.steps_made")

# %% [markdown]
# ## 2 · Where a step stands (2 points)
#
# A loss curve is drawn over steps. To which epoch does step number `step` belong, which batch of that epoch is it, and how many examples has that batch? Steps, epochs and the batches of an epoch are all counted from 0. The data may be fewer than a batch holds, and all batches may be full.


# %%
def place_of_step(step, examples, batch_size):
    """Return epoch, number of the batch in it, and the batch's size."""
    ### SOLUTION


# %%
check("08.place_of_step")

# %% [markdown]
# ## 3 · Dealing batches (2 points)
#
# `order` (N,), an array, holds the numbers of the examples in the order in which they are to be dealt. Cut it into batches of `batch_size`, in that order. The last batch holds what is left, and there is no empty one. Return a list of arrays.


# %%
def deal(order, batch_size):
    """Return a list of batches, each a piece of order."""
    ### SOLUTION


# %%
check("08.deal")

# %% [markdown]
# ## 4 · Shuffling (2 points)
#
# Return `x` (N, features) and `y` (N,) with their examples in a new order, which you draw from `generator`. Each example is there once, and with its own target. `x` and `y` themselves stay as they are. (Rows whose first input is 0, 1, 2, … and whose target is ten times that make it easy to see whether all is well.)


# %%
def shuffled(x, y, generator):
    """Return x and y in one new order."""
    ### SOLUTION


# %%
check("08.shuffled")

# %% [markdown]
# ## 5 · An epoch's loss (2 points)
#
# `losses` (batches,) holds each batch's loss, the mean over its examples; `sizes` (batches,) how many these are, whole numbers. Return the mean loss of all examples.


# %%
def epoch_loss(losses, sizes):
    """Return the mean loss of the epoch's examples."""
    ### SOLUTION


# %%
check("08.epoch_loss")

# %% [markdown]
# ## 6 · Has it converged? (3 points)
#
# `losses` (epochs,) is a run's training loss after each epoch. An epoch is *calm* if $|L_e - L_{e-1}| \le \text{tolerance} \cdot L_{e-1}$; the first one is not, as it has none before it. Return two things:
#
# - `calm` (epochs,): for each epoch, how many in a row have been calm up to it and with it;
# - `epoch`: the first whose count reaches `patience`, or −1 if none does.


# %%
def convergence(losses, tolerance, patience):
    """Return the counts, one for each epoch, and the epoch in which the run has converged, or -1."""
    ### SOLUTION


# %%
check("08.convergence")

# %% [markdown]
# ## 7 · Reading curves (4 points)
#
# Four runs were recorded. The solid line is the training loss after each epoch, the dashed one the validation loss. Each shows a different one of these:
#
# 1. it is still falling, evenly, and was stopped on the way;
# 2. it has met a plateau;
# 3. it has come to rest, and stays there;
# 4. it overfits (lesson 09): the training loss falls on, and the validation loss rises;
# 5. it is thrown about, since its steps are too long.

# %%
moons = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
network = ml.MLP(layer_sizes=(2, 8, 2), activation="tanh", output="softmax")
cells, xor = (
    ml.standardize(ml.split(data, seed=1)) for data in (ml.breast_cancer(), ml.xor(seed=1))
)
recorded = {
    "A": (ml.MLP(layer_sizes=(30, 64, 2)), cells, ml.Adam(0.01), 40),
    "B": (network, moons, ml.SGD(0.01), 60),
    "C": (network, moons, ml.SGD(12.0), 60),
    "D": (network, xor, ml.SGD(0.2), 100),
}
figure, axes = ml.subplots(1, 4, figsize=(11, 2.6))
for ax, (name, (model, data, rule, epochs)) in zip(axes, recorded.items(), strict=True):
    start = ml.initialize(model, "random_normal", seed=1, std=0.1)
    history = ml.train(
        model,
        data.train,
        validation=data.validation,
        theta=start,
        optimizer=rule,
        epochs=epochs,
        seed=1,
    )
    ax.plot(history.epochs.training_loss, label="training")
    ax.plot(history.epochs.validation_loss, "--", label="validation")
    ax.set(title=name, xlabel="epoch", ylim=(0, None))
axes[0].set(ylabel="loss")
axes[0].legend()
figure.tight_layout()
plt.show()

# %% [markdown]
# *Four pictures of a training and a validation loss over the epochs, A to D; their numbers are in `history.epochs`.*
#
# What does A show? Write its number.

# %%
curve_a = None
### SOLUTION

# %%
check("08.curve_a")

# %% [markdown]
# And B?

# %%
curve_b = None
### SOLUTION

# %%
check("08.curve_b")

# %% [markdown]
# And C?

# %%
curve_c = None
### SOLUTION

# %%
check("08.curve_c")

# %% [markdown]
# And D?

# %%
curve_d = None
### SOLUTION

# %%
check("08.curve_d")

# %% [markdown]
# ## And it runs
#
# When tasks 3 to 6 are done, this cell trains the moons with a loop whose every part outside of a step is yours: you shuffle, deal, measure the epoch, and end the run.

# %%
moons = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
network = ml.MLP(layer_sizes=(2, 8, 2), activation="tanh", output="softmax")


def run(tolerance, patience, at_most=300):
    """Train until it has converged by your rule; return the epochs' losses."""
    generator, theta, curve = np.random.default_rng(1), ml.initialize(network, seed=2), []
    for _ in range(at_most):
        x, y = shuffled(moons.train.x, moons.train.y, generator)
        losses, sizes = [], []
        for batch in deal(np.arange(len(x)), 32):
            fwd = ml.forward(network, theta, x[batch])
            loss = ml.compute_loss(fwd, y[batch])
            theta = theta - 0.5 * ml.backward(network, theta, fwd, loss).gradient
            losses.append(loss.value)
            sizes.append(len(batch))
        curve.append(epoch_loss(np.array(losses), np.array(sizes)))
        if convergence(np.array(curve), tolerance, patience)[1] != -1:
            break
    return curve


parts = (
    deal(np.arange(3), 2),
    shuffled(np.eye(2), np.arange(2), np.random.default_rng(1)),
    epoch_loss(np.ones(2), np.array([3, 2])),
    convergence(np.ones(2), 0.1, 1),
)
if any(part is None or part is ... for part in parts):
    print("not yet: one of your functions returns nothing")
else:
    for patience in (5, 10):
        curve = run(tolerance=0.02, patience=patience)
        print(
            f"patience {patience:2}: ended after epoch {len(curve) - 1} with the loss {curve[-1]:.3f}"
        )

# %% [markdown]
# One of the two has taken the plateau for the end.
#
# ## Where you stand

# %%
progress()
