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
# 4. judge the first loss of a run, and compare squares with cross-entropy for classes.
#
# You need softmax and the sigmoid (lesson 02) and the logarithm. Symbols: [Notation and conventions](../docs/notation.md); words: [Glossary](../docs/glossary.md). About an hour. Run it cell by cell; any cell can be run again at any time.

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
# 442 patients with diabetes, ten measurements each, and a number that says how the disease advanced within a year (Efron et al. 2004). The network predicts that number. The **mean squared error** says how wrong it is: the mean of the squared differences,
#
# $$L = \frac1N \sum_{n} (\hat y_n - y_n)^2, \qquad \frac{\partial L}{\partial \hat y_n} = \frac{2(\hat y_n - y_n)}{N} .$$
#
# By hand: predictions 2, 5, 9 for targets 3, 5, 6. The differences are −1, 0, 3, the squares 1, 0, 9, the mean 10/3. The gradient is $\tfrac23 \cdot (-1, 0, 3)$: the far miss is pulled hardest, and what is right is left alone.

# %% [markdown] tags=["instructor"]
# **9 min.** Ask for the gradient of the middle example before the cell runs: 0, what is right is left alone. At "which number is best" expect the median from those who know statistics: it is right for absolute errors. For the shapes question, let them say the shape of the difference first. When late: leave the shapes question for home.

# %% tags=["nbval-check-output"]
three_squares = ml.mean_squared_error(
    np.array([[2.0], [5.0], [9.0]]), np.array([[3.0], [5.0], [6.0]])
)
print("loss    ", three_squares.value.round(4))
print("gradient", three_squares.gradient.ravel().round(4))

# %%
ml.predict("03.best_constant")

# %%
diabetes = ml.split(ml.diabetes(), seed=1)
progressed = diabetes.train.y[:, None]
constants = np.linspace(50, 260, 211)
costs = [ml.mean_squared_error(np.full_like(progressed, c), progressed).value for c in constants]
figure, ax = ml.subplots(figsize=(6, 2.6))
ax.plot(constants, costs)
center = progressed.mean()
ax.axvline(center, linestyle="--", color="gray")
ax.set(xlabel="the one number predicted for all", ylabel="mean squared error")
ax.set(title=f"dashed: the mean of the targets, {center:.0f}")
plt.show()
print(f"lowest cost {min(costs):.0f}, variance of the targets {progressed.var():.0f}")

# %% tags=["test"]
assert abs(constants[np.argmin(costs)] - center) <= 1
assert np.isclose(min(costs), progressed.var(), rtol=1e-3)

# %% [markdown]
# *A parabola of the cost over the predicted number, lowest at the mean of the targets, about 151.*
#
# **Where it comes from.** Suppose each $y_n$ is $\hat y_n$ plus *normal* noise, which crowds around 0 (lesson 01). Its density is the bell curve: how densely targets lie near $y_n$ is proportional to $e^{-(y_n - \hat y_n)^2/2s^2}$, highest at $\hat y_n$ and as wide as $s$ is large. If the errors are independent, the product of these densities says how densely data such as ours lie. A logarithm makes a sum of the product: a constant
# minus $\sum_n (y_n - \hat y_n)^2 / 2s^2$, so the product is largest where the sum of the squares is smallest. Squares are thus the right loss where errors are *normal, and equally wide everywhere*. A few far outliers break that, and then they rule the loss.

# %%
ml.quiz("03.shapes")

# %% [markdown] tags=["belief-17"]
# > **A common belief:** predictions minus targets are N differences, one for each example. Here all predictions are perfect:

# %% tags=["nbval-check-output"]
perfect, targets = np.array([[1.0], [2.0], [6.0]]), np.array([1.0, 2.0, 6.0])  # (3, 1) and (3,)
print("the difference has the shape", (perfect - targets).shape)
print(
    "mean of its squares",
    np.mean((perfect - targets) ** 2).round(3),
    "  twice the variance",
    (2 * targets.var()).round(3),
)
print("with both as columns", np.mean((perfect - targets[:, None]) ** 2))

# %% [markdown]
# (3, 1) minus (3,) is stretched to (3, 3): every prediction was compared with *every* target. Nothing failed and nothing warned; look at the shape once.
#
# ## Mean or sum
#
# All losses of this course are the **mean** over the batch.

