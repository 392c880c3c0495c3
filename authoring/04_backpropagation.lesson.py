# %% [markdown]
# # 04 · Backpropagation
#
# A network with a hundred thousand weights has made a mistake: **which weight is to blame, and how much?** Backpropagation answers for all of them at once, at the price of about two more forward passes: the chain rule from school, applied from back to front, with nothing computed twice (Linnainmaa 1970; for networks Rumelhart, Hinton and Williams 1986).
#
# **Where you are.** At the fourth station of the loop: how wrong the output is, is one number, and now comes its slope by each parameter. What is *done* with the slopes is the fifth (lesson 05).
#
# **After this lesson you can**
#
# 1. multiply local slopes along a path through a network, and say what to do where paths meet;
# 2. say what $\delta$ of a layer is, and compute it from the layer after it;
# 3. compute $\mathrm{d}W$, $\mathrm{d}b$ and $\mathrm{d}x$ of a layer, and derive from the shapes where the transposes stand;
# 4. check a gradient by trying, and say what such a check cannot see;
# 5. tell computing a gradient from using it, and name a fault of a run from its symptoms.
#
# You need the chain rule and the matrix product ([lesson 00b](00b_mathematics_and_numpy.ipynb)). Two parts of about 40 minutes. Symbols: [Notation and conventions](../docs/notation.md); words: [Glossary](../docs/glossary.md). Paper and pencil help. Run it cell by cell; any cell can be run again at any time.

# %% [markdown] tags=["instructor"]
# **2 min.** Read the first sentence, and ask for guesses. Of the goals read two.

# %%
import numpy as np

import mlcourse as ml
from mlcourse.diagnosis.faults import FAULTS, NO_FAULT

# %% [markdown]
# ## From earlier lessons
#
# Three questions, first of all what you got wrong. When all three are answered, this cell, run again, asks three others.

# %%
ml.look_back("04")

# %% [markdown] tags=["instructor"]
# **6 min.** Hands up for each option; who is right says why. When late: one question only, or none.

# %% [markdown]
# # Part 1 · One example
#
# ## Once by hand
#
# The network 2-2-1 again, its hidden layer with the sigmoid $\sigma(z) = 1/(1 + e^{-z})$, its output without an activation:
#
# $$z_0 = x W_0 + b_0, \quad a_0 = \sigma(z_0), \quad \hat y = a_0 W_1 + b_1, \quad L = (\hat y - y)^2 .$$
#
# **Compute $\hat y$ and $L$ with pencil and paper**, for $x = (1, 2)$ and $y = 2.5$; $\sigma(\ln 3) = 0.75$ and $\sigma(0) = 0.5$:
#
# $$W_0 = \begin{pmatrix} 0.5 & -1 \\ 0.25 & 0.5 \end{pmatrix}, \quad b_0 = (\ln 3 - 1,\; 0), \quad W_1 = \begin{pmatrix} 2 \\ -1 \end{pmatrix}, \quad b_1 = 0.5 .$$
#
# (The small number is the layer, at $x$ the input; brackets name the unit or the weight.)

# %% [markdown]
# **Forward:**
#
# $$z_0 = (0.5 + 0.5 + \ln 3 - 1,\;\; -1 + 1 + 0) = (\ln 3,\; 0), \qquad a_0 = (0.75,\; 0.5),$$
#
# $$\hat y = 2 \cdot 0.75 - 0.5 + 0.5 = 1.5, \qquad L = (1.5 - 2.5)^2 = 1 .$$
#
# Follow one weight, $W_0[0, 0]$: multiplied by $x_0$ it moves $z_0[0]$, that moves $a_0[0]$, that $\hat y$, and that $L$.

# %%
ml.predict("04.nudge")

# %% [markdown]
# The loss with $W_0[0, 0]$ at 0.50 and at 0.51:


# %% tags=["nbval-check-output"]
small = ml.MLP(layer_sizes=(2, 2, 1), activation="sigmoid", output="identity")
# θ is W0 row by row, b0, W1, b1.
small_theta = np.array([0.5, -1.0, 0.25, 0.5, np.log(3) - 1, 0.0, 2.0, -1.0, 0.5])
small_x, small_y = np.array([[1.0, 2.0]]), np.array([[2.5]])


def small_loss(theta, x=small_x):
    """Return the loss of the small network for the one example."""
    return ml.mean_squared_error(ml.forward(small, theta, x).output, small_y).value


nudged = small_theta.copy()
nudged[0] += 0.01  # W0[0, 0] from 0.50 to 0.51
change = small_loss(nudged) - small_loss(small_theta)
print(
    f"before {small_loss(small_theta):.4f}   after {small_loss(nudged):.4f}   change {change:+.4f}"
)

