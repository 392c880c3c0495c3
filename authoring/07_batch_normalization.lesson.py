# %% [markdown]
# # 07 · Batch normalization
#
# A deep network trains if each layer hands on numbers of a good size. Lesson 01 chose the weights so that it does at the start. Batch normalization sees to it in every step, by the numbers that come out of the layer.
#
# **Where you are.** initialization → **forward pass** → loss → **backpropagation** → update → iteration.
#
# **After this lesson you can**
#
# 1. normalize a batch by hand and in code, and say what γ and β are for;
# 2. say what differs between training and evaluation, and keep the running statistics;
# 3. go back through the normalization, with the paths through the mean and the variance;
# 4. say what batch normalization does for a deep network, what it costs, and how sure the reasons are.
#
# You need vanishing and exploding signals ([lesson 01](01_initialization.ipynb)) and the chain rule ([lesson 04](04_backpropagation.ipynb)). Symbols: [Notation and conventions](../docs/notation.md); words: [Glossary](../docs/glossary.md). About an hour. Run it cell by cell; any cell can be run again at any time.

# %%
import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml

digits = ml.standardize(ml.split(ml.digits(), seed=1))

# %% [markdown]
# ## From earlier lessons
#
# Three questions, first of all what you got wrong. When all three are answered, this cell, run again, asks three others.

# %%
ml.look_back("07")

# %% [markdown]
# ## Twenty layers
#
# Handwritten digits, 20 hidden layers of 16 tanh units, and three starts that differ only in the spread of the weights: 0.1, 0.3 and 1. The same learning rate, the same batches, four epochs.

# %%
spreads = (0.1, 0.3, 1.0)
sizes = (64, *[16] * 20, 10)
plain = ml.MLP(sizes, activation="tanh", output="softmax")


def train_starts(network, seeds, spreads=spreads):
    """Train from each spread with each seed, side by side: first all seeds of the first spread."""
    starts = [
        ml.initialize(network, "random_normal", seed, std=spread)
        for spread in spreads
        for seed in seeds
    ]
    return ml.train(
        network,
        digits.train,
        optimizer=ml.Momentum(0.03),
        batch_size=64,
        epochs=4,
        seed=list(seeds) * len(spreads),
        theta=np.stack(starts),
    )


def share_right(network, run):
    """Return the share of the test digits that each run reads right, in evaluation mode."""
    output = ml.forward(network, run.theta, digits.test.x, running=run.running).output
    return (output.argmax(axis=-1) == digits.test.y).mean(axis=-1)


without = train_starts(plain, [14])
right_without = share_right(plain, without)
for spread, share in zip(spreads, right_without, strict=True):
    print(f"weights with the spread {spread}: {share:.0%} of the test digits read right")

# %% tags=["test"]
assert right_without[1] > 0.5
assert max(right_without[0], right_without[2]) < 0.2

# %% [markdown]
# The middle start learns. From 0.1 the signal vanishes on the way, and at 1 most of the tanh units are saturated. Another answer than the right spread: let each layer look at its own numbers and put them right.
#
# ## What is normalized
#
# A batch goes into a layer, and out comes $z$: a matrix with a row for each example and a column for each unit. **Batch normalization** takes a **mean** away from each number, and divides what is left by a **spread**. Of which numbers?

# %%
ml.predict("07.which_numbers")

# %% [markdown]
# With $N$ examples in the batch, for each unit:
#
# $$\mu = \tfrac1N \sum z, \qquad \sigma^2 = \tfrac1N \sum (z - \mu)^2, \qquad \hat z = \frac{z - \mu}{\sqrt{\sigma^2 + \varepsilon}}, \qquad y = \gamma\, \hat z + \beta .$$
#
# The small $\varepsilon$ keeps the denominator from 0 where all $z$ are equal. $y$ goes on into the activation. (Here $\sigma$ is a spread and not the sigmoid, $\beta$ a shift and not momentum's share, and $y$ is no target.)
#
# **By hand.** A unit's $z$ in a batch of four: $-1, 1, 1, 7$. Then $\mu = 2$, the distances from it are $-3, -1, -1, 5$, their squares 9, 1, 1, 25, so $\sigma^2 = 36/4 = 9$ and $\sigma = 3$. With $\gamma = 3$ and $\beta = 1$:
#
# | number $z$ | −1 | 1 | 1 | 7 |
# |---|---|---|---|---|
# | $\hat z$ | −1 | −⅓ | −⅓ | 1⅔ |
# | $y$ | −2 | 0 | 0 | 6 |
#
# The library on the same numbers, with a second unit beside it. (What `zeros`, `ones` and `training` are for comes further below.)

