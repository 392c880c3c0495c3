# %% [markdown]
# # Exercise 02 · Forward pass
#
# You write every activation of the course once, softmax in a form that never overflows, and in the end a whole pass through a network: nine tasks, 16 points, about 45 minutes. It goes with [lesson 02](../lessons/02_forward_pass.ipynb). Each task is checked at once; `hint("02.relu")` gives a hint, a second call a
# better one; `reveal` shows a worked solution after you have tried.
#
# Any right answer counts: loops or arrays, lists or tuples. Besides numpy you may use what earlier tasks asked you to write, yours or the library's, and what a task names; what a task asks for, you write yourself, and neither the library nor another package does it for you.
#
# Convention: $z = xW + b$ with one row of $x$ for each example; $W$ is (fan_in, fan_out), $b$ is (fan_out,).

# %%
import numpy as np

from mlcourse import check, consequence, hint, progress, reveal, your_run

# %% [markdown]
# ## 1 · One unit, by hand (1 point)
#
# A layer with two inputs and two units:
#
# $$x = (3, 2), \qquad W = \begin{pmatrix} 1 & -1 \\ 0.5 & 0.4 \end{pmatrix}, \qquad b = (0.2, 0.7).$$
#
# What is the weighted sum $z$ of unit 1? Units are counted from 0. Pencil and paper; it comes out even.

# %%
hidden_sum = None
### SOLUTION

# %%
check("02.hidden_sum")

# %% [markdown]
# ## 2 · A layer's weighted sums (1 point)
#
# For a whole batch at once, $x$ of shape (batch, fan_in).


# %%
def weighted_sums(x, W, b):
    """Return z = xW + b, (batch, fan_out)."""
    ### SOLUTION


# %%
check("02.weighted_sums")

# %% [markdown]
# ## 3 · ReLU (1 point)
#
# $a = \max(z, 0)$, element by element.


# %%
def relu(z):
    """Return max(z, 0), shaped as z."""
    ### SOLUTION


# %%
check("02.relu")

# %% [markdown]
# ## 4 · The sigmoid, also far out (2 points)
#
# $$\sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# It must give 0 and 1 for $z = -1000$ and $z = 1000$, not `nan`.


# %%
def sigmoid(z):
    """Return 1/(1 + exp(-z)), shaped as z, also for z = ±1000."""
    ### SOLUTION


# %%
check("02.sigmoid")

# %% [markdown]
# ## 5 · tanh from the sigmoid (1 point)
#
# Write tanh with your `sigmoid`, stretched and shifted. It goes from −1 to 1, and its slope at 0 is 1.


# %%
def tanh(z):
    """Return tanh(z), shaped as z, by way of the sigmoid."""
    ### SOLUTION


# %%
check("02.tanh")

# %% [markdown]
# ## 6 · Softmax (3 points)
#
# $$p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$
#
# for each row of the logits by itself. It must hold for logits around 1000, and for a batch whose rows lie 1800 apart.


# %%
def softmax(logits):
    """Return the probabilities of each row, (batch, classes)."""
    ### SOLUTION


# %%
check("02.softmax")

# %% [markdown]
# ## 7 · Temperature (1 point)
#
# A temperature above 1 makes the probabilities more alike, one below 1 makes the largest larger still. Use your `softmax`.


# %%
def tempered(logits, temperature):
    """Return the softmax of the logits at a temperature, (batch, classes)."""
    ### SOLUTION


# %%
check("02.tempered")

# %% [markdown]
# ## 8 · Two linear layers are one (2 points)
#
# Without an activation, $(xW_0 + b_0)W_1 + b_1$ is $xW + b$ for a single $W$ and $b$. Which ones?


# %%
def collapsed(W0, b0, W1, b1):
    """Return W and b of the one linear layer that does the same as the two."""
    ### SOLUTION


# %%
check("02.collapsed")

# %% [markdown]
# ## 9 · A whole forward pass (4 points)
#
# One hidden layer with ReLU, softmax at the end. Return all four values that backpropagation will want: $z_0$, $a_0$, the logits, $p$. Use your own functions from above.


# %%
def forward_pass(x, W0, b0, W1, b1):
    """Return z0, a0, logits, p of a network with one ReLU layer and softmax."""
    ### SOLUTION


# %%
check("02.forward_pass")

# %% [markdown]
# ## Where you stand

# %%
progress()

# %% [markdown]
# ## Your own code trains
#
# When all functions above pass, this cell trains a network that goes forward by your `forward_pass`, in place of the library's: number by number it is the library's run. Then it shows the film. (After a check that names your mistake, `consequence` shows what the mistake does to such a run.)

# %%
your_run("02")