# %% [markdown]
# Each link of the way has a slope of its own, a **local derivative**, and it needs only what stands beside it:
#
# | link | local derivative | here |
# |---|---|---|
# | $\hat y \to L$ | $2(\hat y - y)$ | $-2$ |
# | $a_0[0] \to \hat y$ | the weight $W_1[0, 0]$ | $2$ |
# | $z_0[0] \to a_0[0]$ | the slope of the sigmoid, $a(1 - a)$ | $0.75 \cdot 0.25 = 3/16$ |
# | $W_0[0,0] \to z_0[0]$ | the input $x_0$ | $1$ |
#
# **The chain rule:** along a path, slopes are multiplied:
#
# $$\frac{\partial L}{\partial W_0[0,0]} = \frac{\partial L}{\partial \hat y} \cdot \frac{\partial \hat y}{\partial a_0[0]} \cdot \frac{\partial a_0[0]}{\partial z_0[0]} \cdot \frac{\partial z_0[0]}{\partial W_0[0,0]} = -2 \cdot 2 \cdot \tfrac{3}{16} \cdot 1 = -0.75 .$$

# %% [markdown] tags=["instructor"]
# **12 min.** Let them do the forward pass with pencil. At the prediction ask for the sign first: is $\hat y$ too small or too large, and does it grow with this weight? Then for the size. Expect 0.04 from those who leave out the slope of the sigmoid. Write the four factors on the board; they stay there until the end. Without the section *Slopes*, which derives it, say that the slope of the sigmoid is $a(1 - a)$. When late: give the numbers of the forward pass, and keep the prediction.

# %% [markdown]
# ## Slopes
#
# The slope of the activation is easily got wrong. It is taken at $z$, where the unit really was on the way forward ([lesson 02](02_forward_pass.ipynb) has the curves), and is shortest in terms of $a$. For the sigmoid, with $a = 1/(1 + e^{-z})$ and $1 - a = e^{-z}/(1 + e^{-z})$:
#
# $$\frac{\partial a}{\partial z} = \frac{e^{-z}}{(1 + e^{-z})^2} = \frac{1}{1 + e^{-z}} \cdot \frac{e^{-z}}{1 + e^{-z}} = a(1 - a) .$$

# %% [markdown]
# For tanh, $a = s/c$ with $s = e^z - e^{-z}$ and $c = e^z + e^{-z}$; the slope of $s$ is $c$, that of $c$ is $s$, and by the quotient rule:
#
# $$\frac{\partial a}{\partial z} = \frac{c \cdot c - s \cdot s}{c^2} = 1 - a^2 .$$

# %% [markdown]
# | activation | slope $\partial a/\partial z$ | at most | in a saturated unit |
# |---|---|---|---|
# | sigmoid | $a(1 - a)$ | ¼ | nearly 0 |
# | tanh | $1 - a^2$ | 1 | nearly 0 |
# | ReLU | 1 where $z > 0$, else 0 | 1 | 0 for every $z \le 0$ |
#
# Along a path through twenty sigmoids the slopes alone make at most $0.25^{20}$, about $10^{-12}$. Whether a gradient vanishes or explodes is a matter of the slopes, the weights on the path, and how wide the layers are (Glorot and Bengio 2010; lesson 01).

# %% [markdown] tags=["belief-13", "belief-14", "belief-15"]
# > **A common belief:** the slope of tanh is $1 - z^2$, or tanh′ taken at $a$; and ReLU, which lets pass what is positive, cuts off gradients that are negative. Try it by a small step to both sides, tanh at $z = 2$, and a ReLU unit with $z = 1.3$ whose $a$ goes into a loss with the slope $-0.4$:

# %% tags=["nbval-check-output"]
z, e = 2.0, 1e-6
a = np.tanh(z)
print(f"tanh, tried {(np.tanh(z + e) - np.tanh(z - e)) / (2 * e):.3f}")
print(
    f"1 − a² = {1 - a**2:.3f}   1 − z² = {1 - z**2:.3f}   1 − tanh(a)² = {1 - np.tanh(a) ** 2:.3f}"
)
moved = [-0.4 * max(z, 0.0) for z in (1.3 - e, 1.3 + e)]
print(f"ReLU, tried {(moved[1] - moved[0]) / (2 * e):.1f}")

# %% [markdown]
# tanh never falls, so a slope of −3 cannot be; the third is **the slope at 0.96, where the unit never was.** The ReLU unit is on, so **a change of $z$ arrives in the loss**, whatever its sign.