# %% tags=["nbval-check-output"]
z = np.array([[-1.0, 10], [1, 30], [1, 10], [7, 30]])
gamma, beta = np.array([3.0, 1]), np.array([1.0, 0])
zeros, ones = np.zeros(2), np.ones(2)
bn = ml.batch_normalization(z, gamma, beta, zeros, ones, training=True)
print("mean", bn.mean, "  variance", bn.variance)
print(bn.y.round(3))

# %% [markdown] tags=["belief-46"]
# > **A common belief:** the mean along a row would do as well, or `ddof=1` (the squares divided by $N - 1$), or the variance in place of its root. 50 examples, three units with the spreads 1, 2 and 5, and a batch of 5 of them. What has been normalized has the mean 0 and the spread 1:


# %%
batch = np.random.default_rng(1).normal(3, (1, 2, 5), size=(50, 3))[:5]
centered = batch - batch.mean(axis=0)
print(
    f"{'the batch itself':<16} means {batch.mean(axis=0).round(2)}   spreads {batch.std(axis=0).round(2)}"
)
for name, made in {
    "as it should be": centered / batch.std(axis=0),
    "ddof=1": centered / batch.std(axis=0, ddof=1),
    "by the variance": centered / batch.var(axis=0),
    "along the rows": (batch - batch.mean(axis=1, keepdims=True))
    / batch.std(axis=1, keepdims=True),
    "all together": (batch - batch.mean()) / batch.std(),
}.items():
    print(
        f"{name:<16} means {made.mean(axis=0).round(2) + 0}   spreads {made.std(axis=0).round(2)}"
    )

# %% tags=["test"]
assert np.allclose((centered / batch.std(axis=0)).std(axis=0), 1)
assert np.allclose((centered / batch.std(axis=0, ddof=1)).std(axis=0), np.sqrt(4 / 5))
assert np.allclose((centered / batch.var(axis=0)).std(axis=0), 1 / batch.std(axis=0))

# %% [markdown]
# With `ddof=1` the spread is $\sqrt{4/5} = 0.89$, with the variance $1/\sigma$ of each unit in this batch. Along the rows and all together the units still have different means and spreads. (PyTorch, too, normalizes by the variance with $1/N$, and *records* the one with $1/(N - 1)$.)
#
# ### What γ and β are for
#
# Mean 0 and spread 1 are not always best: a sigmoid is nearly straight there. So each unit gets two parameters, trained as all others are: $\gamma$ scales, $\beta$ shifts. They begin at 1 and 0. The layer's own bias $b$ stands before the normalization; $\beta$ stands behind it.

# %%
ml.quiz("07.how_many_means")

# %%
ml.quiz("07.undo")

# %%
ml.quiz("07.bias")

# %% tags=["test"]
small = ml.MLP((64, 16, 10), batch_normalization=True)
he_start = ml.initialize(small, "he_normal", 1)
he_way = ml.forward(small, he_start, digits.train.x[:32], training=True)
back = ml.backward(small, he_start, he_way, ml.compute_loss(he_way, digits.train.y[:32]))
assert np.abs(back.layers[0].db).max() < 1e-15
assert np.abs(back.layers[0].normalization.dbeta).max() > 1e-3

# %% [markdown] tags=["instructor"]
# **13 min.** The table by hand, in pairs; who comes out with 2 for the spread has divided the squares by N − 1 and forgotten something else: ask for the four squares. Before the first card draw the matrix on the board and let them circle what shares a mean. When late: leave the comparison.

# %% [markdown]
# ## The same image, other batches
#
# Batches are dealt anew in each epoch. An image comes with these **batch-mates** in one, with others in the next.

# %%
ml.predict("07.mates")

# %% [markdown]
# Below, the matrix lies on its side: a row for each unit, a column for each example. ★ is watched. Press an image on the left to take it out of the batch or put it in, or deal other mates with →. Its $y$ is the first column on the right; the picture *from z to y* shows where that lies. Which mates push the ★ to the far left of it, which to the far right? Then switch from *training*, where $\mu$ and $\sigma$ are the batch's own, to *evaluation*, where they are fixed numbers, and do the same.

