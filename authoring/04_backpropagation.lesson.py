# %% [markdown]
# # 04 · Backpropagation
#
# A network with a hundred thousand weights has made a mistake. Which weight is to blame, and how much? Backpropagation answers for all of them at once, at the price of about two more forward
# passes. It is the chain rule from school, applied from back to front, with nothing computed twice. Seppo Linnainmaa described the method in 1970; Rumelhart, Hinton and Williams (1986) showed what it does for networks.
#
# **Where you are.** At the fourth station of the loop: the output is there (lesson 02), and so is one number for how wrong it is (lesson 03). Now comes the slope of that number by each parameter. What is *done*
# with the slopes is the fifth station (lesson 05).
#
# **After this lesson you can**
#
# 1. multiply local slopes along a path through a network, and add where paths meet;
# 2. say what $\delta$ of a layer is, and compute it from the layer after it;
# 3. compute $\mathrm{d}W$, $\mathrm{d}b$ and $\mathrm{d}x$ of a layer, and derive from the shapes where the transposes stand;
# 4. check a gradient by trying, and say what such a check cannot see;
# 5. tell computing a gradient from using it, and name a fault of a run from its symptoms;
# 6. say what momentum and Adam make of a gradient, with the numbers of a step.
#
# Two parts of about 45 minutes: one example by hand, then whole networks. Symbols are explained in [Notation and conventions](../docs/notation.md). Paper and pencil help.

# %%
import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml
from mlcourse.diagnosis.faults import FAULTS, NO_FAULT, train_each

# %% [markdown]
# ## From earlier lessons
#
# Three questions, first of all what you got wrong. When all three are answered, this cell, run again, asks three others.

# %%
ml.look_back("04")

# %% [markdown]
# # Part 1 · One example
#
# ## Once by hand
#
# The network 2-2-1 again, now with the sigmoid $\sigma(z) = 1/(1 + e^{-z})$ in its hidden layer, and with numbers that come out even: $\sigma(\ln 3) = 0.75$ and $\sigma(0) = 0.5$. The example is $x = (1, 2)$ with $y = 2.5$, and
#
# $$W_0 = \begin{pmatrix} 0.5 & -1 \\ 0.25 & 0.5 \end{pmatrix}, \quad b_0 = (\ln 3 - 1,\; 0), \quad W_1 = \begin{pmatrix} 2 \\ -1 \end{pmatrix}, \quad b_1 = 0.5 .$$
#
# **Forward**, as in lesson 02:
#
# $$z_0 = (0.5 + 0.5 + \ln 3 - 1,\;\; -1 + 1 + 0) = (\ln 3,\; 0), \qquad a_0 = (0.75,\; 0.5),$$
#
# $$\hat y = 2 \cdot 0.75 - 0.5 + 0.5 = 1.5, \qquad L = (1.5 - 2.5)^2 = 1 .$$

# %%
small = ml.MLP(layer_sizes=(2, 2, 1), activation="sigmoid", output="identity")
# θ is W0 row by row, b0, W1, b1.
theta = np.array([0.5, -1.0, 0.25, 0.5, np.log(3) - 1, 0.0, 2.0, -1.0, 0.5])
x, y = np.array([[1.0, 2.0]]), np.array([[2.5]])

# %% [markdown]
# **Predict.** Follow one weight, $W_0[0, 0]$, on its way to the loss: it is multiplied by $x_0$ and moves $z_0[0]$; that moves $a_0[0]$; that moves $\hat y$; and that moves $L$.

# %%
ml.predict("04.nudge")


# %% tags=["nbval-check-output"]
def loss_at(theta, x=x):
    """Return the loss of the small network for the one example."""
    return ml.mean_squared_error(ml.forward(small, theta, x).output, y).value


nudged = theta.copy()
nudged[0] += 0.01  # W0[0, 0] from 0.50 to 0.51
before, after = loss_at(theta), loss_at(nudged)
print(f"before {before:.4f}   after {after:.4f}   change {after - before:+.4f}")