# %%
ml.quiz("04.by_hand")

# %% [markdown] tags=["instructor"]
# **8 min.** Derive $a(1 - a)$ together, let them do tanh. Whoever takes the slope at $a$ has applied the function twice: ask where on the axis the unit was. When late: give $1 - a^2$ without derivation.

# %% [markdown]
# ## Where paths meet
#
# A weight of the hidden layer has one path to the loss here. The input $x_0$ has two paths to the loss, since it goes to both hidden units:
#
# $$\text{through unit 0: } -2 \cdot 2 \cdot \tfrac{3}{16} \cdot 0.5 = -0.375, \qquad \text{through unit 1: } -2 \cdot (-1) \cdot \tfrac14 \cdot (-1) = -0.5 .$$

# %%
ml.predict("04.two_paths")

# %% [markdown]
# $x_0$ moved from 1 to 1.01, and the slope with both paths added up:

# %% tags=["nbval-check-output"]
further = small_x + np.array([[0.01, 0.0]])
print(f"change {small_loss(small_theta, further) - small_loss(small_theta):+.5f}")
slope = -2 * 2 * 3 / 16 * 0.5  # through unit 0
slope += -2 * -1 * 1 / 4 * -1  # through unit 1: += and not =
print(f"slope {slope:+.3f}, times 0.01: {slope * 0.01:+.5f}")

# %% [markdown]
# Why $\partial L/\partial x$, when $x$ is data? For every layer but the first, $x$ is what the layer before has said: its $\partial L/\partial x$ is that layer's $\partial L/\partial a$.
#
# In larger networks a weight has many paths as well, one for each way through the units after it; in a batch, one for each example, since all use the same $W$ and $b$. That will be a sum in part 2.

# %% [markdown] tags=["instructor"]
# **6 min.** Vote on the two paths before the cell runs. "The larger one counts" and "the mean" are to be expected: ask what happens if $x_0$ moves and unit 1 is taken out of the network.

# %% [markdown]
# ## The whole graph
#
# The small network with every number as a node and, in the mode *Backward*, every local derivative on its edge. Do this:
#
# 1. *Forward*: step through, and compare with your numbers.
# 2. *Backward*: what is multiplied with what?
# 3. *Path by path*: choose `W0[1,1]` and let the product grow. Then choose `x[0]`. Why do two paths light up?
# 4. *Backward*, at the last step: drag `W1[1,0]` up to 0 (or click it and press ↑). Which gradients become 0? Does that of `W1[1,0]` itself?

# %%
chain = ml.ChainRule(small, small_theta, small_x, small_y)
chain

# %% tags=["test"]
cut_theta = small_theta.copy()
cut_theta[7] = 0.0
cut_fwd = ml.forward(small, cut_theta, small_x)
cut_bwd = ml.backward(small, cut_theta, cut_fwd, ml.mean_squared_error(cut_fwd.output, small_y))
assert (cut_bwd.layers[0].dW[:, 1] == 0).all()
assert cut_bwd.layers[0].delta[0, 1] == 0
assert cut_bwd.layers[1].dW[1, 0] != 0

# %% [markdown] tags=["instructor"]
# **8 min.** Two at a screen, each explains one step to the other. Ask: which slopes are known before the way forward? (All that are 1, an input, or a given weight; not those of $z \to a$, $W_1 \to \hat y$ and $\hat y \to L$.) Task 4: all gradients of unit 1 become 0, that of `W1[1,0]` does not. When late: path by path only.

# %% [markdown]
# ## Backwards
#
# On each edge what came from the side of the loss was multiplied with the edge's own slope. With `W1[1,0]` at 0 nothing that unit 1 says reaches $\hat y$: the gradients of its $a$, its $z$, its bias and both its weights are 0. That of `W1[1,0]` itself is not: moved away from 0, it would let $a_0[1]$ through.
#
# All paths through a unit share one part of the way. What lies between the unit and the loss is computed once, from the back to the front, and handed on as $\delta$:
#
# $$\delta = \frac{\partial L}{\partial z} \qquad \text{how much the loss changes with this unit's weighted sum.}$$
#
# The output layer has **no activation**, so $\delta_1 = \partial L/\partial \hat y = -2$. A weight's slope is **$\delta_1$ times what stands before the weight**; back through the weight goes **$\delta_1$ times the weight**. For the whole layer, where $\top$ turns rows into columns:
#
# $$\frac{\partial L}{\partial W_1} = a_0^\top \delta_1 = \begin{pmatrix} 0.75 \\ 0.5 \end{pmatrix} (-2) = \begin{pmatrix} -1.5 \\ -1 \end{pmatrix}, \qquad
# \frac{\partial L}{\partial b_1} = \delta_1 = -2, \qquad
# \frac{\partial L}{\partial a_0} = \delta_1 W_1^\top = (-4,\; 2) .$$