# %% [markdown] tags=["instructor"]
# **5 min.** Ask what happens to the step when the batch doubles. When late: only the question.

# %% [markdown] tags=["belief-18"]
# > **A common belief:** the loss of a batch is the sum over its examples. Compare how hard batches of two sizes pull in all:

# %%
line = ml.MLP((10, 1), output="identity")
line_theta = ml.initialize(line, "xavier_normal", seed=1)
for size in (16, 64):
    said = ml.forward(line, line_theta, diabetes.train.x[:size]).output
    pulls = np.abs(ml.mean_squared_error(said, progressed[:size]).gradient)
    print(
        f"batch {size}: total pull of the mean {pulls.sum():4.0f}, of the sum {size * pulls.sum():6.0f}"
    )

# %% [markdown]
# With the sum the gradient grows with the batch, and with it every step: here the pulls on the predictions add up to 3.5 times as much for 64 as for 16. With the mean its size stays about the same, so the learning rate need not make up for that. (The best one may still depend on the batch size, since a larger batch gives a less noisy gradient.)

# %% [markdown] tags=["belief-19"]
# > **A common belief:** the loss is divided by the batch size, and so is its gradient, once more. The three predictions from above; the first is moved a little to both sides:

# %% tags=["nbval-check-output"]
three_y = np.array([[3.0], [5.0], [6.0]])
sides = [
    ml.mean_squared_error(np.array([[z], [5.0], [9.0]]), three_y).value
    for z in (2 - 1e-6, 2 + 1e-6)
]
print(f"tried {(sides[1] - sides[0]) / 2e-6:.4f}")
print(
    f"gradient {three_squares.gradient[0, 0]:.4f}   divided by 3 once more {three_squares.gradient[0, 0] / 3:.4f}"
)

# %% [markdown]
# The 1/N is in the gradient already, since it is the slope of a mean.

# %%
ml.quiz("03.sum_or_mean")

# %% [markdown]
# ## From likelihood to a loss
#
# For classes the network gives a probability to each. How good are these probabilities? Ask how likely they make what really happened. If the true classes of three examples were given 0.9, 0.5 and 0.2, the **likelihood** of all three together is
# $0.9 \cdot 0.5 \cdot 0.2 = 0.09$. The better the network, the larger.
#
# A product of thousands of such numbers is too small for a float64, so take the logarithm, which turns the product into a sum; turn the sign, so that smaller is better; and divide by the number of examples:
#
# $$L = -\frac1N \sum_n \ln p_n, \qquad p_n = \text{the probability given to the true class of example } n .$$
#
# This is **cross-entropy**. One example's share, $-\ln p$, is its *surprise*. **Predict** its curve:

# %% [markdown] tags=["instructor"]
# **9 min.** Likelihood before logarithm: let them multiply 0.9, 0.5 and 0.2, then imagine ten thousand such factors. Many draw a straight line from (0, 1) to (1, 0) (the share of wrong answers): ask what a certain error costs there. When late: say the product yourself, keep the drawing.

# %%
given_to_the_truth = np.linspace(0.02, 1, 99)
ml.predict("03.surprise_curve", truth=(given_to_the_truth, -np.log(given_to_the_truth)))

# %% [markdown]
# By hand, for the three examples: $(0.105 + 0.693 + 1.609)/3 = 0.803$, and indeed
# $-\tfrac13 \ln 0.09 = 0.803$.

# %% tags=["nbval-check-output"]
three_surprises = ml.cross_entropy(
    np.array([[0.9, 0.1], [0.5, 0.5], [0.8, 0.2]]), np.array([0, 1, 1])
)
print("each               ", three_surprises.per_example.round(3))
print("mean               ", three_surprises.value.round(3))
print("from the likelihood", round(-np.log(0.9 * 0.5 * 0.2) / 3, 3))

# %% [markdown]
# With targets written as **one-hot** rows (1 at the true class, 0 at all others) it reads $-\sum_k y_k \ln p_k$: all terms but that of the true class are 0.
#
# ## Many classes
#
# **Categorical cross-entropy** is this loss after softmax. The library takes the **logits** and needs no probability in between. With $y$ the number of the true class, $p_y = e^{z_y} / \sum_j e^{z_j}$, so $-\ln p_y = \ln \sum_j e^{z_j} - z_y$. It first subtracts the largest logit from all, as in lesson 02, so that nothing overflows.
#
# By hand: logits $(2, 1, 0)$, true class 1. $\ln(e^2 + e^1 + e^0) = \ln 11.11 = 2.41$, minus $z_1 = 1$: 1.41.