# %% [markdown]
# Each link of the way has a slope of its own, a *local derivative*, and it needs only what stands beside it:
#
# | link | local derivative | here |
# |---|---|---|
# | $\hat y \to L$ | $2(\hat y - y)$ | $-2$ |
# | $a_0[0] \to \hat y$ | the weight $W_1[0]$ | $2$ |
# | $z_0[0] \to a_0[0]$ | the slope of the sigmoid, $a(1 - a)$ | $0.75 \cdot 0.25 = 3/16$ |
# | $W_0[0,0] \to z_0[0]$ | the input $x_0$ | $1$ |
#
# **The chain rule: along a path, slopes are multiplied.**
#
# $$\frac{\partial L}{\partial W_0[0,0]} = \frac{\partial L}{\partial \hat y} \cdot \frac{\partial \hat y}{\partial a_0[0]} \cdot \frac{\partial a_0[0]}{\partial z_0[0]} \cdot \frac{\partial z_0[0]}{\partial W_0[0,0]} .$$

# %% [markdown]
# ## Slopes
#
# One link of the chain is the activation, and it is easily got wrong. Its slope is taken at $z$, where the unit really was on the way forward. For sigmoid and tanh it is shortest in terms of $a$, which is known by then:
#
# | activation | slope $\partial a/\partial z$ | at most | in a saturated unit |
# |---|---|---|---|
# | sigmoid | $a(1 - a)$ | ¼ | nearly 0 |
# | tanh | $1 - a^2$ | 1 | nearly 0 |
# | ReLU | 1 where $z > 0$, else 0 | 1 | 0 for every $z \le 0$ |

# %%
z = np.linspace(-4, 4, 401)
figure, axes = ml.subplots(1, 2, figsize=(9, 2.8))
styles = {"sigmoid": "-", "tanh": "--", "relu": ":"}
for name, style in styles.items():
    axes[0].plot(z, getattr(ml, name)(z), style, label=name)
    axes[1].plot(z, getattr(ml, f"{name}_derivative")(z), style, label=name)
axes[0].set(xlabel="z", ylabel="a", ylim=(-1.2, 2.2), title="activation")
axes[1].set(xlabel="z", ylabel="∂a/∂z", title="its slope")
axes[0].legend()
plt.show()

# %% [markdown]
# *Left, the three activations over z. Right, their slopes: that of the sigmoid is a low hill of height ¼ around 0, that of tanh a hill of height 1, that of ReLU a step from 0 to 1.*
#
# Every layer on the way back multiplies by such a slope. Twenty sigmoids in a row leave at most $0.25^{20}$, about $10^{-12}$: the gradient vanishes (Glorot and Bengio 2010; lesson 01). A ReLU lets it pass
# whole or not at all.

# %%
ml.quiz("04.slope_where")

# %%
ml.quiz("04.relu_mask")

# %% [markdown]
# ## The whole graph
#
# Here is the small network with every number as a node and every local derivative on its edge. Do this:
#
# 1. *Forward*: step through, and compare with the line above.
# 2. *Backward*: each step passes the blame one edge further back. What is multiplied with what?
# 3. *Path by path*: choose `W0[1,1]` and let the product grow. Then choose `x[0]`. Why do two paths light up?

# %%
chain = ml.ChainRule(small, theta, x, y)
chain

# %%
ml.quiz("04.by_hand")

# %% [markdown]
# ## Where paths meet
#
# A weight of the hidden layer has one path to the loss. The input $x_0$ has two, since it goes to both hidden units:
#
# $$\text{through unit 0: } -2 \cdot 2 \cdot \tfrac{3}{16} \cdot 0.5 = -0.375, \qquad \text{through unit 1: } -2 \cdot (-1) \cdot \tfrac14 \cdot (-1) = -0.5 .$$

# %%
ml.predict("04.two_paths")

# %% tags=["nbval-check-output"]
further = x + np.array([[0.01, 0.0]])
print(f"change {loss_at(theta, further) - loss_at(theta):+.5f}")