# %% [markdown]
# Then, one layer nearer to the input, the slope of the activation, element by element ($\odot$), and the same again:
#
# $$\delta_0 = (-4,\; 2) \odot \left(\tfrac{3}{16},\; \tfrac14\right) = (-0.75,\; 0.5), \qquad
# \frac{\partial L}{\partial b_0} = \delta_0, \qquad
# \frac{\partial L}{\partial W_0} = x^\top \delta_0 = \begin{pmatrix} -0.75 & 0.5 \\ -1.5 & 1 \end{pmatrix} .$$
#
# In numpy, first the way forward, kept for the way back:

# %% tags=["slide-code"]
W0, b0 = np.array([[0.5, -1.0], [0.25, 0.5]]), np.array([np.log(3) - 1, 0.0])
W1, b1 = np.array([[2.0], [-1.0]]), np.array([0.5])
a0 = ml.sigmoid(small_x @ W0 + b0)  # small_x: the example as a row
y_hat = a0 @ W1 + b1

# %% [markdown]
# The way back is seven lines:

# %% tags=["nbval-check-output", "slide-code"]
delta1 = 2 * (y_hat - small_y) / small_y.size  # the mean over the examples, here one
dW1 = a0.T @ delta1
db1 = delta1.sum(axis=0)
da0 = delta1 @ W1.T
print("dW1", dW1.ravel(), "  db1", db1, "  da0", da0.ravel())

delta0 = da0 * a0 * (1 - a0)
dW0 = small_x.T @ delta0
db0 = delta0.sum(axis=0)
print("dW0", dW0.tolist(), "  db0", db0)

# %% [markdown]
# As a function it takes any number of examples, since `x.T @ delta` and the sum of `delta` add up over all rows. The library's `ml.backward`, on eleven random examples, gives the same:


# %% tags=["nbval-check-output"]
def backward_by_hand(x, y, W0, b0, W1, b1):
    """Return dW0, db0, dW1, db1 for a sigmoid layer, a linear output and the mean of the squares."""
    a0 = ml.sigmoid(x @ W0 + b0)
    y_hat = a0 @ W1 + b1
    delta1 = 2 * (y_hat - y) / y.size
    dW1, db1 = a0.T @ delta1, delta1.sum(axis=0)
    delta0 = (delta1 @ W1.T) * a0 * (1 - a0)
    dW0, db0 = x.T @ delta0, delta0.sum(axis=0)
    return dW0, db0, dW1, db1


some_x, some_y = np.random.default_rng(1).normal(size=(11, 2)), np.ones((11, 1))
by_hand = backward_by_hand(some_x, some_y, W0, b0, W1, b1)
some_fwd = ml.forward(small, small_theta, some_x)
some_bwd = ml.backward(small, small_theta, some_fwd, ml.mean_squared_error(some_fwd.output, some_y))
flat = np.concatenate([part.ravel() for part in by_hand])
print("the library's gradient is the same:", bool(np.allclose(flat, some_bwd.gradient)))

# %% [markdown]
# Each layer makes **three things of its $\delta$**: the gradient of its weights, that of its biases, and $\delta W^\top$ for the layer before. **Two matrix products, where the forward pass had one:** hence the price. The way forward keeps $x$ and $a$ for it.
#
# A good moment for a break.

# %% [markdown] tags=["instructor"]
# **11 min.** At each line ask before its result: what shape must come out? After `da0` ask what is still missing to get $\delta_0$. Then the function, and the question which of its lines would be repeated for a third layer. The exercise asks for another network (tanh, softmax), so nothing is given away. When late: show the function at once, and ask for the shapes. Break.

# %% [markdown]
# # Part 2 · Whole networks
#
# ## Shapes
#
# A batch of 31 examples goes through a network 7-5-3 with tanh and softmax (no two sizes are the same, so no wrong shape can hide). On the way back **each array is shaped as what it belongs to**, $\partial L/\partial W$ as $W$, $\delta$ as $z$, $\partial L/\partial x$ as $x$:


# %% tags=["nbval-check-output"]
def way_back(network, theta, x, y):
    """Forward, loss, backward; return the record of the way back."""
    fwd = ml.forward(network, theta, x)
    return ml.backward(network, theta, fwd, ml.categorical_cross_entropy(fwd.logits, y))


