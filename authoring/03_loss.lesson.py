# %% [markdown]
# # 03 · Loss
#
# The network has said something. How wrong is it? The answer must be a single number: only then can one ask in which direction it becomes smaller. Which number it is decides what the network learns to
# care about.
#
# **Where you are.** initialization → forward pass → **loss** → backpropagation → update → iteration.
#
# **After this lesson you can**
#
# 1. compute the mean squared error and its gradient, and say where it comes from;
# 2. derive cross-entropy from the likelihood of the data;
# 3. compute binary and categorical cross-entropy from logits, and show that they are one;
# 4. judge the first loss of a run, and say why squares are a bad loss for classes.
#
# You need softmax and the sigmoid (lesson 02) and the logarithm. Symbols: [Notation and conventions](../docs/notation.md). About an hour.

# %%
import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml

# %% [markdown]
# ## From earlier lessons
#
# Three questions, first of all what you got wrong. When all three are answered, this cell, run again, asks three others.

# %%
ml.look_back("03")

# %% [markdown]
# ## Regression: the mean squared error
#
# 442 patients with diabetes, ten measurements each, and a number that says how the disease advanced within a year (Efron et al. 2004). The network predicts that number.
#
# $$L = \frac1N \sum_{n} (\hat y_n - y_n)^2, \qquad \frac{\partial L}{\partial \hat y_n} = \frac{2(\hat y_n - y_n)}{N} .$$
#
# By hand: predictions 2, 5, 9 for targets 3, 5, 6. The differences are −1, 0, 3, the squares 1, 0, 9, the mean 10/3. The gradient is $\tfrac23 \cdot (-1, 0, 3)$: the far miss is pulled hardest, and what is right is left alone.

# %% tags=["nbval-check-output"]
loss = ml.mean_squared_error(np.array([[2.0], [5.0], [9.0]]), np.array([[3.0], [5.0], [6.0]]))
print("loss    ", loss.value.round(4))
print("gradient", loss.gradient.ravel().round(4))

# %%
ml.predict("03.best_constant")

# %%
diabetes = ml.split(ml.diabetes(), seed=1)
y = diabetes.train.y[:, None]
constants = np.linspace(50, 260, 211)
costs = [ml.mean_squared_error(np.full_like(y, c), y).value for c in constants]
figure, ax = plt.subplots(figsize=(6, 2.6))
ax.plot(constants, costs)
ax.axvline(y.mean(), linestyle="--", color="gray", label=f"mean of the targets, {y.mean():.0f}")
ax.set(xlabel="the one number predicted for all", ylabel="mean squared error")
ax.legend(loc="upper center")
plt.show()
print(f"lowest cost {min(costs):.0f}, variance of the targets {y.var():.0f}")

# %% tags=["test"]
assert abs(constants[np.argmin(costs)] - y.mean()) <= 1
assert np.isclose(min(costs), y.var(), rtol=1e-3)

# %% [markdown]
# *A parabola of the cost over the predicted number, lowest at the mean of the targets, about 150.*
#
# **Where it comes from.** Suppose the truth is $\hat y$ plus noise that is normally distributed. The probability of seeing $y$ is then proportional to $e^{-(y - \hat y)^2/2\sigma^2}$. Make the probability of all the data as large as possible, take the
# logarithm, turn the sign: what is to be made small is the sum of the squares. So whoever uses squares says: *my errors are normal, and equally wide everywhere*. A few far outliers break that, and then they rule the loss.

# %%
ml.quiz("03.shapes")

# %% [markdown]
# ## Mean or sum
#
# All losses of this course are the **mean** over the batch. With the sum the gradient would be N times as large, and with it every step; a learning rate that was right for batches of 32 would be wrong for 64. With the mean it is not.

