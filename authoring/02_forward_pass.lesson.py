# %% [markdown]
# # 02 · Forward pass
#
# The weights are there. Now the network says something: numbers go in at the left, are multiplied, added and bent, layer by layer, and come out at the right as probabilities. There is no learning in this lesson,
# only computing. It is the part of a network that runs a billion times a day on every telephone.
#
# **Where you are.** initialization → **forward pass** → loss → backpropagation → update → iteration.
#
# **After this lesson you can**
#
# 1. follow an example, and a whole batch, through a network with the shape at every arrow;
# 2. compute ReLU, sigmoid and tanh, and say where each of them saturates;
# 3. turn logits into probabilities with softmax, stably and at any temperature;
# 4. show why a network without activations is a single layer.
#
# You need the matrix product ([lesson 00b](00b_mathematics_and_numpy.ipynb), part 3). Symbols: [Notation and conventions](../docs/notation.md). About an hour.

# %%
import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml

# %% [markdown]
# ## From earlier lessons
#
# Three questions, first of all what you got wrong. When all three are answered, this cell, run again, asks three others.

# %%
ml.look_back("02")

# %% [markdown]
# ## One unit
#
# A unit does two things. It adds up its inputs times its weights, and its bias; and it bends the sum with an **activation function** $f$:
#
# $$z = x_0 W_0 + x_1 W_1 + b, \qquad a = f(z) .$$
#
# With $x = (1, 2)$, weights $(0.5, 0.25)$, bias 0 and ReLU, $f(z) = \max(z, 0)$: $z = 1 \cdot 0.5 + 2 \cdot 0.25 + 0 = 1$ and $a = 1$. A second unit with the weights $(-1, 1)$ and the bias $-2$ has
# $z = 1 \cdot (-1) + 2 \cdot 1 - 2 = -1$ and $a = 0$: it says nothing.
#
# Each unit's weights are a **column** of $W$. So all units of a layer together are one product, $z = xW + b$:

# %%
small = ml.MLP(layer_sizes=(2, 2, 1), activation="relu", output="identity")
theta = np.array([0.5, -1.0, 0.25, 1.0, 0.0, -2.0, 2.0, 3.0, 0.5])  # W0 row by row, b0, W1, b1
fwd = ml.forward(small, theta, np.array([[1.0, 2.0]]))
fwd.layers[0]

# %% tags=["nbval-check-output"]
print("z of the hidden layer", fwd.layers[0].z)
print("a of the hidden layer", fwd.layers[0].a)
print("output               ", fwd.output)

# %% [markdown]
# The **input layer** computes nothing: it is the example. **Hidden layers** take what comes out of the layer before. The **output layer** is the last one, and what its activation is depends on the question that the network is to answer.
#
# ## Shapes at every arrow
#
# Nobody sends single examples through a network. A **batch** of them goes at once, one in each row, and each row goes its way as if it were alone. Here is a network for the iris flowers (Fisher 1936; measured by Anderson): 4 lengths in
# centimeters, two hidden layers of 8, three species; 4-8-8-3.

# %%
iris = ml.standardize(ml.split(ml.iris(), seed=1))
network = ml.MLP(layer_sizes=(4, 8, 8, 3), activation="relu", output="softmax")
theta = ml.initialize(network, "he_normal", seed=1)
fwd = ml.forward(network, theta, iris.train.x[:31])  # a batch of 31
for number, layer in enumerate(fwd.layers):
    print(
        f"layer {number}   x {layer.x.shape} @ W {layer.W.shape} + b {layer.b.shape}"
        f"   → z {layer.z.shape}   → a {layer.a.shape}"
    )

# %% [markdown]
# Read it from left to right. The **inner** sizes meet and vanish: (31, **4**) @ (**4**, 8). The bias (8,) is added to each of the 31 rows. The batch size, 31, goes through unchanged: no layer mixes examples.

# %%
ml.quiz("02.shapes")

# %%
ml.quiz("02.product")

# %% [markdown]
# Here is that network, trained for a while (with Adam, which lesson 04 introduces), to look into. Choose a flower. Click on a unit to see its sum with the numbers put in; switch to the batch to see what the same unit says about all of them.
#
# 1. Find a hidden unit that is off for the flower on the screen. For which species is it on?
# 2. Find a flower of which the network is not sure. Which two logits are nearly alike?

# %%
iris_run = ml.train(network, iris.train, theta=theta, optimizer=ml.Adam(0.01), epochs=60, seed=1)
ml.ForwardLab(
    network,
    iris_run.theta,
    iris.test.x,
    iris.test.y,
    class_names=("setosa", "versicolor", "virginica"),
    feature_names=("sepal length", "sepal width", "petal length", "petal width"),
)