# %%
ml.BatchNormLab(unit=2)

# %% tags=["test"]
lab = ml.BatchNormLab(unit=2)
moved = []
for lab.mates in ([1, 2, 3], [4, 5, 6], [1, 4]):
    moved.append(lab.output)
assert np.ptp(moved) > 0.3
lab.training = False
still = set()
for lab.mates in ([1, 2, 3], [4, 5, 6], [1, 4]):
    still.add(lab.output)
assert len(still) == 1

# %% [markdown]
# In training that is a bit of noise, which may even help, a little, against overfitting (lesson 09). When the network is *used*, it is a fault: an answer must not depend on who else asks.

# %% [markdown] tags=["instructor"]
# **8 min.** Two minutes of play, then ask who found the largest y of the ★ (mates that are all smaller). Expect "but it is its own image": point at the column of z, which never moves. When late: show it from the front.

# %% [markdown]
# ## Training and evaluation
#
# So in evaluation $\mu$ and $\sigma$ come from somewhere else: from **running statistics**, kept while training. After each batch
#
# $$\text{running} \leftarrow (1 - m) \cdot \text{running} + m \cdot \text{batch}, \qquad m = 0.1,$$
#
# for the mean, beginning at 0, and for the variance, beginning at 1; of the batch $\frac{N}{N-1}\sigma^2$ is recorded, as PyTorch does it, since the variance of a few examples is on average too small by the factor $\frac{N-1}{N}$. **By hand**, for the unit with $-1, 1, 1, 7$: the running mean becomes $0.9 \cdot 0 + 0.1 \cdot 2 = 0.2$, and the running variance $0.9 \cdot 1 + 0.1 \cdot \frac43 \cdot 9 = 2.1$.

# %% tags=["nbval-check-output"]
print("after one batch:", bn.running_mean[0].round(3), bn.running_variance[0].round(3))
mean, variance = zeros, ones
for _ in range(22):
    again = ml.batch_normalization(z, gamma, beta, mean, variance, training=True)
    mean, variance = again.running_mean, again.running_variance
print("after 22 of them:", mean[0].round(3), variance[0].round(3))

# %% [markdown]
# It takes 22 batches until nine tenths of the start are forgotten, $0.9^{22} \approx 0.1$: before that, evaluation sees numbers from before any training.
#
# What happens to a network that is left in training mode when it is used? The 20 layers, now with batch normalization; its middle start:

# %%
normalized = ml.MLP(sizes, activation="tanh", output="softmax", batch_normalization=True)
with_it = train_starts(normalized, [14])
theta, running = with_it.theta[1], with_it.running[1]
x, labels = digits.test.x, digits.test.y
right_with_it = share_right(normalized, with_it)
in_evaluation = right_with_it[1]
print(f"in evaluation mode: {in_evaluation:.0%} of the test digits read right")

# %%
ml.predict("07.sorted_by_digit")


# %%
def share_in_training_mode(order, size=32):
    """Return the share read right where each batch is normalized by itself."""
    hits = []
    for begin in range(0, len(order) - 1, size):  # - 1: no last batch of one image
        members = order[begin : begin + size]
        said = ml.forward(normalized, theta, x[members], running=running, training=True).output
        hits.extend(said.argmax(axis=-1) == labels[members])
    return np.mean(hits)


generator = np.random.default_rng(1)
any_order = generator.permutation(len(x))
left_in_training = {
    "batches of 32, any order": share_in_training_mode(any_order),
    "batches of 32, sorted by digit": share_in_training_mode(np.argsort(labels, kind="stable")),
    "batches of 4, any order": share_in_training_mode(any_order[:160], 4),  # 40 of them
}
for how, share in left_in_training.items():
    print(f"left in training mode, {how}: {share:.0%}")

# %% tags=["test"]
assert 0.6 < in_evaluation < 0.7
in_any_order, by_digit, by_four = left_in_training.values()
assert in_evaluation - 0.07 < in_any_order < in_evaluation
assert by_digit < 0.25
assert 0.25 < by_four < 0.5

# %% [markdown]
# In shuffled batches of 32 little seems wrong. This mistake shows when the first user sends a single image, or ten of the same kind.