# %% [markdown]
# Why should we care for $\partial L/\partial x$, when $x$ is data and will not be changed? Because for every layer but the first, $x$ is what the layer before has said. Its $\partial L/\partial x$ is that layer's $\partial L/\partial a$.
#
# Parameters have many paths too, as soon as there is a batch: each example uses the same $W$ and the same $b$. That will be the sum in the formulas of part 2.

# %%
ml.quiz("04.shared_weight")

# %% [markdown]
# ## Backwards
#
# Multiplying every path on its own would do the same work over and over: all paths through a unit share everything behind it. So each unit's share is computed once, from the back to the front, and handed on. It has a name,
#
# $$\delta = \frac{\partial L}{\partial z} \qquad \text{how much the loss changes with this unit's weighted sum.}$$
#
# The output layer has no activation here, so $\delta_1 = \partial L/\partial \hat y = -2$. From it follows everything else of that layer, and then, one layer further to the front, the same lines again:
#
# $$\begin{aligned}
# \frac{\partial L}{\partial W_1} &= a_0^\top \delta_1 = \begin{pmatrix} 0.75 \\ 0.5 \end{pmatrix} (-2) = \begin{pmatrix} -1.5 \\ -1 \end{pmatrix}, &
# \frac{\partial L}{\partial b_1} &= \delta_1 = -2, &
# \frac{\partial L}{\partial a_0} &= \delta_1 W_1^\top = (-4,\; 2), \\[4pt]
# \delta_0 &= (-4,\; 2) \odot \left(\tfrac{3}{16},\; \tfrac14\right) = (-0.75,\; 0.5), &
# \frac{\partial L}{\partial b_0} &= \delta_0, &
# \frac{\partial L}{\partial W_0} &= x^\top \delta_0 = \begin{pmatrix} -0.75 & 0.5 \\ -1.5 & 1 \end{pmatrix} .
# \end{aligned}$$
#
# And the library, on the same numbers:

# %% tags=["nbval-check-output"]
fwd = ml.forward(small, theta, x)
loss = ml.mean_squared_error(fwd.output, y)
bwd = ml.backward(small, theta, fwd, loss)
for number in (1, 0):
    layer = bwd.layers[number]
    print(f"layer {number}")
    for name in ("da", "da_dz", "delta", "dW", "db", "dx"):
        print(f"  {name:6} {getattr(layer, name).round(4).tolist()}")

# %% [markdown]
# Each factor of each layer is kept in a record of its own, in the order in which it came about:

# %%
bwd.layers[0]

# %% [markdown]
# A layer on the way back does three things with its $\delta$: it gives its weights their gradient (what came in, times $\delta$), its biases theirs ($\delta$ itself), and it hands $\delta W^\top$ to the layer before. It needs $x$ and $a$ from the
# way forward, and for that reason the forward pass keeps them. Two matrix products for each layer, where the forward pass had one: hence the price.
#
# A good moment for a break.

# %% [markdown]
# # Part 2 · Whole networks
#
# ## Shapes
#
# Take a batch of 31 examples through a network 7-5-3 with tanh and softmax. (Sizes of which no two are the same: then a wrong shape cannot hide.) On the way back each array is shaped as what it belongs to: $\partial L/\partial W$ as $W$, $\delta$ as $z$, $\partial L/\partial x$ as $x$.

# %% tags=["nbval-check-output"]
wide = ml.MLP(layer_sizes=(7, 5, 3), activation="tanh", output="softmax")
wide_theta = ml.initialize(wide, "xavier_normal", seed=1)
generator = np.random.default_rng(1)
wide_x, wide_y = generator.normal(size=(31, 7)), generator.integers(3, size=31)


def gradients(network, theta, x, y):
    """Forward, loss, backward; return the record of the way back."""
    fwd = ml.forward(network, theta, x)
    return ml.backward(network, theta, fwd, ml.categorical_cross_entropy(fwd.logits, y))