# %% [markdown]
# ## Three activations
#
# | | formula | from … to | used |
# |---|---|---|---|
# | ReLU | $\max(z, 0)$ | 0 … ∞ | in hidden layers, nearly everywhere (Nair and Hinton 2010) |
# | sigmoid | $\sigma(z) = 1/(1 + e^{-z})$ | 0 … 1 | in the output layer, for yes-or-no questions |
# | tanh | $(e^z - e^{-z})/(e^z + e^{-z}) = 2\sigma(2z) - 1$ | −1 … 1 | in small and in recurrent networks |
#
# By hand: $\sigma(0) = \tfrac12$; $\tanh(0) = 0$; $\sigma(2) = 1/(1 + e^{-2}) = 0.881$; $\tanh(1) = 2 \cdot 0.881 - 1 = 0.762$.

# %% tags=["nbval-check-output"]
z = np.array([-2.0, 0.0, 1.0, 2.0])
print("ReLU   ", ml.relu(z))
print("sigmoid", ml.sigmoid(z).round(3))
print("tanh   ", ml.tanh(z).round(3))

# %% [markdown]
# What can be built of such bends? **Predict** by drawing:

# %%
x = np.linspace(-1, 3, 81)
y_hat = ml.relu(x) - 2 * ml.relu(x - 1) + 2 * ml.relu(x - 2)
ml.predict("02.relu_curve", truth=(x, y_hat))

# %% [markdown]
# Each unit adds one bend. With enough of them
# any curve can be followed as closely as you like (Cybenko 1989, for sigmoids).

# %% tags=["nbval-check-output"]
for point in (0, 1, 2, 3):
    print(f"x = {point}: ŷ = {y_hat[np.argmin(abs(x - point))]:.1f}")

# %% [markdown]
# ## Slopes and saturation
#
# For learning, which begins in lesson 04, it is not the value that counts but the slope: does the unit's answer change if $z$ changes a little? Where the curve is flat, the unit is **saturated**.

# %%
z = np.linspace(-6, 6, 241)
figure, axes = plt.subplots(1, 2, figsize=(9, 2.8))
curves = {
    "ReLU": (ml.relu, ml.relu_derivative, "-"),
    "sigmoid": (ml.sigmoid, ml.sigmoid_derivative, "--"),
    "tanh": (ml.tanh, ml.tanh_derivative, "-."),
}
for name, (f, slope, style) in curves.items():
    axes[0].plot(z, f(z), style, label=name)
    axes[1].plot(z, slope(z), style, label=name)
axes[0].set(title="a = f(z)", xlabel="z", ylim=(-1.2, 3))
axes[1].set(title="slope ∂a/∂z", xlabel="z", ylim=(-0.1, 1.2))
axes[0].legend()
plt.show()

# %% [markdown]
# *Two plots over z from −6 to 6. Left, the three curves: ReLU a kink at 0, the sigmoid an S from 0 to 1, tanh an S from −1 to 1. Right, their slopes: ReLU a step from 0 to 1, the sigmoid a low hump of height ¼, tanh a hump of height 1; both humps are nearly 0
# beyond ±5.*

# %% tags=["nbval-check-output"]
print(
    "largest slope of the sigmoid",
    ml.sigmoid_derivative(np.array(0.0)),
    "  of tanh",
    ml.tanh_derivative(np.array(0.0)),
)
print(f"slope of tanh at z = 5      {ml.tanh_derivative(np.array(5.0)):.1e}")
print(f"slope of ReLU at z = −3     {ml.relu_derivative(np.array(-3.0)):.0f}")

# %% [markdown]
# ReLU never saturates to the right, and is entirely flat to the left. A unit whose $z$ is negative for every example is **dead**: slope 0, for ever.

# %%
ml.quiz("02.saturation")

# %% [markdown]
# ## Stacked lines
#
# Why bend at all?

# %%
ml.predict("02.five_linear_layers")

# %%
moons = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
candidates = {
    "five linear layers": ml.MLP((2, 16, 16, 16, 16, 16, 2), activation="identity"),
    "no hidden layer": ml.MLP((2, 2)),
    "one tanh layer": ml.MLP((2, 16, 2), activation="tanh"),
}
runs, right = {}, {}
for name, candidate in candidates.items():
    run = ml.train(candidate, moons.train, optimizer=ml.Adam(0.05), epochs=40, seed=1)
    runs[name] = run
    right[name] = float(ml.accuracy(run.predict(moons.test.x).argmax(axis=-1), moons.test.y))
    print(f"{name:<18}  {candidate.size:5} parameters   {right[name]:.2f} of the test points right")

# %% tags=["test"]
assert right["one tanh layer"] > right["five linear layers"] + 0.03

# %% [markdown]
# Two layers without activation are $(xW_0 + b_0)W_1 + b_1$. Multiply out:
#
# $$x \underbrace{W_0 W_1}_{W} + \underbrace{b_0 W_1 + b_1}_{b} .$$
#
# That is one layer, with a $W$ and a $b$ that could have been had at once. Checked on the numbers of the trained network: the product of its six matrices does the same as all of it.

# %%
deep, run = candidates["five linear layers"], runs["five linear layers"]
W, b = np.eye(2), np.zeros(2)
for layer in deep.layers:
    W, b = (
        W @ layer.W.of(run.last.theta),
        b @ layer.W.of(run.last.theta) + layer.b.of(run.last.theta),
    )
