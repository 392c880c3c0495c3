# %% [markdown]
# # Exercise 01 · Initialization
#
# You write every initialization scheme of the course once, and in the end the whole start of a network. Each task is checked at once: `check` says ✓, or what you got beside what is right
# and which mistake it probably was. `hint("01.he_std")` gives a hint, a second call a better one; `reveal` shows a worked solution after you have tried.
#
# Convention: $z = xW + b$, so $W$ has a row for each input and a column for each unit: (fan_in, fan_out). Random numbers are drawn from the `generator` that you are given,
# never from numpy's global one: so a run can be repeated.

# %%
import numpy as np

from mlcourse import check, consequence, hint, progress, reveal, your_run

# %% [markdown]
# ## 1 · A standard deviation by hand
#
# A layer of 40 ReLU units gets 50 inputs. Which standard deviation does He initialization give its weights? Work it out with pencil and paper; it comes out even.

# %%
he_std = None
### SOLUTION

# %%
check("01.he_std")

# %% [markdown]
# ## 2 · The same number everywhere
#
# First the start that does *not* work, so that you have it to compare with: every weight is `value`. With `value=0` it is the scheme called zeros.


# %%
def constant(fan_in, fan_out, value):
    """Return W (fan_in, fan_out), every weight the same."""
    ### SOLUTION


# %%
check("01.constant")

# %% [markdown]
# ## 3 · Normal numbers
#
# Mean 0, standard deviation `std`.


# %%
def random_normal(fan_in, fan_out, std, generator):
    """Return W (fan_in, fan_out) from a normal distribution with mean 0 and standard deviation std."""
    ### SOLUTION


# %%
check("01.random_normal")

# %% [markdown]
# ## 4 · Uniform numbers
#
# Every number between −`limit` and `limit` equally likely.


# %%
def random_uniform(fan_in, fan_out, limit, generator):
    """Return W (fan_in, fan_out), uniform between -limit and limit."""
    ### SOLUTION


# %%
check("01.random_uniform")

# %% [markdown]
# ## 5 · Xavier, normal
#
# Glorot and Bengio (2010): $\operatorname{Var}(W) = \dfrac{2}{\text{fan\_in} + \text{fan\_out}}$. Mind what your generator asks for: a variance or a standard deviation?


# %%
def xavier_normal(fan_in, fan_out, generator):
    """Return W (fan_in, fan_out), normal with variance 2/(fan_in + fan_out)."""
    ### SOLUTION


# %%
check("01.xavier_normal")

# %% [markdown]
# ## 6 · Xavier, uniform
#
# The same variance, with uniform numbers. Numbers that are uniform within ±limit have the variance limit²/3.


# %%
def xavier_uniform(fan_in, fan_out, generator):
    """Return W (fan_in, fan_out), uniform with variance 2/(fan_in + fan_out)."""
    ### SOLUTION


# %%
check("01.xavier_uniform")

# %% [markdown]
# ## 7 · He, normal
#
# He et al. (2015), for ReLU: $\operatorname{Var}(W) = \dfrac{2}{\text{fan\_in}}$.


# %%
def he_normal(fan_in, fan_out, generator):
    """Return W (fan_in, fan_out), normal with variance 2/fan_in."""
    ### SOLUTION


# %%
check("01.he_normal")

# %% [markdown]
# ## 8 · He, uniform


# %%
def he_uniform(fan_in, fan_out, generator):
    """Return W (fan_in, fan_out), uniform with variance 2/fan_in."""
    ### SOLUTION


# %%
check("01.he_uniform")

# %% [markdown]
# ## 9 · Thirty layers, by hand
#
# A signal with standard deviation 1 goes through 30 square layers (fan_in = fan_out) with ReLU, whose weights were drawn after Xavier. Each layer halves the variance. What standard deviation
# is left after the thirtieth layer? (You may let Python compute the number; two significant digits are enough.)

# %%
surviving_std = None
### SOLUTION

# %%
check("01.surviving_std")

# %% [markdown]
# ## 10 · A whole network's start
#
# `layer_sizes` is, for instance, (64, 32, 16, 10): 64 inputs, two hidden layers, 10 outputs. Return a list with one pair (W, b) for each layer: W after He, b zero. You may use your functions from above.


# %%
def start_of(layer_sizes, generator):
    """Return [(W, b), ...], one pair for each layer: W after He, b zero."""
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