bwd = gradients(wide, wide_theta, wide_x, wide_y)
for number in (1, 0):
    layer = bwd.layers[number]
    print(
        f"layer {number}   x {layer.dz_dW.shape}   W {layer.dz_dx.shape}   delta {layer.delta.shape}"
    )
    print(f"  dW = x.T @ delta   {layer.dW.shape}")
    print(f"  db = sum of delta  {layer.db.shape}")
    print(f"  dx = delta @ W.T   {layer.dx.shape}")

# %% [markdown]
# **Why the transposes stand where they stand.** Write one entry of each product; the index that disappears is the one over which paths meet:
#
# $$\frac{\partial L}{\partial W}[i, j] = \sum_n x[n, i] \, \delta[n, j], \qquad \frac{\partial L}{\partial b}[j] = \sum_n \delta[n, j], \qquad \frac{\partial L}{\partial x}[n, i] = \sum_j \delta[n, j] \, W[i, j] .$$
#
# - $W[i, j]$ and $b[j]$ act in every example $n$, so the **examples** are summed over: in $x^\top \delta$ the two 31 meet.
# - $x[n, i]$ acts on every unit $j$, so the **units** are summed over: in $\delta W^\top$ the two 5 meet. Forwards, row $i$ of $W$ leads from input $i$ to the units; backwards the same row leads from the units to input $i$.
#
# Where is the $1/N$ of the mean? In the first $\delta$, that of the output layer. From there it travels along and is not divided by again.

# %%
ml.predict("04.doubled_batch")

# %% tags=["nbval-check-output"]
by_example = [np.outer(row, d) for row, d in zip(wide_x, bwd.layers[0].delta, strict=True)]

few_x, few_y = wide_x[:4], wide_y[:4]
once = gradients(wide, wide_theta, few_x, few_y)
twice = gradients(wide, wide_theta, np.vstack([few_x, few_x]), np.hstack([few_y, few_y]))
print(f"length of the gradient, 4 examples:         {np.linalg.norm(once.gradient):.4f}")
print(f"length of the gradient, each of them twice: {np.linalg.norm(twice.gradient):.4f}")

# %% tags=["test"]
assert np.allclose(sum(by_example), bwd.layers[0].dW)  # dW adds up what each example gives

# %% [markdown]
# ## The last layer
#
# Softmax and cross-entropy are differentiated together, since then nearly everything cancels. With logits $(0, 0, \ln 2)$ softmax gives $p = (0.25, 0.25, 0.5)$; let the true class be the last, so $L = -\ln p_2$. Then $\partial L/\partial p = (0, 0, -2)$. Each logit moves every probability, so the slope of
# softmax is a whole matrix, $\partial p_k/\partial z_j = p_k(1[k = j] - p_j)$. Multiply them.

# %% [markdown] tags=["belief-22"]
# > **A common belief:** $p - y$ is the slope of the loss alone, and the slope of softmax is still to be multiplied. The long way, by the matrix, and the short one:

# %% tags=["nbval-check-output"]
p = ml.softmax(np.array([0.0, 0.0, np.log(2)]))
dp = np.array([0.0, 0.0, -1 / p[2]])
print("the long way:  dL/dp times the matrix =", (dp @ ml.softmax_jacobian(p)).round(4))
print("the short way: p - y                  =", (p - [0, 0, 1]).round(4))

# %% [markdown]
# **$\delta = (p - y)/N$**: what the network said minus what was true. The slope of softmax is in it already; whoever multiplies by $p(1 - p)$ once more has it twice. The same holds for a sigmoid with binary cross-entropy. Besides,
# $p - y$ is large where the network is surely wrong, just where the slope of softmax alone would be nearly 0.

# %%
ml.quiz("04.last_layer")

# %%
ml.quiz("04.transposes")