print("six layers", ml.forward(deep, run.last.theta, moons.test.x).logits[0])
print("one layer ", (moons.test.x @ W + b)[0])

# %% tags=["test"]
assert np.allclose(ml.forward(deep, run.last.theta, moons.test.x).logits, moons.test.x @ W + b)

# %%
ml.quiz("02.linear")

# %% [markdown]
# ## The output layer
#
# Its activation follows from the task:
#
# | task | output | says |
# |---|---|---|
# | regression | identity | a number |
# | one yes-or-no question | sigmoid | the probability of yes |
# | one of several classes | softmax | a probability for each, together 1 |
#
# The weighted sums of the output layer are called **logits**. They may be any numbers: a large one means *rather this class*, a negative one *rather not*. So nothing must cut them off before they have been turned into probabilities.

# %%
ml.quiz("02.output_relu")

# %% [markdown]
# ## Softmax
#
# $$p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$
#
# The exponential makes everything positive, the division makes it add up to 1. By hand, for the logits $(2, 1, 0)$: $e^2 = 7.39$, $e^1 = 2.72$, $e^0 = 1$, together 11.11; so $p = (0.665, 0.245, 0.090)$.

# %% tags=["nbval-check-output"]
print(ml.softmax(np.array([2.0, 1.0, 0.0])).round(3))

# %%
ml.quiz("02.axis")

# %% [markdown]
# Only **differences** of logits matter: $p_0/p_1 = e^{z_0 - z_1}$. Two predictions about that:

# %%
ml.predict("02.temperature")

# %%
ml.predict("02.shift")

# %% tags=["nbval-check-output"]
logits = np.array([2.0, 1.0, 0.0])
print("as they are    ", ml.softmax(logits).round(3))
print("times ten      ", ml.softmax(10 * logits).round(3))
print("divided by ten ", ml.softmax(logits / 10).round(3))
print("1000 added     ", ml.softmax(logits + 1000).round(3))

# %% [markdown]
# ## Temperature
#
# Dividing the logits by a number $T$ before softmax is called setting the **temperature**. Hot, $T > 1$: the probabilities come closer to each other. Cold, $T < 1$: the largest takes nearly all. Which class comes first never changes. Language models have this knob.
#
# ## The stable form
#
# Written as in the formula, softmax fails for logits around 1000, since $e^{1000}$ is larger than any float64:

# %% tags=["nbval-check-output"]
with np.errstate(over="ignore", invalid="ignore"):
    print("as written      ", np.exp(logits + 1000) / np.exp(logits + 1000).sum())
shifted = (logits + 1000) - (logits + 1000).max()
print("maximum removed ", (np.exp(shifted) / np.exp(shifted).sum()).round(3))

# %% [markdown]
# Adding the same number to all logits changes nothing, so subtract the largest: then the largest exponent is 0, and nothing can overflow. Each **row** needs its own maximum; one for the whole batch would push a row that lies far below it to 0/0.

# %%
ml.quiz("02.maximum")

# %% [markdown]
# Drag the logits, turn the temperature:

# %%
ml.SoftmaxLab()

# %% [markdown]
# ## What practitioners call it
#
# | here | scikit-learn | PyTorch |
# |---|---|---|
# | `forward(network, theta, x).output` | `predict_proba(x)` | `model(x).softmax(dim=1)` |
# | `forward(network, theta, x).logits` | `decision_function(x)` of linear models | `model(x)`, as a rule |
# | a layer, $xW + b$ | `coefs_[l]`, `intercepts_[l]` | `nn.Linear`, which stores $W$ transposed |
# | `relu`, `sigmoid`, `tanh` | `activation="relu"`, `"logistic"`, `"tanh"` | `nn.ReLU`, `nn.Sigmoid`, `nn.Tanh` |
#
# The same numbers through scikit-learn's own forward pass:

# %%
from sklearn.neural_network import MLPClassifier

peer = MLPClassifier((8, 8), max_iter=1, random_state=1)
peer.partial_fit(iris.train.x, iris.train.y, classes=[0, 1, 2])
ours = ml.MLP((4, 8, 8, 3))
pairs = zip(peer.coefs_, peer.intercepts_, strict=True)
its_theta = np.concatenate([part.ravel() for pair in pairs for part in pair])
difference = ml.forward(ours, its_theta, iris.test.x).output - peer.predict_proba(iris.test.x)
print("largest difference between the two below 1e-12:", bool(np.abs(difference).max() < 1e-12))

# %% tags=["test"]
assert np.abs(difference).max() < 1e-12

# %% [markdown]
# ## Pitfalls
#
# - *"W is (units, inputs)."* In PyTorch it is. In a square layer either runs, and only one is right.
# - *"More layers, more power."* Only with a bend between them.
# - *"Softmax is confident, so it is right."* It turns any numbers into probabilities, also those of a network that was never trained.
# - *"nan means that my data is broken."* Often it is an exponential of something large.
#
# **Next:** [exercise 02](../exercises/02_forward_pass.ipynb). Then lesson 03: how wrong was that?
