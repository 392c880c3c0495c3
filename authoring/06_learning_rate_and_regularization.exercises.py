# %% [markdown]
# # Exercise 06 · Learning rate and regularization
#
# Schedules, penalties, a step of AdamW, and where the cliff is: nine tasks, 16 points, about an hour. It goes with [lesson 06](../lessons/06_learning_rate_and_regularization.ipynb).
#
# Write where it says `# your code here`, run the cell, and run the cell below it. If you are stuck, `hint("06.warm_up")` gives three hints, one with each call, and `reveal("06.warm_up")` the worked solution; put them in a cell of your own.
#
# Any right answer counts: loops or arrays, lists or tuples. Besides numpy you may use what earlier tasks asked you to write, yours or the library's, and what a task names; what a task asks for, you write yourself, and neither the library nor another package does it for you.
#
# Conventions: steps are counted from 0, in updates. The L2 penalty is $\tfrac\lambda2 \sum W^2$, the L1 penalty $\lambda \sum |W|$ with $\mathrm{sign}(0) = 0$; both are sums over the weights.

# %%
import numpy as np

import mlcourse as ml
from mlcourse import check, consequence, hint, progress, reveal, your_run
from mlcourse.steps.schedule import Schedule

# %% [markdown]
# ## 1 · The cliff of a parabola, by hand (1 point)
#
# $L = 5\theta^2 - 10\theta$. There is a limit of the learning rate: below it, each step of gradient descent ends nearer to the lowest point than it began; above it, farther away. Which number is it? Write it, or let Python compute; it comes out even.

# %%
largest_rate = None
### SOLUTION

# %%
check("06.largest_rate")

# %% [markdown]
# ## 2 · Step decay (1 point)
#
# After each `every` steps the rate is multiplied by `factor` once more; the first drop is in step `every`. Return $\eta$ of this step.


# %%
def step_decay(step, initial, every, factor):
    """Return the learning rate of a step, counted from 0."""
    ### SOLUTION


# %%
check("06.step_decay")

# %% [markdown]
# ## 3 · Exponential decay (1 point)
#
# Step 0 has the rate `initial`; from each step to the next it is multiplied by `factor`.


# %%
def exponential_decay(step, initial, factor):
    """Return the learning rate of a step, counted from 0."""
    ### SOLUTION


# %%
check("06.exponential_decay")

# %% [markdown]
# ## 4 · Cosine decay (2 points)
#
# Half a wave from $\eta_0$ = `initial` down to $\eta_1$ = `final`, in $T$ = `steps` steps:
#
# $$\eta_t = \eta_1 + \tfrac12 (\eta_0 - \eta_1)\left(1 + \cos\frac{\pi t}{T}\right) \quad \text{for } t \le T, \text{ and } \eta_1 \text{ for all } t > T.$$


# %%
def cosine_decay(step, initial, steps, final):
    """Return the learning rate of a step, counted from 0."""
    ### SOLUTION


# %%
check("06.cosine_decay")

# %% [markdown]
# ## 5 · A warm-up, and what comes after (2 points)
#
# `after` is a schedule: a function that is called with a step, counted from 0, and returns a rate. For `steps` steps the rate climbs to its first one, $\eta_t = \mathrm{after}(0) \cdot \frac{t + 1}{T + 1}$; then `after` begins, with its step 0.


# %%
def warm_up(step, steps, after):
    """Return the learning rate of a step, counted from 0."""
    ### SOLUTION


# %%
check("06.warm_up")

# %% [markdown]
# ## 6 · The L2 penalty and its gradient (2 points)
#
# `W` is a matrix, `strength` is $\lambda$. Return the value $\tfrac\lambda2 \sum W^2$ and its gradient, shaped as `W`.


# %%
def l2_penalty(W, strength):
    """Return the value and the gradient."""
    ### SOLUTION


# %%
check("06.l2_penalty")

# %% [markdown]
# ## 7 · The L1 penalty and its gradient (2 points)
#
# The value $\lambda \sum |W|$ and its gradient. Some of the weights are exactly 0, and are to be left there.