wide = ml.MLP(layer_sizes=(7, 5, 3), activation="tanh", output="softmax")
wide_theta = ml.initialize(wide, "xavier_normal", seed=1)
generator = np.random.default_rng(1)
wide_x, wide_y = generator.normal(size=(31, 7)), generator.integers(3, size=31)
wide_bwd = way_back(wide, wide_theta, wide_x, wide_y)
for number in (1, 0):
    layer = wide_bwd.layers[number]
    x_in, W = layer.dz_dW, layer.dz_dx  # z = xW + b: its slope by W is x, and by x it is W
    print(f"layer {number}   x  {x_in.shape}   W  {W.shape}   delta {layer.delta.shape}")
    print(f"          dx {layer.dx.shape}   dW {layer.dW.shape}   db {layer.db.shape}")

# %%
ml.quiz("04.transposes")

# %% [markdown]
# **Why the transposes stand where they stand.** Write one entry of each product; the index that disappears is the one over which paths meet:
#
# $$\frac{\partial L}{\partial W}[i, j] = \sum_n x[n, i] \, \delta[n, j], \qquad \frac{\partial L}{\partial b}[j] = \sum_n \delta[n, j], \qquad \frac{\partial L}{\partial x}[n, i] = \sum_j \delta[n, j] \, W[i, j] .$$
#
# - $W[i, j]$ and $b[j]$ act in every example $n$, so the **examples** are summed over: in $x^\top \delta$ the two 31 meet.
# - $x[n, i]$ acts on every unit $j$, so the **units** are summed over: in $\delta W^\top$ of layer 0 the two 5 meet.

# %%
ml.predict("04.doubled_batch")

# %% tags=["nbval-check-output"]
few_x, few_y = wide_x[:4], wide_y[:4]
once = way_back(wide, wide_theta, few_x, few_y)
twice = way_back(wide, wide_theta, np.vstack([few_x, few_x]), np.hstack([few_y, few_y]))
print(f"length of the gradient, 4 examples:         {np.linalg.norm(once.gradient):.4f}")
print(f"length of the gradient, each of them twice: {np.linalg.norm(twice.gradient):.4f}")

# %% tags=["test"]
by_example = [np.outer(row, d) for row, d in zip(wide_x, wide_bwd.layers[0].delta, strict=True)]
assert np.allclose(sum(by_example), wide_bwd.layers[0].dW)  # dW adds up what each example gives

# %% [markdown]
# The $1/N$ of the mean is in the first $\delta$, that of the output layer. From there it travels along and is not divided by again.

# %% [markdown] tags=["instructor"]
# **9 min.** Write the sum with its indices on the board before any transpose. Ask those who transpose until it fits about a square layer. "Twice the batch, twice the gradient" comes from the sum: ask where the $1/N$ went. When late: give the transposes, keep the question of the batch.

# %% [markdown]
# ## The last layer
#
# After softmax and cross-entropy nearly everything cancels, so the two are differentiated together. Let $y$ be the number of the true class; then $L = -\ln p_y$ is the loss.
#
# *First link*: only $p_y$ stands in $L$, and $\partial L/\partial p_y = -1/p_y$.
#
# *Second link*, from $p_y = e^{z_y}/S$, with $S = \sum_k e^{z_k}$ and $\partial S/\partial z_j = e^{z_j}$, to each logit $z_j$, by the quotient rule:
#
# $$j = y: \quad \frac{e^{z_y} S - e^{z_y} e^{z_y}}{S^2} = p_y (1 - p_y), \qquad j \ne y: \quad \frac{0 - e^{z_y} e^{z_j}}{S^2} = -p_y\, p_j .$$
#
# Both in one: $\partial p_y/\partial z_j = p_y(1[y = j] - p_j)$. *Multiplied* along the path, where $1[y = j]$ is 1 if $j$ is the true class, otherwise 0:
#
# $$\frac{\partial L}{\partial z_j} = -\frac{1}{p_y} \cdot p_y\,(1[y = j] - p_j) = p_j - 1[y = j] .$$
#
# As rows, with $y$ now one-hot: $p - y$, what the network said minus what was true. By hand: logits $(0, 0, \ln 2)$ give $p = (0.25, 0.25, 0.5)$; if the last class is true, $p - y = (0.25, 0.25, -0.5)$.

# %%
ml.quiz("04.last_layer")

# %% [markdown] tags=["belief-22"]
# > **A common belief:** $p - y$ is the slope of the loss alone, and the slope of softmax is still to be multiplied. The long way, $\partial L/\partial p = (0, 0, -2)$ times the whole matrix of slopes (the *Jacobian*), and the short one:

# %% tags=["nbval-check-output"]
three_p = ml.softmax(np.array([0.0, 0.0, np.log(2)]))
dL_dp = np.array([0.0, 0.0, -1 / three_p[2]])
print("the long way:  dL/dp times the matrix =", (dL_dp @ ml.softmax_jacobian(three_p)).round(4))
print("the short way: p - y                  =", (three_p - [0, 0, 1]).round(4))

# %% [markdown] tags=["fragment"]
# With the mean over the batch, **$\delta = (p - y)/N$**. The slope of softmax is in it already; whoever multiplies by $p(1 - p)$, the slope of each $p_j$ by its own $z_j$, counts that part twice. The same holds for a sigmoid with binary cross-entropy.

# %% [markdown] tags=["instructor"]
# **8 min.** Derive it together; the cancelling $p_y$ is the point. Ask what $p - y$ adds up to (0), and what it is for a perfect answer (0 everywhere). When late: the numbers only, and the derivation to be read.

# %% [markdown]
# ## The gradient check
#
# How do you know that your gradient is right? A **gradient check** moves one parameter by $\varepsilon$ to both sides, and looks at the loss:
#
# $$\frac{\partial L}{\partial \theta_i} \approx \frac{L(\theta_i + \varepsilon) - L(\theta_i - \varepsilon)}{2 \varepsilon}$$
#
# This **central difference** needs two forward passes *for each parameter*: too many to train with, right to check once, on a small network. How far two gradients are apart is measured as a **relative error** for each block (one $W$, one $b$, …): the length of their difference over the sum of their lengths (or over a very small number, the floor, where both are 0), where $\lVert v \rVert = \sqrt{v_1^2 + v_2^2 + \dots}$ is the length of a vector. Below $10^{-6}$ is right, from $10^{-4}$ on something is wrong; in between look closer, at another $\theta$ and another $\varepsilon$. On 32 examples from the moons of lesson 00:

# %%
moons = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
network = ml.MLP(layer_sizes=(2, 8, 8, 2), activation="tanh", output="softmax")
theta = ml.initialize(network, "xavier_normal", seed=1)
batch = next(ml.minibatches(moons.train.x, moons.train.y, batch_size=32, seed=1))  # the first 32
cost = ml.objective(network, batch.x, batch.y)  # the loss as a function of θ alone
right = way_back(network, theta, batch.x, batch.y).gradient
ml.gradient_check(cost, theta, right, network.layout)  # layout: where each block lies in θ

# %% [markdown] tags=["belief-28"]
# > **A common belief:** a bias's gradient is the mean of $\delta$ over the batch. The gradient check, with the second hidden layer's biases done so:

# %%
spoiled = right.copy()
network.layout.view(spoiled, "b1")[...] /= batch.size
print(ml.gradient_check(cost, theta, spoiled, network.layout).message)

# %% [markdown]
# The $1/N$ of the mean is in $\delta$ already; a bias acts in every example, so its gradient is the sum.
#
# How small should $\varepsilon$ be? **Predict**: what becomes of the error when $\varepsilon$ gets smaller and smaller? Two things count: how the loss bends between the two points, and that a float64 holds about 16 digits.

# %% tags=["test"]
assert ml.gradient_check(cost, theta, right, network.layout).passed
assert "b1" in ml.gradient_check(cost, theta, spoiled, network.layout).message

# %%
powers = np.arange(-13.0, 0.5)


def relative_error(numerical):
    """Return how far a numerical gradient is from that of backpropagation."""
    return np.linalg.norm(numerical - right) / (np.linalg.norm(numerical) + np.linalg.norm(right))


def one_sided(epsilon):
    """Return (L(θ + ε) − L(θ))/ε for each parameter."""
    steps = epsilon * np.eye(theta.size)  # each row moves one parameter; all are tried side by side
    return (cost(theta + steps) - cost(theta)) / epsilon


central = [relative_error(ml.numerical_gradient(cost, theta, 10.0**power)) for power in powers]

# %%
ml.predict("04.epsilon_sweep", truth=(powers, np.log10(central)))

# %% [markdown] tags=["belief-33"]
# > **A common belief:** one side will do, $(L(\theta + \varepsilon) - L(\theta))/\varepsilon$, with $\varepsilon$ as small as possible. Both, for four $\varepsilon$:

# %%
for power in (-2.0, -5.0, -8.0, -11.0):
    error = relative_error(ml.numerical_gradient(cost, theta, 10.0**power))
    other = relative_error(one_sided(10.0**power))
    print(f"ε = 1e{power:<4.0f}  central {error:.0e}   one-sided {other:.0e}")

