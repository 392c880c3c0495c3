# %% [markdown]
# # Exercise 12 · Fine-tuning
#
# All that fine-tuning adds to training: a new head, steps that leave some of θ alone, rates by layer, and three things to measure: how far each layer moved, what was forgotten, and how many labels it takes. Nine tasks, 19 points, about 50 minutes. It goes with [lesson 12](../lessons/12_fine_tuning.ipynb).
#
# Write where it says `# your code here`, run the cell, and run the cell below it. If you are stuck, `hint("12.frozen_step")` gives three hints, one a call, and `reveal("12.frozen_step")` the worked solution; put them in a cell of your own.
#
# Any right answer counts: loops or arrays, lists or tuples. Besides numpy you may use what earlier tasks asked you to write, yours or the library's, and what a task names; what a task asks for, you write yourself, and neither the library nor another package does it for you.
#
# Conventions: all parameters are one flat vector θ, the layers one after the other, of each W row by row and then b. The **head** is the last layer; the **body** is all that stands before it.

# %%
import numpy as np

import mlcourse as ml
from mlcourse import check, consequence, hint, progress, reveal, your_run

# %% [markdown]
# ## 1 · What is trained (1 point)
#
# A network with the layers 64-32-16-10 has read digits. It gets a new head for a question with two answers, as a softmax with 2 outputs, and the body is frozen. How many numbers are trained? Write a number, or let Python compute; it comes out even.

# %%
trained_parameters = None
### SOLUTION

# %%
check("12.trained_parameters")

# %% [markdown]
# ## 2 · A new head (2 points)
#
# `theta` (P,) holds body and old head; the first `body` of its numbers are the body's. `m` and `v` (P,) are what Adam remembers of each. Put the new head with `W` (inputs, outputs) and `b` (outputs,) in place of the old one, and return all three. The body keeps its numbers and its memory. The new head has no memory yet: a 0 for each of its parameters, in m and in v. The new head may have more or fewer outputs than the old one.


# %%
def replaced_head(theta, m, v, body, W, b):
    """Return theta, m and v, each with the new head in the old one's place."""
    ### SOLUTION


# %%
check("12.replaced_head")

# %% [markdown]
# ## 3 · A step that leaves the frozen alone (3 points)
#
# One step of momentum, $v \leftarrow \beta v + g$ and $\theta \leftarrow \theta - \eta v$, with a boolean array `frozen` (P,). Where it is True, θ *and* its velocity stay what they are: the velocity comes from a time before the freezing, is not 0, and shall be there again when the layer is thawed. Everything may be frozen, or nothing. β is `momentum`, η is `learning_rate`.


# %%
def frozen_step(theta, velocity, gradient, frozen, learning_rate, momentum):
    """Return theta and velocity after the step."""
    ### SOLUTION


# %%
check("12.frozen_step")

# %% [markdown]
# ## 4 · Frozen with batch normalization (3 points)
#
# `z` (batch, units) comes in during *training*. `mean` and `variance` (units,) are the running statistics so far. Return $\hat z$ and the running mean and variance after this batch.
#
# - A layer that is not frozen does as in lesson 07: $\hat z = (z - \mu)/\sqrt{\sigma^2 + \varepsilon}$ with mean and biased variance of the batch; running ← (1 − m) · running + m · batch, the running variance with the batch's *unbiased* one. m is `momentum`.
# - A frozen layer computes in training what it computes afterwards: it normalizes by its running statistics, and these stay.


# %%
def normalized(z, mean, variance, frozen, momentum, epsilon):
    """Return z_hat, mean and variance; frozen is True or False, for the whole layer."""
    ### SOLUTION


# %%
check("12.normalized")

# %% [markdown]
# ## 5 · A rate for each layer (2 points)
#
# One step of plain gradient descent, θ − ηg. The head learns at η, `learning_rate`; each layer below it more slowly by the factor `decay`: η · decay, η · decay², … down to the first layer. `counts` is a tuple that says how many parameters each layer has, from the first layer to the head. There may be one layer, or many.


# %%
def layered_step(theta, gradient, counts, learning_rate, decay):
    """Return theta after the step."""
    ### SOLUTION


# %%
check("12.layered_step")

# %% [markdown]
# ## 6 · How far each layer moved (2 points)
#
# `before` and `after` (P,) are θ before and after fine-tuning; `counts` says how many parameters each layer has. Return two arrays (layers,): of each layer $\lVert\theta' - \theta\rVert / \lVert\theta\rVert$, its change over its length before, and how many of its parameters are another number now, be it by a hair.