# %%
def l1_penalty(W, strength):
    """Return the value and the gradient."""
    ### SOLUTION


# %%
check("06.l1_penalty")

# %% [markdown]
# ## 8 · One step of AdamW (3 points)
#
# $m$, $v$, $\hat m$ and $\hat v$ are Adam's (exercise 05). What is new is the decay, here of the weights only; `is_weight` is a vector of True and False.
#
# $$\theta \leftarrow \theta - \eta\,\lambda\,\theta - \eta\,\frac{\hat m}{\sqrt{\hat v} + \varepsilon}, \quad \text{and for biases without the decay } \eta\,\lambda\,\theta.$$
#
# Return the new $\theta$, and $m$ and $v$ as the next step will want them. (You may change the arrays in place.)


# %%
def adamw_step(theta, gradient, m, v, t, learning_rate, beta1, beta2, epsilon, decay, is_weight):
    """Return the new theta, m and v; t counts steps from 1, decay is λ."""
    ### SOLUTION


# %%
check("06.adamw_step")

# %% [markdown]
# ## 9 · Where the cliff is (2 points)
#
# Many runs were made from one start, where the loss was `start`, with the learning rates `rates`, the smallest first. `losses` holds what they ended at, among it infinity and nan; both are arrays (runs,). A run that did not end below `start` has flown off.
#
# Return the last rate before the first run that flew off. A run beyond that which arrived by luck does not count. If none flew off, return the largest rate; if already the first did, 0.


# %%
def find_cliff(rates, losses, start):
    """Return the largest learning rate before the cliff."""
    ### SOLUTION


# %%
check("06.find_cliff")

# %% [markdown]
# ## Over the cliff, with your schedule
#
# When tasks 4, 5 and 9 are done: 64 runs on the diabetes data, your cliff among them, and then 20 starts of a network with a rate beyond it, as it is and with your warm-up and cosine.


# %%
class Yours(Schedule):
    """Your warm-up of 90 steps, then your cosine."""

    def __init__(self, top):
        self.top = top

    def rate(self, step):
        """Return the learning rate of a step."""
        return warm_up(step, 90, lambda t: cosine_decay(t, self.top, 180, 0.0))


patients = ml.standardize(ml.split(ml.diabetes(), seed=1))
x = patients.train.x
y = (patients.train.y - patients.train.y.mean()) / patients.train.y.std()
network = ml.MLP((10, 16, 1), activation="relu", output="identity")


def ends(rule, seeds):
    """Return the loss at the start and at the end of each run, (runs,)."""
    options = {"batch_size": 32, "epochs": 30, "seed": seeds}
    history = ml.train(network, (x, y), optimizer=ml.SGD(rule), **options)
    with np.errstate(all="ignore"):
        return [
            ((ml.forward(network, theta, x).output[..., 0] - y) ** 2).mean(axis=-1)
            for theta in (history.initial.theta, history.theta)
        ]


rates = np.geomspace(0.001, 2, 64)
at_start, at_end = ends(tuple(rates), [1] * 64)
cliff = find_cliff(rates, at_end, at_start[0])
if cliff in (None, ...):
    print("not yet: find_cliff returns nothing")
else:
    print(f"of 64 runs the last before the cliff has η = {cliff:.2f}")
if any(
    made in (None, ...) for made in (cosine_decay(0, 0.1, 9, 0.0), warm_up(0, 9, lambda t: 0.1))
):
    print("not yet: cosine_decay or warm_up returns nothing")
else:
    for name, rule in {"as it is": 0.3, "with your schedule": Yours(0.3)}.items():
        at_start, at_end = ends(rule, list(range(20)))
        print(f"η = 0.3 {name:<19} {int((at_end < at_start).sum())} of 20 arrive")

# %% [markdown]
# ## Where you stand

# %%
progress()

# %% [markdown]
# ## Your own code trains
#
# When all functions above pass, this cell trains on the diabetes data with your `adamw_step` in place of the library's, and shows the film. (After a check that names your mistake, `consequence` shows what the mistake does to such a run.)

# %%
your_run("06")