# %% [markdown] tags=["instructor"]
# **9 min.** By hand with a calculator. Ask what the gradient's three numbers add up to, and why (0: both $p$ and $y$ add up to 1). Softmax twice is the error that costs most time later: have 0.55 derived. When late: give the three numbers of softmax, keep the question of their sum.

# %% tags=["nbval-check-output"]
one_example = ml.categorical_cross_entropy(np.array([[2.0, 1.0, 0.0]]), np.array([1]))
print("loss     ", one_example.value.round(3))
print("gradient ", one_example.gradient.round(3))

# %% [markdown]
# This is the gradient by the logits, $\partial L/\partial z$. It is **what was said minus what was true**, $p - y$, now with $y$ as a one-hot row: here $(0.665, 0.245, 0.090) - (0, 1, 0)$. (In a batch each row is divided by N besides, since the loss is a mean.) A step against it pulls the true logit up and pushes the others down, each by as much as it was wrong. Lesson 04 derives why it comes out so simple.
#
# Two slips cost much, and neither raises an error. The first:

# %%
ml.quiz("03.twice")

# %% [markdown] tags=["belief-21"]
# > **A common belief:** a loss for classes takes the network's output, the probabilities. A network that is right and certain:

# %% tags=["nbval-check-output"]
certain = np.array([[1000.0, 0.0, 0.0]])
print("logits given        ", ml.categorical_cross_entropy(certain, np.array([0])).value)
print(
    "probabilities given ",
    ml.categorical_cross_entropy(ml.softmax(certain), np.array([0])).value.round(3),
)

# %% [markdown]
# The loss applied softmax once more, to (1, 0, 0): 0.58 is left for the true class. However right the network is, the loss cannot come near 0. The second slip:

# %%
ml.quiz("03.classes_mean")

# %% [markdown] tags=["belief-20"]
# > **A common belief:** `np.mean(-y * np.log(p))` is the mean of the cross-entropy. Two examples, three classes:

# %% tags=["nbval-check-output"]
rows, hot = np.array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1]]), np.array([[1, 0, 0], [0, 1, 0]])
print("one surprise for each example", (-(hot * np.log(rows)).sum(axis=1)).round(3))
print("their mean                   ", (-(hot * np.log(rows)).sum() / 2).round(3))
print("mean over the classes too    ", np.mean(-hot * np.log(rows)).round(3), "  a third of it")

# %% [markdown]
# `np.mean` divides by all six numbers, and an example has only one surprise. Divide by the number of examples.
#
# ## Two classes
#
# 569 tumors, malignant (class 0) or benign (class 1) (Street et al. 1993). One question, so one sigmoid unit is enough: $p = \sigma(z)$ is the probability of class 1, and $1 - p$ that of class 0. **Binary cross-entropy** is the same surprise:
#
# $$-\ln p \text{ if } y = 1, \quad -\ln(1 - p) \text{ if } y = 0, \qquad \text{together} \quad -y \ln p - (1 - y) \ln(1 - p) .$$
#
# It *is* the categorical one with two classes, of which one has its logit fixed at 0: $\sigma(z) = e^z/(e^z + e^0)$.

# %% [markdown] tags=["instructor"]
# **7 min.** Ask for $\sigma(40)$ in float64 before showing that it is exactly 1. Expect "add a small number inside the logarithm": then the loss is capped, and far out the gradient is 0.

# %% tags=["nbval-check-output"]
z_of_three, labels = np.array([[1.5], [-0.3], [4.0]]), np.array([1, 0, 0])
both_logits = np.hstack([np.zeros_like(z_of_three), z_of_three])
one_unit = ml.binary_cross_entropy(z_of_three, labels).per_example.ravel()
two_units = ml.categorical_cross_entropy(both_logits, labels).per_example
print("one sigmoid unit ", one_unit.round(4))
print("two softmax units", two_units.round(4))

# %% [markdown] tags=["belief-24"]
# > **A common belief:** two softmax units with the logits $-z$ and $z$ are the same as one sigmoid unit with $z$. Once more the three examples:

# %% tags=["nbval-check-output"]
mirrored = np.hstack([-z_of_three, z_of_three])
print("one sigmoid unit      ", one_unit.round(4))
print("softmax of (−z, z)    ", ml.categorical_cross_entropy(mirrored, labels).per_example.round(4))

# %% [markdown]
# Only the difference of the logits counts, and here it is $2z$. Both losses are the same thing when one logit stays at 0.

# %%
ml.quiz("03.log_zero")

# %% [markdown]
# So the formula as it stands fails far out; for $y = 1$ its other term becomes $0 \cdot \infty$, not a number. Start from the logit instead, with $1 - \sigma(z) = \sigma(-z)$:
#
# $$y = 1: \quad -\ln \sigma(z) = \ln(1 + e^{-z}), \qquad\qquad y = 0: \quad -\ln(1 - \sigma(z)) = \ln(1 + e^{z}) .$$
#
# Both are $\ln(1 + e^u)$, with $u = -z$ where $y = 1$ and $u = z$ where $y = 0$. For a large $u$ the exponential overflows, so take it out of the sum:
#
# $$\ln(1 + e^u) = \ln\big(e^u (e^{-u} + 1)\big) = u + \ln(1 + e^{-u}) .$$
#
# For a negative $u$ the form on the left is the safe one, for a positive $u$ that on the right. Both signs in one:
#
# $$\ln(1 + e^u) = \max(u, 0) + \ln(1 + e^{-|u|}) .$$
#
# (NumPy's `log1p(v)` is $\ln(1 + v)$, exact for tiny $v$ too.)

# %% [markdown] tags=["belief-23"]
# > **A common belief:** the logarithm of a sigmoid is safe, since a sigmoid is never 0 or 1. Three examples far out:

# %% tags=["nbval-check-output"]
far_z, far_y = np.array([40.0, 40.0, -1000.0]), np.array([0, 1, 1])
with np.errstate(all="ignore"):
    q = 1 / (1 + np.exp(-far_z))
    print("as written          ", -far_y * np.log(q) - (1 - far_y) * np.log(1 - q))
    u = np.where(far_y == 1, -far_z, far_z)
    print("ln(1 + eᵘ)          ", np.log(1 + np.exp(u)).round(3))
print("cannot overflow     ", np.maximum(u, 0) + np.log1p(np.exp(-abs(u))))
print("the library's, by z ", ml.binary_cross_entropy(far_z[:, None], far_y).per_example.ravel())

# %% [markdown]
# In float64 it *is* 0 or 1 far out, and then $\ln \sigma$ or $\ln(1 - \sigma)$ is infinite. The logit still knows how far.
#
# ## Drag a prediction
#
# Take hold of a prediction and move it (or use the arrow keys). Beside it you see, for squares and (press *breast cancer*) for cross-entropy, what the example adds to the loss, with its share of the whole, and the gradient. The arrow points *against* the
# gradient: where, and how hard, the prediction is pulled.
#
# 1. *Diabetes:* drag the prediction of the first patient, $y = 61$, to 400. How much of the loss is now that patient's own?
# 2. *Breast cancer:* make the first tumor, which is malignant ($y = 0$), confidently wrong: $z = 8$. Compare its two gradients.

# %% [markdown] tags=["instructor"]
# **8 min.** Task 1 in pairs, then compare; ask whether such a patient should rule the loss. Task 2: ask for both gradients *before* the next section. When late: task 2 only, at the projector.

# %%
ml.LossLab("regression")

# %% tags=["test"]
lab = ml.LossLab("regression")
lab.move(0, 400.0)
own = (lab.predictions[0] - 61) ** 2 / 10  # its share of the mean over ten
assert round(own / lab.losses["mean_squared_error"].value, 2) == 0.66

# %% [markdown]
# Then one patient of ten owns 66 % of the loss: far misses rule the squares. What do the tumor's two gradients mean for training?
#
# ## A confidently wrong start
#
# One could take $(p - y)^2$ for probabilities too. **Predict** what it does to a single sigmoid unit:

# %% [markdown] tags=["instructor"]
# **6 min.** Vote. Those who say that both recover should look at the two gradients in the lab again. Do the experiment together.

# %%
ml.predict("03.confident_start")