# %% [markdown]
# > **A common belief:** a layer whose parameters are **frozen**, kept as they are, stays as it is. Nothing is trained now, $\theta$ stands still; the network only *looks* at the images of the digit 0, 30 times, in training mode:

# %%
digit_zero = digits.train.x[digits.train.y == 0]
looked = running
for _ in range(30):
    looked = ml.forward(normalized, theta, digit_zero, running=looked, training=True).running
for name, statistics in {"before": running, "after": looked}.items():
    output = ml.forward(normalized, theta, x, running=statistics).output
    print(
        f"{name:<6} in evaluation mode: {np.mean(output.argmax(axis=-1) == labels):.0%} read right"
    )

# %% tags=["test"]
assert np.mean(output.argmax(axis=-1) == labels) < 0.4

# %% [markdown]
# Two switches, often confused: whether $\gamma$ and $\beta$ are *trained* (PyTorch's `requires_grad`), and by which statistics the layer *normalizes* (PyTorch's `train()` and `eval()`). Keras's `trainable = False` turns both off for this layer. The running statistics are no parameters: they have no gradient, and no optimizer moves them.

# %%
ml.quiz("07.new_mean")

# %%
ml.quiz("07.left_in_training")

# %%
ml.quiz("07.frozen")

# %% [markdown] tags=["instructor"]
# **14 min.** The two running numbers by hand. Vote on the sorted digits before the run; who says "more" should say what the mean of a batch of zeros is. Expect "evaluation is just training without the update": ask for the output of a single image. When late: leave the frozen layer.

# %% [markdown]
# ## What it does for a deep network

# %%
ml.predict("07.ten_times")

# %%
for spread in (0.1, 1.0):
    start = ml.initialize(normalized, "random_normal", 1, std=spread)
    layers = ml.forward(normalized, start, digits.train.x[:64], training=True).layers
    z_spread = [round(float(layers[i].z.std()), 3) for i in (0, 9, 19)]
    a_spread = [round(float(layers[i].a.std()), 3) for i in (0, 9, 19)]
    print(f"weights {spread:<4} std(z) in layers 0, 9, 19: {z_spread}   std(a): {a_spread}")

# %% tags=["test"]
assert np.allclose([layers[i].a.std() for i in (0, 9, 19)], a_spread, atol=1e-3)
gentle = ml.initialize(normalized, "random_normal", 1, std=0.1)
of_gentle = ml.forward(normalized, gentle, digits.train.x[:64], training=True).layers
assert all(abs(of_gentle[i].a.std() - layers[i].a.std()) < 1e-3 for i in range(20))

# %% [markdown]
# Ten times the weights, ten times $z$, and in no hidden layer another $a$. (The output layer is not normalized: its logits do become ten times as large.)

# %%
ml.predict("07.twenty")

# %%
figure, axes = ml.subplots(1, 2, figsize=(9, 2.8), sharey=True)
for ax, run, title in zip(
    axes, (without, with_it), ("without", "with batch normalization"), strict=True
):
    for i, style in enumerate((":", "-", "--")):
        ax.plot(run.loss[:, i], style, label=f"spread {spreads[i]}")
    ax.set(title=title, xlabel="step", ylim=(0.5, 4))
axes[0].set(ylabel="loss of the batch")
axes[0].legend(fontsize=8)
plt.show()
for spread, before, after in zip(spreads, right_without, right_with_it, strict=True):
    print(f"spread {spread}: {before:.0%} without, {after:.0%} with batch normalization")

# %% tags=["test"]
outer, seeds = (0.1, 1.0), list(range(50))
old, new = (
    share_right(network, train_starts(network, seeds, outer)).reshape(2, 50)
    for network in (plain, normalized)
)
assert np.all(np.median(old, axis=1) < 0.2)
assert np.all(np.median(new, axis=1) > 0.45)
assert np.all(new > old)

# %% [markdown]
# *Two pictures of the loss over 68 steps. Without: the dotted line stays at 2.3, the loss of guessing; the dashed one comes down from far above and ends there too; only the solid one falls, to about 1. With batch normalization all three fall and end close to one another.*
#
# We also trained the spreads 0.1 and 1 from 50 seeds each: without, half of the networks read less than 20 % of the digits right, with it half of them 45 % or more, and each of the hundred reads more than its twin. At 0.3 little is won. Batch normalization also allows longer steps: weights that a step has made too large change only $z$, and $z$ is normalized.
#
# **Why?** That the scale of the weights in front of a normalization no longer matters is arithmetic. What else it does is disputed. Ioffe and Szegedy (2015) said: without it the inputs of each layer change their distribution while the layers before learn, an *internal covariate shift*, and that is taken away. Santurkar and others (2018) put noise in behind the normalization, so that the distributions did shift, and the networks trained as well as before. They found instead that the loss becomes smoother: its gradient changes less along a step.