# %% [markdown]
# The central difference is best near $\varepsilon = 10^{-5}$, with an error of less than $10^{-10}$. To one side the error shrinks only in proportion to $\varepsilon$; the far smaller $\varepsilon$ that this needs lets rounding spoil the difference, and at its best it is over a thousand times worse.

# %%
ml.quiz("04.kink")

# %% [markdown]
# At a kink, as at ReLU's $z = 0$, there is no slope. This course takes 0 there, the central difference the mean of both sides, ½. (The library's check knows kinks and says so.)

# %% tags=["test"]
assert relative_error(ml.numerical_gradient(cost, theta, 1e-5)) < 1e-9
assert min(relative_error(one_sided(10.0**power)) for power in powers) > 1000 * min(central)

# %% [markdown] tags=["instructor"]
# **8 min.** Let them draw the curve. Nearly all draw a line that falls to the left, "smaller is better"; ask in how many digits the two losses agree when $\varepsilon = 10^{-13}$. When late: leave the kink to be read.

# %% [markdown]
# ## What the check cannot see
#
# First three mistakes that it does see. Would the accuracy show them, too? Each network is trained from twenty starts, and checked in the fourth step of one of them.

# %%
ml.predict("04.three_mistakes")

# %%
shallow = ml.MLP(layer_sizes=(2, 8, 2), activation="tanh", output="softmax")
options = {"optimizer": ml.Adam(0.1), "batch_size": 32, "epochs": 20, "seed": list(range(20))}
outcomes = {}


def try_out(fault):
    """Train twenty runs with a fault; note and print the accuracies, and what the gradient check says."""
    fleet = fault.train(shallow, moons.train, **options)
    said = fleet.predict(moons.test.x).argmax(axis=-1)
    shares = (said == moons.test.y).mean(axis=-1)
    step = fleet.at(3)
    loss_then = ml.objective(shallow, step.batch.x[1], step.batch.y[1])
    found = ml.gradient_check(loss_then, step.before.theta[1], step.gradient[1], shallow.layout)
    outcomes[fault.name] = np.median(shares), found.passed
    verdict = "passes" if found.passed else f"fails: relative error {found.error:.1g}"
    low, high = np.quantile(shares, [0.1, 0.9])
    print(f"{fault.name:33} {np.median(shares):6.2f}   {low:.2f} to {high:.2f}   {verdict}")


print("what is wrong                     median   most runs      gradient check")
for name in (None, "slope at a", "slope of softmax again", "way back through updated weights"):
    try_out(FAULTS[name] if name else NO_FAULT)


# %% tags=["test"]
def median_of_fifty(fault):
    """Return the median accuracy of fifty runs with a fault."""
    fifty = fault.train(shallow, moons.train, **{**options, "seed": list(range(50))})
    said = fifty.predict(moons.test.x).argmax(axis=-1)
    return np.median((said == moons.test.y).mean(axis=-1))


for name in ("slope at a", "slope of softmax again", "way back through updated weights"):
    assert median_of_fifty(FAULTS[name]) > 0.94
    assert not outcomes[name][1]
assert median_of_fifty(NO_FAULT) > 0.94
assert outcomes[NO_FAULT.name][1]

# %%
ml.quiz("04.blind")

# %% [markdown] tags=["belief-31"]
# > **A common belief:** gradients reset themselves from step to step; and whatever passes the check trains.
#
# In this course each backward pass returns a new gradient. PyTorch *adds* it to what is stored in `.grad`; whoever forgets to set that back to 0 steps by the sum of all gradients so far.
#
# Three more mistakes: the *skipped slope* leaves the activation's slope out of $\delta$; *zero weights* starts every weight at 0; and *gradients not reset*:

# %%
print("what is wrong                     median   most runs      gradient check")
for name in ("skipped slope", "zero weights", "gradients not reset"):
    try_out(FAULTS[name])

# %% [markdown]
# The skipped slope, a wrong gradient again, is visibly worse; the two that pass the check do worst. With zero weights all units of a layer stay the same for ever (lesson 01): half of the points are right, as by tossing a coin, and the slope of that network is computed perfectly. Gradients that are not reset are right one by one, and so they pass. Only their sum, with which the step is made, is wrong: most such runs end between 0.80 and 0.88.

# %% [markdown] tags=["fragment"]
# A right gradient and a good training are two things: **a gradient check tests the way back, and nothing else.**

# %% tags=["test"]
assert median_of_fifty(FAULTS["skipped slope"]) < 0.9
assert outcomes["zero weights"] == (0.5, True)
assert 0.75 < median_of_fifty(FAULTS["gradients not reset"]) < 0.9
assert outcomes["gradients not reset"][1]
assert not outcomes["skipped slope"][1]

