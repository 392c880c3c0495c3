# %% [markdown]
# # 00b · The mathematics and numpy you need
#
# The whole course stands on five things: the slope of a curve, the chain rule, the matrix product, shapes that numpy makes fit, and
# means taken over the right axis. You may know all of them, some of them, or have known them once. So start with a test and read only what you need.
#
# **Where you are.** Beside the loop, before its first station. Here is what networks are made of; the networks themselves are in the other lessons.
#
# **After this lesson you can**
#
# 1. read a slope off a curve and a partial derivative off a formula;
# 2. take the derivative of one function inside another by the chain rule;
# 3. multiply matrices by hand and say which shapes go together;
# 4. say what shape numpy broadcasts two arrays to, and when that is a trap;
# 5. take means and variances over the right axis.
#
# Symbols are explained in [Notation and conventions](../docs/notation.md); words: [Glossary](../docs/glossary.md). Run one cell after the other with <kbd>Shift</kbd>+<kbd>Enter</kbd>, and not all at once: some cells show what you are to predict before. About 45 minutes if you read all of it, 10 if you know it.

# %%
import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml

# %% [markdown]
# ## What do you know already?
#
# Five questions, one for each part. Answer without looking anything up and without running code. A wrong answer costs nothing and
# tells you which part is worth your time; where you would have to guess, say that you do not know.

# %%
ml.quiz("00b.test_slope")

# %%
ml.quiz("00b.test_chain")

# %%
ml.quiz("00b.test_matrix")

# %%
ml.quiz("00b.test_broadcasting")

# %%
ml.quiz("00b.test_mean")

# %% [markdown]
# The next cell does not change by itself. When you have answered, run it again: it says which parts to read and which to skip. (Whoever skips part 5 still wants the two rules near its end: lesson 01 is built on them.)

# %%
ml.reading_list("00b")

# %% [markdown] tags=["instructor"]
# **6 min.** Everybody answers alone and reads only the parts that the list names. In a class, do together the two parts that most have missed.
#
# When late: send those who had five right to lesson 01.

# %% [markdown]
# ## 1 · Slope and partial derivative
#
# A network learns by asking, of each of its numbers: if you grew a little, would the error grow or shrink, and how fast? That is a slope.
#
# The **derivative** is the slope of the curve at $w$: how much $f$ changes for a tiny change of $w$, divided by that change. It is written $f'(w)$ or, like a fraction of the two changes, $\mathrm{d}f/\mathrm{d}w$. You can measure it by
# going a small step $\varepsilon$ to both sides:
#
# $$f'(w) \approx \frac{f(w + \varepsilon) - f(w - \varepsilon)}{2 \varepsilon} .$$
#
# School has rules for it: $w^n$ has the slope $n w^{n-1}$, a constant factor stays, a constant summand has the slope 0, and the slopes of a sum add. So $5w^2 + 4w + 1$ has the slope $5 \cdot 2w + 4$. From lesson 03 on three more are used: $e^w$ has the slope $e^w$, $\ln w$ has $1/w$, and a quotient $u/v$ has $(u'v - uv')/v^2$.
#
# For $f(w) = w^3$ they say $f'(w) = 3w^2$. At $w = 2$ that is 12, and with $\varepsilon = 0.1$ the measurement gives $(2.1^3 - 1.9^3)/0.2 = (9.261 - 6.859)/0.2 = 12.01$. With smaller steps it comes closer (down to a point, where the computer's rounding takes over; lesson 04 finds it):


# %% tags=["nbval-check-output"]
def f(w):
    return w**3


for epsilon in (1.0, 0.1, 0.001):
    slope = (f(2 + epsilon) - f(2 - epsilon)) / (2 * epsilon)
    print(f"epsilon {epsilon:<6} slope at 2: {slope:.6f}")

# %% [markdown]
# The slope is that of the **tangent**, the straight line that touches the curve. Here is a bowl, $f(w) = w^2/2$. Take the tangent by the point and move it along the curve, or press <kbd>←</kbd> <kbd>→</kbd>. Where does it fall, where is it level, and where is it steepest?

# %%
ml.Tangent(lambda w: w**2 / 2, at=-2.0)


# %%
def bowl(w):
    return w**2 / 2


grid = np.linspace(-3, 3, 61)
measured = (bowl(grid + 0.001) - bowl(grid - 0.001)) / 0.002

# %%
ml.predict("00b.slope_curve", truth=(grid, measured))

# %% [markdown]
# Of a function of several numbers you take the slope along one of them while the others stand still. That is a **partial derivative**, written with a round $\partial$ in place of the $\mathrm{d}$. For $f(w, b) = w^2 b$:
#
# $$\frac{\partial f}{\partial w} = 2 w b \quad (b \text{ is a constant factor}), \qquad \frac{\partial f}{\partial b} = w^2 \quad (w^2 \text{ is a constant factor}).$$
#
# All partial derivatives together, as a list of numbers (a vector), are the **gradient**. At $w = 3$, $b = 2$ it is $(12, 9)$. The library measures it the same way, one number after the other:

# %% tags=["nbval-check-output"]
ml.numerical_gradient(lambda p: p[0] ** 2 * p[1], np.array([3.0, 2.0])).round(4)

# %%
ml.quiz("00b.partial")

# %% [markdown] tags=["instructor"]
# **10 min.** Before the card: "Where is the tangent level? Is it steeper at 2 or at 3?"
#
# Expect a drawn bowl: the curve itself, not its slope. Ask for the slope at 0, and then at 1.

# %% [markdown]
# ## 2 · The chain rule
#
# A network is functions inside functions. Take $a = 3w - 1$ and $L = a^2$. If $w$ grows by a little, $a$ grows three times as much; and if $a$ grows by a little, $L$ grows $2a$
# times as much. So $L$ grows $2a \cdot 3$ times as much as $w$. That is the **chain rule**: *the slopes along the way are multiplied.*
#
# $$\frac{\mathrm{d}L}{\mathrm{d}w} = \frac{\mathrm{d}L}{\mathrm{d}a} \cdot \frac{\mathrm{d}a}{\mathrm{d}w} = 2a \cdot 3 .$$
#
# By hand, at $w = 1$: $a = 2$, $L = 4$, and the slope is $4 \cdot 3 = 12$. Checked by a small step:


# %% tags=["nbval-check-output"]
def loss(w):
    a = 3 * w - 1
    return a**2


w, epsilon = 1.0, 1e-5
a = 3 * w - 1
print("chain rule ", 2 * a * 3)
print("measured   ", round((loss(w + epsilon) - loss(w - epsilon)) / (2 * epsilon), 6))

# %% [markdown]
# However long the chain is, each link gives one factor. Guess before you run the cell: what is left after twenty links whose slope is 0.25? And after twenty of slope 2?

# %%
print(f"20 factors of 0.25: {0.25**20:.1e}     20 factors of 2: {2**20:.1e}")

# %% [markdown]
# In a deep network, one of many layers, the weights are factors too; lesson 01 is about choosing them so that the product neither vanishes nor explodes.

# %%
ml.quiz("00b.chain_three")

# %% [markdown] tags=["instructor"]
# **8 min.** Two gears on the board: the first turns the second three times. Multiply, do not add.
#
# Expect 2a · 3 with a left as it is. Ask what a is at w = 1.

# %% [markdown]
# ## 3 · The matrix product and its shapes
#
# A table of 3 rows and 2 columns is a **matrix**, and numpy says that its **shape** is (3, 2): rows first. A plain list of 2 numbers has the shape (2,).
#
# A unit of a network multiplies each input by a weight and adds up: $1 \cdot 0.5 + 2 \cdot 0.25 = 1$. Several units, each with weights of its own, do that for several examples at once. That is what
# a matrix product is: **a row of the first times a column of the second, element by element, added up.**
#
# $$\begin{pmatrix} 1 & 2 \\ 3 & 0 \\ 0 & 1 \end{pmatrix} \begin{pmatrix} 0.5 & -1 \\ 0.25 & 1 \end{pmatrix} =
# \begin{pmatrix} 1 \cdot 0.5 + 2 \cdot 0.25 & 1 \cdot (-1) + 2 \cdot 1 \\ 3 \cdot 0.5 + 0 \cdot 0.25 & 3 \cdot (-1) + 0 \cdot 1 \\ 0 \cdot 0.5 + 1 \cdot 0.25 & 0 \cdot (-1) + 1 \cdot 1 \end{pmatrix} =
# \begin{pmatrix} 1 & 1 \\ 1.5 & -3 \\ 0.25 & 1 \end{pmatrix}$$

# %% tags=["nbval-check-output"]
x = np.array([[1.0, 2.0], [3.0, 0.0], [0.0, 1.0]])  # 3 examples, 2 features
W = np.array([[0.5, -1.0], [0.25, 1.0]])  # 2 features, 2 units
print(x @ W)

# %% [markdown]
# In numpy `@` is the matrix product and `*` multiplies element by element. The shapes tell what is possible: in (3, **2**) @ (**2**, 2) the inner sizes must agree, and they are what is
# summed over; what is left is (3, 2). In this course $x$ always has one **row for each example**, in it the example's inputs, also called its **features**; and a layer's $W$ has one **column for each unit**: (batch, fan_in) @ (fan_in, fan_out) = (batch, fan_out), where **fan_in** counts a unit's inputs, and **fan_out** the units of the layer.
#
# The **transpose** `x.T` swaps rows and columns: (3, 2) becomes (2, 3). When a product does not fit, do not transpose until it does; write the shapes beside each other, and see what is to be summed over:

# %% tags=["nbval-check-output"]
print("x", x.shape, "  W", W.shape, "  x @ W", (x @ W).shape, "  x.T", x.T.shape)
try:
    W @ x
except ValueError:
    print("W @ x fails:", W.shape, "@", x.shape)

# %%
ml.quiz("00b.which_product")