# %%
x, t = diabetes.train.x, y
line = ml.MLP((10, 1), output="identity")
theta = ml.initialize(line, "xavier_normal", seed=1)
for size in (16, 64):
    fwd = ml.forward(line, theta, x[:size])
    mean = ml.mean_squared_error(fwd.output, t[:size])
    sizes = np.abs(mean.gradient).sum(), np.abs(size * mean.gradient).sum()
    print(f"batch {size}: total pull of the mean {sizes[0]:6.0f}, of the sum {sizes[1]:6.0f}")

# %%
ml.quiz("03.sum_or_mean")

# %% [markdown]
# ## From likelihood to a loss
#
# For classes the network gives a probability to each. How good are these probabilities? Ask how likely they make what really happened. If the true classes of three examples were given 0.9, 0.5 and 0.2, the **likelihood** of all three together is
# $0.9 \cdot 0.5 \cdot 0.2 = 0.09$. The better the network, the larger.
#
# A product of thousands of such numbers is too small for any computer, so take the logarithm, which turns the product into a sum; turn the sign, so that smaller is better; and divide by the number of examples:
#
# $$L = -\frac1N \sum_n \ln p_n, \qquad p_n = \text{the probability that example } n \text{'s true class was given} .$$
#
# This is **cross-entropy**. One example's share, $-\ln p$, is its *surprise*. **Predict** its curve:

# %%
p = np.linspace(0.02, 1, 99)
ml.predict("03.surprise_curve", truth=(p, -np.log(p)))

# %% [markdown]
# By hand, for the three examples: $(0.105 + 0.693 + 1.609)/3 = 0.803$, and indeed
# $-\tfrac13 \ln 0.09 = 0.803$.

# %% tags=["nbval-check-output"]
said = np.array([[0.9, 0.1], [0.5, 0.5], [0.8, 0.2]])
truth = np.array([0, 1, 1])
loss = ml.cross_entropy(said, truth)
print("each ", loss.per_example.round(3))
print(
    "mean ", loss.value.round(3), "  from the likelihood ", round(-np.log(0.9 * 0.5 * 0.2) / 3, 3)
)

# %% [markdown]
# With targets written as one-hot rows it reads $-\sum_k y_k \ln p_k$: all terms but that of the true class are 0.
#
# ## Many classes
#
# **Categorical cross-entropy** is this loss behind softmax. The library takes the **logits**, since log and exponential together need no probability in between: $-\ln p_y = \ln \sum_j e^{z_j} - z_y$.
#
# By hand: logits $(2, 1, 0)$, true class 1. $\ln(e^2 + e^1 + e^0) = \ln 11.11 = 2.41$, minus 1: 1.41.

# %% tags=["nbval-check-output"]
loss = ml.categorical_cross_entropy(np.array([[2.0, 1.0, 0.0]]), np.array([1]))
print("loss     ", loss.value.round(3))
print("gradient ", loss.gradient.round(3))

# %% [markdown]
# The gradient is **what was said minus what was true**, $p - y$: here $(0.665, 0.245, 0.090) - (0, 1, 0)$. The true logit is pulled up, the others are pushed down, each by as much as it was wrong. Lesson 04 shows why it comes out so simple.
#
# Two slips cost much, and neither raises an error: giving *probabilities* to a loss that takes logits, and taking the mean over the classes too.

# %%
ml.quiz("03.twice")

# %% tags=["nbval-check-output"]
certain = np.array([[1000.0, 0.0, 0.0]])
print("logits given        ", ml.categorical_cross_entropy(certain, np.array([0])).value)
print(
    "probabilities given ",
    ml.categorical_cross_entropy(ml.softmax(certain), np.array([0])).value.round(3),
)

# %%
ml.quiz("03.classes_mean")

# %% [markdown]
# ## Two classes
#
# 569 tumors, benign or malignant (Street et al. 1993). One question, so one sigmoid unit is enough: $p = \sigma(z)$ is the probability of class 1, and $1 - p$ that of class 0. **Binary cross-entropy** is the same surprise:
#
# $$-\ln p \text{ if } y = 1, \quad -\ln(1 - p) \text{ if } y = 0, \qquad \text{together} \quad -y \ln p - (1 - y) \ln(1 - p) .$$
#
# It *is* the categorical one with two classes, of which one has its logit fixed at 0: $\sigma(z) = e^z/(e^z + e^0)$.