# %% [markdown] tags=["instructor"]
# **8 min.** Vote, and ask for reasons before the table. "None: wrong is wrong" is to be expected. After the second table ask what else a check of one gradient at one moment cannot see. When late: the first table only.

# %% [markdown]
# ## After the backward pass

# %%
ml.predict("04.after_backward")

# %% [markdown]
# One backward pass, and one update:

# %% tags=["nbval-check-output"]
cost_before = cost(theta)
gradient = way_back(network, theta, batch.x, batch.y).gradient
print("backward changed the loss:", cost(theta) != cost_before)
sgd = ml.SGD(0.1)
update = sgd.update(gradient, sgd.init(theta), theta)  # init: what the optimizer remembers at first
print("θ itself is as it was:   ", cost(theta) == cost_before)
print("update made it smaller:   ", cost(update.theta) < cost_before)

# %% [markdown]
# The update is the simplest there is, gradient descent: **$\theta \leftarrow \theta - \eta\, g$**, a step of $\eta$ times the gradient, downhill. The rule that makes a step of a gradient is called the **optimizer**; lesson 05 has others. The loop goes on with the new $\theta$, `update.theta`, for which the gradient has to be computed afresh.

# %% [markdown] tags=["belief-30"]
# > **A common belief:** $W_1$ may be updated as soon as its gradient is there; the newest weights are the best. The small network of part 1, with $\eta = 0.1$:

# %% tags=["nbval-check-output"]
newer_W1 = W1 - 0.1 * dW1
print("delta0 through the W1 of the way forward", (delta1 @ W1.T * a0 * (1 - a0)).round(3))
print("delta0 through the W1 that was updated  ", (delta1 @ newer_W1.T * a0 * (1 - a0)).round(3))

# %% [markdown] tags=["fragment"]
# **All gradients of a step are slopes of one loss at one $\theta$.** The second line belongs to a network that never made this loss.

# %%
ml.quiz("04.updates")

# %% [markdown] tags=["instructor"]
# **5 min.** "It is trained by backpropagation" is how everybody says it; ask which line changes a weight.

# %% [markdown]
# ## Bug clinic
#
# Two runs, each with a mistake planted in it. You see the symptoms: loss, gradients, activations, and a gradient check that was made in step 10. Name the fault: click one of the answers below the pictures. Three questions help:
#
# 1. Does the gradient check fail, and if so, in which blocks?
# 2. In these, is the gradient only too long or too short, or does it point elsewhere? (*length*: the gradient's, over the length that it should have; *cosine*: 1 where both point the same way.)
# 3. If the check passes, what happens outside of the gradient?
#
# (In case A two answers spoil the same blocks. A slope that is left out adds terms to the right ones; a slope chosen by another sign takes right ones away, too. Which do length and cosine speak for? There are ten more cases, C to L: write another letter, in a cell of your own.)

# %%
ml.bug_lab("A")

# %%
ml.bug_lab("B")

# %% tags=["test"]
assert ml.bug_lab("L").options

# %% [markdown] tags=["instructor"]
# **7 min.** In pairs, one case each, then they present: symptom first, diagnosis second. Whoever guesses from the loss alone should say what the check says. In case B it passes: what else is there to go wrong? When late: case B only.

# %% [markdown]
# ## What practitioners call it
#
# | here | scikit-learn, SciPy | PyTorch |
# |---|---|---|
# | `backward(network, theta, fwd, loss)` | inside `MLPClassifier.fit` | `loss.backward()`, by *automatic differentiation* in reverse mode (from the loss to the inputs) |
# | `bwd.layers[0].dW` | | `layer.weight.grad`, transposed: (units, inputs) |
# | a new record for each backward pass | | `.grad` is added to, so `optimizer.zero_grad()` comes first |
# | `gradient_check(cost, theta, gradient)` | `scipy.optimize.check_grad` | `torch.autograd.gradcheck` (central difference, float64) |
# | `update = adam.update(…)` | inside `fit` | `optimizer.step()` |
#
# A framework records the graph on the way forward and walks it backwards, edge by edge, as you did above.
#
# ## Pitfalls
#
# - *"It trains, so the gradient is right; the check passes, so the training is right."* Neither vouches for the other.
# - *"I transposed until the shapes fitted."* With a square layer everything fits. Write down which index is summed over.
# - *"An equals sign will do."* Where a value is used in several places, what comes back from them is added: `+=`.
#
# **Next:** [exercise 04](../exercises/04_backpropagation.ipynb), where you write all of this yourself. Then [lesson 05](05_from_gradient_descent_to_adam.ipynb): what to do with a gradient.