# %%
tumors = ml.standardize(ml.split(ml.breast_cancer(), seed=1))
unit = ml.MLP(layer_sizes=(30, 1), output="sigmoid")
print("p at the start   cross-entropy   squares        (share of the test tumors that are right)")
for bias in (-6.0, -5.0, -4.0):
    wrong_start = np.zeros(unit.size)
    wrong_start[-1] = bias  # σ(bias) for everybody, since all weights are 0
    right = []
    for name in ("binary_cross_entropy", "mean_squared_error"):
        run = ml.train(
            unit, tumors.train, theta=wrong_start, loss=name, optimizer=ml.SGD(0.1), epochs=20
        )
        right.append(np.mean((run.predict(tumors.test.x)[:, 0] > 0.5) == tumors.test.y))
    print(f"{ml.sigmoid(np.array(bias)):14.4f}   {right[0]:13.2f}   {right[1]:7.2f}")

# %% tags=["test"]
starts_at_6 = np.zeros((64, unit.size))
starts_at_6[:, -1] = -6.0
slow = {"optimizer": ml.SGD(0.1), "epochs": 20, "seed": list(range(64)), "theta": starts_at_6}
by_squares = ml.train(unit, tumors.train, loss="mean_squared_error", **slow)
by_surprise = ml.train(unit, tumors.train, loss="binary_cross_entropy", **slow)
assert (by_squares.predict(tumors.test.x) < 0.5).all()
found = by_surprise.predict(tumors.test.x)[..., 0] > 0.5
assert (found == tumors.test.y).mean(axis=-1).min() > 0.9

# %% tags=["try"]
# (-6.0, -5.0, -4.0) → (-2.0, 0.0, 2.0)
assert min(right) > 0.9

# %% [markdown]
# (0.37 is the share of malignant tumors: there the unit still says class 0 to everybody.) The less wrong the unit starts, the sooner squares come loose. Write `(-2.0, 0.0, 2.0)` for the three biases: then it starts nowhere surer than 0.88, and both losses do equally well.
#
# ## Why not squares for classes
#
# Both losses must go through the sigmoid's slope. From $p = (1 + e^{-z})^{-1}$ the chain rule gives
#
# $$\frac{\partial p}{\partial z} = \frac{e^{-z}}{(1 + e^{-z})^2} = p(1 - p), \qquad \text{since} \quad 1 - p = \frac{e^{-z}}{1 + e^{-z}} .$$
#
# So the squares have $\partial L/\partial z = 2(p - y) \cdot p(1 - p)$. Cross-entropy, for $y = 1$, has $-\frac1p \cdot p(1 - p) = p - 1$, and for $y = 0$ in the same way $p$: the slope cancels, $p - y$ is left. With squares the factor $p(1 - p)$ stays. It is nearly 0 where the unit is sure, *also if it is sure and wrong*:

# %%
axis_z = np.linspace(-8, 8, 161)
p = ml.sigmoid(axis_z)
figure, ax = ml.subplots(figsize=(6, 2.8))
ax.plot(axis_z, p - 1, label="cross-entropy, p − y")
ax.plot(axis_z, 2 * (p - 1) * p * (1 - p), "--", label="squares, 2(p − y)p(1 − p)")
ax.set(xlabel="logit z of an example with y = 1", ylabel="gradient ∂L/∂z")
ax.legend()
plt.show()

# %% [markdown]
# *The gradient over the logit. Cross-entropy: −1 far to the left, where the unit is confidently wrong, rising to 0. Squares: a dip to −0.3 near z = −0.7, and nearly 0 far to the left.*

# %% [markdown]
# The tumor that you dragged to $z = 8$, with $y = 0$:

# %% tags=["nbval-check-output"]
sure = ml.sigmoid(np.array(8.0))  # and y is 0; it is one example of ten
print(f"cross-entropy  (p − y)/10              {sure / 10:.6f}")
print(f"squares        2(p − y)p(1 − p)/10     {2 * sure * sure * (1 - sure) / 10:.6f}")

# %% [markdown]
# It is as wrong as can be, and yet its squares hardly pull, while cross-entropy pulls with nearly all it has: a tenth, since it is one of ten examples.
#
# ## The first loss
#
# A network that gives each of $K$ classes the probability $1/K$ pays $\ln K$: 0.69 for two, 2.30 for ten. Look at the first loss of every run.