# %% [markdown]
# ## The gradient check
#
# How do you know that your gradient is right? Try: move one parameter by $\varepsilon$ to both sides, and look at the loss.
#
# $$\frac{\partial L}{\partial \theta_i} \approx \frac{L(\theta_i + \varepsilon) - L(\theta_i - \varepsilon)}{2 \varepsilon}$$
#
# It needs no calculus, and two forward passes *for each parameter*. That is why nobody trains with it; to check once, on a small network, it is just right. The difference of two gradients is measured as a **relative error** for each block, $\lVert \text{got} - \text{expected} \rVert / (\lVert \text{got} \rVert + \lVert \text{expected} \rVert)$:
# near 1 is nonsense, below $10^{-6}$ is right.
#
# The moons of lesson 00, and its network:

# %%
data = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
network = ml.MLP(layer_sizes=(2, 16, 16, 2), activation="tanh", output="softmax")
theta = ml.initialize(network, "xavier_normal", seed=1)
batch = next(ml.minibatches(data.train.x, data.train.y, batch_size=32, seed=1))
cost = ml.objective(network, batch.x, batch.y)  # the loss as a function of θ alone
bwd = gradients(network, theta, batch.x, batch.y)
ml.gradient_check(cost, theta, bwd.gradient, network.layout)

# %% [markdown]
# Now a mistake, which the check is to find.

# %% [markdown] tags=["belief-28"]
# > **A common belief:** a bias's gradient is the mean of $\delta$ over the batch. The gradient check, with the second hidden layer's biases done so:

# %%
spoiled = bwd.gradient.copy()
network.layout.view(spoiled, "b1")[...] /= batch.size
ml.gradient_check(cost, theta, spoiled, network.layout)

# %% [markdown]
# The check finds the block, and one number in it. The $1/N$ of the mean is in $\delta$ already; a bias acts in every example, so its gradient is the sum.
#
# How small should $\varepsilon$ be? **Predict** before you run on: what becomes of the error when $\varepsilon$ gets smaller and smaller?

# %%
powers = np.arange(-13.0, 0.5)


def relative_error(numerical):
    """Return how far a numerical gradient is from that of backpropagation."""
    sizes = np.linalg.norm(numerical) + np.linalg.norm(bwd.gradient)
    return np.linalg.norm(numerical - bwd.gradient) / sizes


def one_sided(epsilon):
    """Return (L(θ + ε) − L(θ))/ε for each parameter."""
    steps = epsilon * np.eye(theta.size)  # each row moves one parameter; all are tried side by side
    return (cost(theta + steps) - cost(theta)) / epsilon


central = [relative_error(ml.numerical_gradient(cost, theta, 10.0**power)) for power in powers]
ml.predict("04.epsilon_sweep", truth=(powers, np.log10(central)))

# %%
figure, ax = ml.subplots(figsize=(6.5, 3.2))
ax.plot(powers, np.log10(central), "o-", label="central")
simple = [relative_error(one_sided(10.0**power)) for power in powers]
ax.plot(powers, np.log10(simple), "s--", label="one-sided")
ax.set(xlabel="log₁₀ ε", ylabel="log₁₀ relative error")
ax.legend()
plt.show()

# %% [markdown]
# *Relative error over ε, both as powers of ten. Two valleys: the central difference falls to about 10⁻¹⁰ near ε = 10⁻⁵, the one-sided one only to about 10⁻⁸. To the left both rise together, to the right each with a slope of its own.*
#
# A kink has no slope at all. At $z = 0$ ReLU has the slope 0 on its left and 1 on its right; this course takes 0, and the central difference takes the middle:

# %% tags=["nbval-check-output"]
kink = np.array([0.0])
print("backpropagation    ", ml.relu_derivative(kink))
print("central difference ", ml.numerical_gradient(lambda z: max(z[0], 0.0), kink))

# %% [markdown]
# So numbers that disagree in one or two units of a ReLU network may have met a kink: check at another $\theta$ before you search for a mistake. `ml.gradient_check` looks at both sides of what disagrees. Where the slopes on the two sides stay apart, however small $\varepsilon$ is,
# a gradient between them counts as right; one that is not cannot be judged at this $\theta$, and the check says so.