# %%
def movement(before, after, counts):
    """Return relative and moved, a number for each layer."""
    ### SOLUTION


# %%
check("12.movement")

# %% [markdown]
# ## 7 · What was forgotten (2 points)
#
# A network with one hidden layer of ReLU, `W0, b0, W1, b1`, learned a first task; `x`, `y` are examples of it, `y` labels. Then it was fine-tuned for a second task, with a head of its own: `new_W0, new_b0, new_W1, new_b1`. Return the accuracy on the *first* task before; the accuracy after, of the new body with the first task's own head; and what was lost, before − after.


# %%
def forgotten(x, y, W0, b0, W1, b1, new_W0, new_b0, new_W1, new_b1):
    """Return the accuracy before, after, and the difference."""
    ### SOLUTION


# %%
check("12.forgotten")

# %% [markdown]
# ## 8 · Enough labels for the whole network (2 points)
#
# `labels` (amounts,) are numbers of labels, from few to many. `head_only` and `everything` (amounts, seeds) are accuracies: only the head was trained, or the whole network. Return the smallest number of labels from which the mean accuracy of `everything` is above that of `head_only`, there *and at every larger amount*; −1 if it is not even so at the largest.


# %%
def enough_labels(labels, head_only, everything):
    """Return a number of labels, or -1."""
    ### SOLUTION


# %%
check("12.enough_labels")

# %% [markdown]
# ## 9 · The best way that forgets little (2 points)
#
# Several ways to fine-tune were tried with several seeds. `target` and `source` (ways, seeds) are accuracies on the new and on the old task. Return the number of the way, from 0, with the highest mean on the target task among those whose mean on the source task is at least `least`; −1 if there is none.


# %%
def best_way(target, source, least):
    """Return the number of a way, or -1."""
    ### SOLUTION


# %%
check("12.best_way")

# %% [markdown]
# ## And it runs
#
# When tasks 5, 6 and 7 are done, this cell fine-tunes a reader of digits with your step: from ten digits to "even or odd?", with 40 labels. Your own functions say how far each layer went, and what was forgotten.

# %%
digits = ml.digits()
order = np.random.default_rng(1).permutation(len(digits.y))
learn, few, rest = order[:800], order[800:840], order[840:]
x, y, odd = digits.x / 16, digits.y, digits.y % 2
reader = ml.MLP((64, 32, 10))
source = ml.train(reader, (x[learn], y[learn]), optimizer=ml.Adam(0.01), epochs=30, seed=1)
head = ml.new_head(reader, source.theta, outputs=2, seed=1)
counts = (64 * 32 + 32, 32 * 2 + 2)


def tuned_by_you(learning_rate, decay):
    """Return theta after 200 of your steps, or None."""
    theta = head.theta
    for _ in range(200):
        fwd = ml.forward(head.network, theta, x[few])
        loss = ml.compute_loss(fwd, odd[few])
        gradient = ml.backward(head.network, theta, fwd, loss).gradient
        theta = layered_step(theta, gradient, counts, learning_rate, decay)
        if theta is None or theta is ...:
            return None
    return theta


def four(theta, outputs):
    """Return W0, b0, W1, b1 of θ."""
    W0, b0, W1, b1 = np.split(theta, np.cumsum([64 * 32, 32, 32 * outputs]))
    return W0.reshape(64, 32), b0, W1.reshape(32, outputs), b1


for decay in (0.0, 0.1, 1.0):
    theta = tuned_by_you(0.5, decay)
    is_open = theta is None or any(
        made is None or made is ...
        for made in (
            movement(head.theta, head.theta, counts),
            forgotten(x[rest], y[rest], *four(source.theta, 10), *four(head.theta, 2)),
        )
    )
    if is_open:
        print("not yet: one of your functions returns nothing")
        break
    said = ml.forward(head.network, theta, x[rest]).output.argmax(axis=1)
    relative, moved = movement(head.theta, theta, counts)
    lost = forgotten(x[rest], y[rest], *four(source.theta, 10), *four(theta, 2))[2]
    print(
        f"decay {decay}: even or odd {np.mean(said == odd[rest]):.2f}, "
        f"body moved {relative[0]:.3f} of itself, digits forgotten {lost:.2f}"
    )

# %% [markdown]
# ## Where you stand

# %%
progress()

# %% [markdown]
# ## Your own code trains
#
# When all functions above pass, this cell trains on the moons with your `layered_step` in place of the library's update, each layer at its own rate, and shows the film. (After a check that names your mistake, `consequence` shows what the mistake does to such a run.)

# %%
your_run("12")