# %%
z, label = np.array([[1.5], [-0.3], [4.0]]), np.array([1, 0, 0])
one = ml.binary_cross_entropy(z, label)
two = ml.categorical_cross_entropy(np.hstack([np.zeros_like(z), z]), label)
print("one sigmoid unit ", one.per_example.ravel().round(4))
print("two softmax units", two.per_example.round(4))

# %% tags=["test"]
assert np.allclose(one.per_example.ravel(), two.per_example)

# %% [markdown]
# The formula as it stands fails far out. In float64 $\sigma(40)$ is exactly 1, so $1 - p$ is exactly 0 and its logarithm $-\infty$; and for $y = 1$ the other term becomes $0 \cdot \infty$, not a number. From the logit there is no such trouble:
# $-\ln \sigma(z) = \ln(1 + e^{-z})$.

# %% tags=["nbval-check-output"]
far = np.array([[40.0], [40.0]])
with np.errstate(divide="ignore", invalid="ignore"):
    q = 1 / (1 + np.exp(-far.ravel()))
    y01 = np.array([0, 1])
    print("as written  ", -y01 * np.log(q) - (1 - y01) * np.log(1 - q))
print("from logits ", ml.binary_cross_entropy(far, np.array([0, 1])).per_example.ravel())

# %%
ml.quiz("03.log_zero")

# %% [markdown]
# ## Drag a prediction
#
# Take hold of a prediction and move it (or use the arrow keys). Beside it you see, for squares and for cross-entropy, what the example adds to the loss, with its share of the whole, and the gradient. The arrow points *against* the
# gradient: where, and how hard, the prediction is pulled.
#
# 1. *Diabetes:* drag one prediction far from its target. How much of the loss is now its own?
# 2. *Breast cancer:* make one tumor confidently wrong, say $z = 8$ for a malignant one. Compare its two gradients.

# %%
ml.LossLab()

# %% [markdown]
# ## Why not squares for classes
#
# One could take $(p - y)^2$ for probabilities too. For one sigmoid unit the chain rule gives
#
# $$\frac{\partial (p - y)^2}{\partial z} = 2(p - y) \cdot p(1 - p), \qquad \text{cross-entropy:} \quad \frac{\partial L}{\partial z} = p - y .$$
#
# The factor $p(1 - p)$ is nearly 0 where the unit is sure, *also if it is sure and wrong*:

# %%
z = np.linspace(-8, 8, 161)
p = ml.sigmoid(z)
figure, ax = plt.subplots(figsize=(6, 2.8))
ax.plot(z, p - 1, label="cross-entropy, p − y")
ax.plot(z, 2 * (p - 1) * p * (1 - p), "--", label="squares, 2(p − y)p(1 − p)")
ax.set(xlabel="logit z of an example with y = 1", ylabel="gradient ∂L/∂z")
ax.legend()
plt.show()

# %% [markdown]
# *The gradient over the logit. Cross-entropy: −1 far to the left, where the unit is confidently wrong, rising to 0. Squares: a shallow dip around 0, and nearly 0 far to the left.*

# %%
ml.predict("03.stuck")

# %%
tumors = ml.standardize(ml.split(ml.breast_cancer(), seed=1))
unit = ml.MLP(layer_sizes=(30, 1), output="sigmoid")
wrong_start = np.zeros(unit.size)
wrong_start[-1] = -6.0  # the bias: σ(−6) = 0.002 for everybody
share = {}
for name in ("binary_cross_entropy", "mean_squared_error"):
    run = ml.train(
        unit, tumors.train, theta=wrong_start, loss=name, optimizer=ml.SGD(0.1), epochs=20, seed=1
    )
    said = (run.predict(tumors.test.x)[:, 0] > 0.5).astype(int)
    share[name] = float(ml.accuracy(said, tumors.test.y))
    print(f"{name:<22} {share[name]:.2f} of the test tumors right")