# %%
ml.quiz("04.epsilon")

# %% [markdown]
# ## What the check cannot see
#
# A gradient check answers one question: is this the slope of that loss at this point? A network that trains answers another. Neither can stand for the other.

# %%
ml.predict("04.trains_anyway")

# %%
options = {
    "optimizer": ml.Adam(0.02),
    "batch_size": 32,
    "epochs": 20,
    "seed": 1,
    "validation": data.validation,
}
wrong_gradients = (
    "slope at a",
    "slope of softmax again",
    "way back through updated weights",
    "skipped slope",
)
right_gradients = ("zero weights", "gradients not reset")
faults = [NO_FAULT, *(FAULTS[name] for name in (*wrong_gradients, *right_gradients))]
trained = train_each(faults, network, data.train, **options)
runs = {fault.name: run for fault, run in zip(faults, trained, strict=True)}

checks, accuracies = {}, {}
print("what is wrong                       accuracy   gradient check")
for name, run in runs.items():
    step = run.at(3)
    cost_then = ml.objective(network, step.batch.x, step.batch.y)
    checks[name] = ml.gradient_check(cost_then, step.before.theta, step.gradient, network.layout)
    accuracies[name] = float(ml.accuracy(run.predict(data.test.x).argmax(axis=-1), data.test.y))
    verdict = "passes" if checks[name].passed else f"fails: relative error {checks[name].error:.2g}"
    print(f"{name:35} {accuracies[name]:8.3f}   {verdict}")

passing = {name for name in runs if checks[name].passed}

# %% tags=["test"]
assert min(accuracies[name] for name in wrong_gradients[:3]) > 0.93 > accuracies["skipped slope"]
assert passing == {"nothing", *right_gradients}

# %% [markdown]
# Above, wrong gradients: the skipped slope is visibly worse, the others are not. Below, right gradients that do not train. With zero weights all units of a layer stay the same for ever (lesson 01), and the slope of that sad network is computed perfectly. Gradients that are not reset are right one by one, and only their sum is wrong.
# Nor can the check see that the data were never shuffled (lesson 08): it looks at one batch at one moment. **A gradient check tests the way back, and nothing else.**

# %%
ml.quiz("04.blind")

# %% [markdown]
# ## What backpropagation does not do

# %%
ml.predict("04.after_backward")


# %% tags=["nbval-check-output"]
before = cost(theta)
bwd = gradients(network, theta, batch.x, batch.y)
print("backward changed the loss:", cost(theta) != before)
update = ml.SGD(0.1).update(bwd.gradient, ml.SGD(0.1).init(theta), theta)
print("update made it smaller:   ", cost(update.theta) < before)

# %% [markdown]
# One consequence: all gradients of a step are computed at the same $\theta$. Whoever changes $W_1$ while the way back still needs it computes
# the gradient of a network that never was.

# %%
ml.quiz("04.updates")

# %%
ml.quiz("04.old_weights")

# %% [markdown]
# ## What uses the gradient
#
# Four rules, here only by what they ask of the gradient $g$; lesson 05 takes them apart.
#
# | rule | step | source |
# |---|---|---|
# | gradient descent | $\theta \leftarrow \theta - \eta g$, with $g$ over all examples | Cauchy 1847 |
# | stochastic gradient descent (SGD) | the same, with $g$ over a mini-batch | Robbins and Monro 1951 |
# | momentum | $v \leftarrow \beta v + g$, $\theta \leftarrow \theta - \eta v$ | Polyak 1964 |
# | Adam | a running mean of $g$, divided by the root of a running mean of $g^2$, both corrected for their start | Kingma and Ba 2015 |
#
# Two parameters with the gradients 1 and 0.01, twice in a row the same:

# %%
ml.predict("04.first_step")