# %% [markdown] tags=["instructor"]
# **5 min.** Ask for the first loss with ten classes. Expect 2.3; then ask what happens if the network already has opinions.

# %%
ml.quiz("03.first_loss")

# %% [markdown]
# The first loss is close to $\ln K$ only if all logits start near 0. Random weights have random *opinions*, and an opinion without knowledge costs something, on average. Fifty random starts each:

# %%
digits = ml.standardize(ml.split(ml.digits(), seed=1))
network = ml.MLP(layer_sizes=(64, 32, 10), activation="relu", output="softmax")
he_starts = ml.initialize(network, "he_normal", seed=list(range(50)))
small_last = he_starts.copy()
network.layers[-1].W.of(small_last)[...] *= 0.01
starts = {"zeros": np.zeros_like(he_starts), "He": he_starts, "He, last layer small": small_last}
print(f"first loss, with ln 10 = {np.log(10):.2f}")
for name, thetas in starts.items():
    logits = ml.forward(network, thetas, digits.train.x).logits
    first = [ml.categorical_cross_entropy(each, digits.train.y).value for each in logits]
    print(f"{name:<21} from {min(first):.2f} to {max(first):.2f}, median {np.median(first):.2f}")

# %% tags=["test"]
of_starts = {
    name: [ml.categorical_cross_entropy(z, digits.train.y).value for z in each]
    for name, each in (
        (name, ml.forward(network, thetas, digits.train.x).logits)
        for name, thetas in starts.items()
    )
}
assert min(of_starts["He"]) > np.log(10)
assert 2.8 < np.median(of_starts["He"]) < 3.1
assert max(of_starts["He, last layer small"]) < 2.32

# %% [markdown]
# ## Loss and accuracy
#
# Why not take the share of right answers, the **accuracy**, as the loss? Because it has no slope: move a weight a little, and nearly always no answer changes. Does it matter? Compare two networks:

# %% [markdown] tags=["instructor"]
# **6 min.** Ask both parts of the question separately. Last five minutes: pitfalls, and what the exercise asks. When late: leave the comparison with scikit-learn.

# %%
ml.predict("03.lower_loss")

# %% tags=["nbval-check-output"]
for who, of_the_truth in {"A": [0.51, 0.51, 0.51, 0.01], "B": [0.9, 0.9, 0.45, 0.45]}.items():
    lost, is_right = -np.log(of_the_truth), np.array(of_the_truth) > 0.5
    print(f"{who}: loss {lost.mean():.2f}, right {is_right.mean():.2f}")

# %% [markdown]
# We minimize one thing and count another; so watch both.

# %%
ml.quiz("03.accuracy")

# %% [markdown]
# ## What practitioners call it
#
# | here | scikit-learn | PyTorch |
# |---|---|---|
# | `mean_squared_error(prediction, y)` | `mean_squared_error(y, prediction)` | `nn.MSELoss()` |
# | `cross_entropy(p, y)` | `log_loss(y, p)` | `nn.NLLLoss()`, of log-probabilities |
# | `binary_cross_entropy(logits, y)` | `log_loss(y, sigmoid(logits))` | `nn.BCEWithLogitsLoss()`; `nn.BCELoss()` takes probabilities |
# | `categorical_cross_entropy(logits, y)` | `log_loss(y, softmax(logits))` | `nn.CrossEntropyLoss()`, which takes logits |
#
# Checked against scikit-learn, on the digits:

# %% tags=["nbval-check-output"]
from sklearn.metrics import log_loss

tested = ml.forward(network, he_starts[0], digits.test.x)
ours = ml.categorical_cross_entropy(tested.logits, digits.test.y).value
print("the same as theirs:", bool(np.isclose(ours, log_loss(digits.test.y, tested.output))))

# %% [markdown]
# ## Pitfalls
#
# - *"The shapes broadcast, so it worked."* (N, 1) and (N,) give (N, N). Look at the shape of the difference once.
# - *"Softmax, then the loss with softmax."* Give it logits.
# - *"A tiny number inside makes it safe, ln(p + 1e-9)."* It caps the loss at 20.7, and far out its gradient is 0. Start from the logits.
# - *"The loss is lower, so it is better."* At what? Measure what you care about, too.
#
# **Next:** [exercise 03](../exercises/03_loss.ipynb). Then [lesson 04](04_backpropagation.ipynb): which weight was to blame?