# %% tags=["test"]
assert share["binary_cross_entropy"] > 0.85 > 0.6 > share["mean_squared_error"]

# %% [markdown]
# ## The first loss
#
# A network that knows nothing gives each of $K$ classes $1/K$ and pays $\ln K$: 0.69 for two, 2.30 for ten. Look at the first loss of every run. But be careful: it is exactly $\ln K$ only if all logits start near 0. Random weights have random *opinions*, and an opinion
# without knowledge costs something.

# %%
digits = ml.standardize(ml.split(ml.digits(), seed=1))
network = ml.MLP(layer_sizes=(64, 32, 10), activation="relu", output="softmax")
starts = {
    "zeros": ml.initialize(network, "zeros"),
    "He": ml.initialize(network, "he_normal", seed=1),
}
starts["He, last layer small"] = starts["He"].copy()
network.layers[-1].W.of(starts["He, last layer small"])[...] *= 0.01
for name, theta in starts.items():
    fwd = ml.forward(network, theta, digits.train.x)
    first = ml.categorical_cross_entropy(fwd.logits, digits.train.y).value
    print(f"{name:<21} {first:.2f}   (ln 10 = {np.log(10):.2f})")

# %%
ml.quiz("03.first_loss")

# %% [markdown]
# ## Loss and accuracy
#
# Why not take the share of right answers as the loss? Because it has no slope: move a weight a little, and nearly always no answer changes. So we minimize one thing and count another, and the two need not agree.

# %%
ml.predict("03.lower_loss")

# %% tags=["nbval-check-output"]
for name, of_the_truth in {"A": [0.51, 0.51, 0.51, 0.01], "B": [0.9, 0.9, 0.45, 0.45]}.items():
    of_the_truth = np.array(of_the_truth)
    print(
        f"{name}: loss {-np.log(of_the_truth).mean():.2f}, right {np.mean(of_the_truth > 0.5):.2f}"
    )

# %%
ml.quiz("03.accuracy")

# %% [markdown]
# ## What practitioners call it
#
# | here | scikit-learn | PyTorch |
# |---|---|---|
# | `mean_squared_error(prediction, y)` | `mean_squared_error(y, prediction)` | `nn.MSELoss()` |
# | `cross_entropy(p, y)` | `log_loss(y, p)` | `nn.NLLLoss()`, of log-probabilities |
# | `binary_cross_entropy(logits, y)` | `log_loss` | `nn.BCEWithLogitsLoss()`; `nn.BCELoss()` takes probabilities |
# | `categorical_cross_entropy(logits, y)` | `log_loss` | `nn.CrossEntropyLoss()`, which takes logits |
#
# Checked against scikit-learn, on the digits:

# %%
from sklearn.metrics import log_loss

fwd = ml.forward(network, starts["He"], digits.test.x)
ours = ml.categorical_cross_entropy(fwd.logits, digits.test.y).value
theirs = log_loss(digits.test.y, fwd.output)
print(f"ours {ours:.6f}, theirs {theirs:.6f}")

# %% tags=["test"]
assert np.isclose(ours, theirs)

# %% [markdown]
# ## Pitfalls
#
# - *"The shapes broadcast, so it worked."* (N, 1) and (N,) give (N, N). Look at the shape of the difference once.
# - *"Softmax, then the loss with softmax."* Give it logits.
# - *"log(p + 1e-9) is safe."* It hides the infinity, and with it the gradient. Start from the logits.
# - *"The loss is lower, so it is better."* At what? Measure what you care about, too.
#
# **Next:** [exercise 03](../exercises/03_loss.ipynb). Then lesson 04: which weight was to blame?