# %% tags=["nbval-check-output"]
start, g = np.array([1.0, 1.0]), np.array([1.0, 0.01])
rules = {
    "gradient descent": ml.GradientDescent(0.1),
    "momentum": ml.Momentum(0.1, momentum=0.9),
    "Adam": ml.Adam(0.1),
}
updates = {}
for name, rule in rules.items():
    one = rule.update(g, rule.init(start), start)
    updates[name] = two = rule.update(g, one.state, one.theta)
    print(f"{name:17} first step {one.change.round(4)}   second step {two.change.round(4)}")

# %%
updates["Adam"]  # every term of its second step

# %% [markdown]
# The same in a whole run: momentum on the left, Adam on the right, from the same start and with the same batches. Step through it, then click on a line of the network: its story shows which gradient the weight got, and its **ledger** what the optimizer made of it, summand by summand.
# In which of the two do all weights move by about the same amount in the first step?

# %%
rivals = {
    name: ml.train(network, data.train, optimizer=rule, batch_size=32, epochs=10, seed=1)
    for name, rule in {"momentum": ml.Momentum(0.05, momentum=0.9), "Adam": ml.Adam(0.01)}.items()
}
ml.TrainingPlayer(rivals["momentum"], beside=rivals["Adam"], frames=40)

# %% [markdown]
# SGD's gradient comes from a part of the data. How good is it? The cosine between it and the full gradient is 1 where both point the same way:

# %%
full = gradients(network, theta, data.train.x, data.train.y).gradient
parts = [
    (part.size, gradients(network, theta, part.x, part.y).gradient)
    for part in ml.minibatches(data.train.x, data.train.y, batch_size=32, seed=1)
]
for size, g in parts:
    print(f"{size:3} examples: cosine {g @ full / np.linalg.norm(g) / np.linalg.norm(full):.3f}")

# %% tags=["test"]
assert np.allclose(sum(size * g for size, g in parts) / len(data.train.x), full)

# %% [markdown]
# Each batch points roughly where all data point, at a sixth of the work; and weighted by their sizes the batches' gradients are, on average, exactly the full one. That is what "unbiased" means.

# %%
ml.quiz("04.stochastic")

# %% [markdown]
# ## Bug clinic
#
# Three runs, each with a mistake planted in it. You see the symptoms only: loss, gradients, activations, gradient check. Name the fault. Two questions help: does the gradient check fail, and if so, in which blocks? And if it passes, what happens outside of the gradient?

# %%
ml.bug_lab("A")

# %%
ml.bug_lab("B")

# %%
ml.bug_lab("E")

# %% [markdown]
# ## Check yourself

# %%
ml.quiz("04.bias_gradient")

# %%
ml.quiz("04.kink")

# %% [markdown]
# ## What practitioners call it
#
# | here | scikit-learn, SciPy | PyTorch |
# |---|---|---|
# | `backward(network, theta, fwd, loss)` | inside `MLPClassifier.fit` | `loss.backward()`, by *automatic differentiation*, reverse mode |
# | `bwd.layers[0].dW` | | `layer.weight.grad`, transposed: (fan_out, fan_in) |
# | a new record for each backward pass | | `.grad` is added to, so `optimizer.zero_grad()` comes first |
# | `gradient_check(cost, theta, gradient)` | `scipy.optimize.check_grad` | `torch.autograd.gradcheck` (central difference, float64) |
# | `update = adam.update(…)` | inside `fit` | `optimizer.step()` |
#
# A framework records the graph on the way forward and walks it backwards, edge by edge, as you did above. It knows a local derivative for each operation; the rest is multiplying and adding.
#
# ## Pitfalls
#
# - *"It trains, so the gradient is right."* Check it; the table above has three that train and are wrong.
# - *"The check passes, so the training is right."* It tests the way back alone.
# - *"I transposed until the shapes fitted."* With a square layer everything fits. Write down which index is summed over.
# - *"An equals sign will do."* Where a gradient comes from several uses or examples it is `+=`, and back to 0 before the next step.
#
# **Next:** [exercise 04](../exercises/04_backpropagation.ipynb), where you write all of this yourself, from one slope to a network that trains in your own loop. Then lesson 05: what to do with a gradient.