# %%
ml.quiz("07.why")

# %% [markdown] tags=["instructor"]
# **9 min.** Let them do (10z − 10μ)/(10σ) on paper. Ask of the figure: what did we gain at 0.3? (Little.) The literature in two sentences; what was measured here is the scale of the start only. When late: leave the table of spreads.

# %% [markdown]
# ## The way back
#
# From behind comes $\partial L/\partial y$, called `dy` for short. Two gradients are quick: $\gamma$ multiplies $\hat z$ in every example and $\beta$ is added in every example, so
#
# $$\frac{\partial L}{\partial \gamma} = \sum \frac{\partial L}{\partial y}\, \hat z, \qquad \frac{\partial L}{\partial \beta} = \sum \frac{\partial L}{\partial y} .$$

# %%
ml.predict("07.whose_gradient")

# %% [markdown]
# From here on the $\varepsilon$ is part of $\sigma^2$: $\sigma = \sqrt{\text{variance} + \varepsilon}$. A $z$ reaches the loss by three paths: through its own $\hat z$, through $\mu$ and through $\sigma^2$. Paths that meet are added up:
#
# $$\frac{\partial L}{\partial z} = \underbrace{\frac{\partial L}{\partial \hat z} \cdot \frac{1}{\sigma}}_{\text{its own}} + \underbrace{\frac{\partial L}{\partial \sigma^2} \cdot \frac{2(z - \mu)}{N}}_{\text{through } \sigma^2} + \underbrace{\frac{\partial L}{\partial \mu} \cdot \frac1N}_{\text{through } \mu}$$
#
# $\mu$ and $\sigma^2$ belong to the whole batch, so there are sums over it. (That $\mu$ stands in the variance too counts for nothing: $\sum (z - \mu) = 0$.)
#
# $$\frac{\partial L}{\partial \hat z} = \gamma \frac{\partial L}{\partial y}, \qquad \frac{\partial L}{\partial \sigma^2} = \sum \frac{\partial L}{\partial \hat z}\,(z - \mu) \cdot \Bigl(-\frac{1}{2\sigma^3}\Bigr), \qquad \frac{\partial L}{\partial \mu} = -\sum \frac{\partial L}{\partial \hat z} \cdot \frac1\sigma .$$
#
# Put into the first line, with $(z - \mu)/\sigma = \hat z$ and a bar for the mean over the batch, $\tfrac1N \sum$, that is
#
# $$\frac{\partial L}{\partial z} = \frac{\gamma}{\sigma}\Bigl(\text{dy} - \overline{\text{dy}} - \hat z \cdot \overline{\text{dy} \cdot \hat z}\,\Bigr)$$
#
# **By hand.** The unit from above, $\hat z = (-1, -\frac13, -\frac13, \frac53)$, $\sigma = 3$, with $\gamma = 1$ and $L$ the last example's $y$: `dy` is $(0, 0, 0, 1)$, its mean ¼, and the mean of $\text{dy} \cdot \hat z$ is $\frac5{12}$. For the last example $\frac13(1 - \frac14 - \frac53 \cdot \frac5{12}) = \frac1{54}$, for the first $\frac13(0 - \frac14 + \frac5{12}) = \frac1{18}$, and for the others $-\frac1{27}$ each.

# %% [markdown] tags=["belief-48"]
# > **A common belief:** $\mu$ and $\sigma$ are constants on the way back, so $\partial L/\partial z$ is $\text{dy} \cdot \gamma/\sigma$. Both formulas, and the slope as it is found by trying, with central differences:

# %% tags=["nbval-check-output"]
unit, one, zero = z[:, :1], np.ones(1), np.zeros(1)


def last_output(column):
    """Return y of the last example, for the z of one unit."""
    made = ml.batch_normalization(column[:, None], one, zero, zero, one, training=True)
    return made.y[3, 0]