# %% [markdown] tags=["instructor"]
# **8 min.** Let one write the shapes above each matrix before any number.
#
# Expect `W @ x`, as in school. Say: there an example is a column, here it is a row.

# %% [markdown]
# ## 4 · Broadcasting
#
# To add a bias $b$ of shape (2,) to every row of $z$ of shape (3, 2), you need not repeat it: numpy does. This is **broadcasting**. It compares the shapes **from the right**. Two sizes go together if they are equal, or one of
# them is 1, or missing; a 1 or a missing one is stretched.

# %% tags=["nbval-check-output"]
b = np.array([10.0, 20.0])
print((x @ W) + b)

# %% [markdown]
# The same rule holds where a loss is computed. **Predict:**

# %%
ml.predict("00b.perfect")

# %% tags=["nbval-check-output"]
prediction = np.array([[1.0], [2.0], [3.0], [4.0]])
target = np.array([1.0, 2.0, 3.0, 4.0])
difference = prediction - target
print(difference)
print("shape", difference.shape, "  mean squared error", np.mean(difference**2))

# %% [markdown]
# The column was repeated to the right and the row downwards, so every prediction met every target. Squared, there are four 0s, six 1s, four 4s and two 9s: together 40, and 40/16 = 2.5. Nothing failed, nothing warned. The library's loss looks at
# the shapes first and takes such targets as one column, so it says 0:

# %% tags=["nbval-check-output"]
print("the library", ml.mean_squared_error(prediction, target).value)

# %%
ml.quiz("00b.bias")

# %% [markdown] tags=["instructor"]
# **8 min.** Before the card: "What shape has the difference?" Write both shapes under each other, flush right.
#
# Expect "an error". It would be kinder.

# %% [markdown]
# ## 5 · Mean, variance, and which axis
#
# The **mean** is the sum divided by the count. The **variance** is the mean of the squared deviations from the mean: how far the numbers spread. Its root is the **standard deviation**, in the same unit as the numbers.
# For 1, 2, 3, 6: mean 3, deviations −2, −1, 0, 3, squares 4, 1, 0, 9, variance $14/4 = 3.5$, standard deviation 1.87.
#
# Axis 0 is the first number of the shape, here the examples; axis 1 is the second, the features. With `axis` you say which of them **disappears**. Of `x`, 3 examples with 2 features each:

# %% tags=["nbval-check-output"]
print("variance of 1, 2, 3, 6 ", np.var([1, 2, 3, 6]))
print("mean of each feature   ", x.mean(axis=0).round(3))
print("mean of each example   ", x.mean(axis=1))
print("keeping the axis as 1  ", x.mean(axis=1, keepdims=True).shape)

# %% [markdown]
# With `keepdims=True` the means stay a column, (3, 1), which can be subtracted from the rows of `x`.
#
# A random number has a mean and a variance too: those of the many numbers that come when it is drawn again and again. A coin that gives −1 or 1 has the mean 0 and the variance 1. Two rules carry lesson 01, where a unit adds up hundreds of random numbers:
#
# - a number multiplied by $c$ has $c^2$ times the variance: a coin that gives −3 or 3 has the variance 9;
# - numbers are **independent** if none tells anything about another, and then the variance of their sum is the sum of their variances: two coins give −2, 0, 0 or 2, and $(4 + 0 + 0 + 4)/4 = 2$.
#
# **Predict:**

# %%
ml.predict("00b.mean_of_many")

# %%
draws = np.random.default_rng(1).normal(size=(10_000, 100))  # 10,000 groups of 100 numbers
sums = draws.sum(axis=1)
figure, ax = ml.subplots(figsize=(6, 2.4))
ax.hist(draws.ravel(), bins=41, density=True, alpha=0.6, label=f"one number: std {draws.std():.2f}")
ax.hist(sums, bins=41, density=True, alpha=0.6, label=f"sum of 100: std {sums.std():.2f}")
ax.set(xlabel="value", ylabel="density")
ax.legend()
plt.show()

# %% [markdown]
# *Two histograms: single numbers crowd within ±3; sums of a hundred of them spread ten times as far. (Density: how many of the numbers lie there, such that each histogram has the area 1.)*
#
# A unit of a network adds up many numbers too. Lesson 01 makes its weights so small that the sum spreads no further than a single input.

# %% tags=["test"]
assert abs(sums.std() - 10) < 0.3

# %%
ml.quiz("00b.std")

# %% [markdown] tags=["instructor"]
# **8 min.** Before the card: "Do a hundred coin tosses for a euro each spread as far as one toss for a hundred euros?"
#
# Expect 100. Say: half of the terms pull down.

# %% [markdown]
# ## Pitfalls
#
# - *"It ran, so the shapes were right."* Broadcasting fits shapes that you did not mean to fit. Print them.
# - *"`axis=0` is the rows, so I get the rows' means."* Axis 0 is the one that goes away.
# - *"The slope is 0, so this is the best."* It is 0 at the top of a hill, too, and on a plain.
#
# **Next:** lesson 00, if you have not been there, or lesson 01, where random numbers turn out to need just the right spread.