dy = np.array([[0.0], [0], [0], [1]])
way = ml.batch_normalization(unit, one, zero, zero, one, training=True)
print("by trying:   ", ml.numerical_gradient(last_output, unit[:, 0]).round(4))
print("three paths: ", ml.batch_normalization_backward(way, dy).dz[:, 0].round(4))
print("one path:    ", (dy / np.sqrt(way.variance + way.epsilon))[:, 0].round(4))

# %% [markdown]
# With one path the last example's gradient is 18 times too large, and the others hear nothing. Making this $z$ larger also makes $\mu$ and $\sigma$ larger: that takes most of the first path back.

# %%
ml.quiz("07.adds_up")

# %% [markdown] tags=["instructor"]
# **11 min.** Draw z → ẑ, z → μ → ẑ, z → σ² → ẑ as a graph before the formula. The four numbers by hand take five minutes; let each row of seats do one. When late: give them, and ask only for their sum.

# %% [markdown]
# ## Small batches
#
# $\mu$ and $\sigma$ of a batch are estimates, and small batches estimate badly.

# %%
ml.predict("07.two")

# %%
first = ml.MLP((64, 16, 10), batch_normalization=True)
first_start = ml.initialize(first, "he_normal", 1)
generator = np.random.default_rng(1)
print("batch   how much the same image's y varies, over 50 batches")
for size in (2, 4, 16, 64):
    outputs = []
    for _ in range(50):
        mates = generator.choice(np.arange(1, 1000), size - 1, replace=False)
        members = digits.train.x[[0, *mates]]
        outputs.append(ml.forward(first, first_start, members, training=True).layers[0].y[0])
    print(f"of {size:2}   {np.std(outputs, axis=0).mean():.2f}")

# %% tags=["test"]
assert np.std(outputs, axis=0).mean() < 0.25

# %% [markdown]
# With two, $\hat z$ is −1 or 1 and nothing else; with one it would always be 0, and the library refuses. Batches of 32 and more are usual. Where memory allows only a few examples, other normalizations are taken, which need no batch: **layer normalization** runs over the units of one example (as in many transformers), **group normalization** over a group of them. There, training and evaluation are the same.

# %% tags=["test"]
pairs = digits.train.x[:2]
two = ml.forward(first, first_start, pairs, training=True).layers[0]
apart = np.abs(two.z[0] - two.z[1]) > 0.1
assert np.allclose(np.abs(two.normalization.z_hat[:, apart]), 1, atol=0.01)

# %% [markdown] tags=["instructor"]
# **4 min.** Ask why a batch of two has gradient 0 before the card's last sentence is read. Lesson 08 has the last, smaller batch: here is one reason to drop it.

# %% [markdown]
# ## What practitioners call it
#
# | here | PyTorch | Keras |
# |---|---|---|
# | `MLP(…, batch_normalization=True)` | `nn.BatchNorm1d(units)` between `nn.Linear` and the activation | `BatchNormalization()` |
# | `forward(…, training=True)`, `training=False` | `model.train()`, `model.eval()` | `training=True`, `training=False` |
# | γ, β | `weight`, `bias` | `gamma`, `beta` |
# | running mean and variance | `running_mean`, `running_var` | `moving_mean`, `moving_variance` |
# | $m = 0.1$, the weight of the new batch | `momentum=0.1` | `momentum=0.99`, the weight of the *old* |
# | ε, 0.00001 | `eps=1e-5` | `epsilon=0.001` |
# | $b$ of a normalized layer, which $\mu$ takes out again | `nn.Linear(…, bias=False)` | `use_bias=False` |
#
# scikit-learn's `MLPClassifier` has no batch normalization. Its `StandardScaler` is the same formula once, for the inputs, with the statistics of the whole training part.
#
# ## Pitfalls
#
# - *"The validation loss jumps, the training loss is fine."* Was `eval()` called? Have the running statistics had time?
# - *"It works, except for single images."* It is still in training mode.
# - *"I froze the layers, and they changed."* Their running statistics did.
# - *"The gradient of $b$ is 0: a bug."* No: $\mu$ takes $b$ out again, and $\beta$ does its work.
# - *"Weight decay keeps these weights small."* Their size no longer matters for the output, only for how far a step turns them; that of $\gamma$ does.
#
# **Next:** [exercise 07](../exercises/07_batch_normalization.ipynb), where you write all of it. Then [lesson 08](08_iteration.ipynb): again and again, until when?
