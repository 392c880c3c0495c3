# %% [markdown]
# # 02 · Forward pass
#
# The weights are there. Now the network says something: numbers go in at the left, are multiplied, added and bent, layer by layer, and come out at the right as probabilities. Nothing is learned in this lesson; it is
# only computed. A network that is in use does nothing else.
#
# **Where you are.** initialization → **forward pass** → loss → backpropagation → update → iteration.
#
# **After this lesson you can**
#
# 1. follow an example, and a whole batch, through a network with the shape at every arrow;
# 2. compute ReLU, sigmoid and tanh, and say where each of them saturates;
# 3. turn logits into probabilities with softmax, stably and at any temperature;
# 4. say what a network without activations computes, and prove it by multiplying out.
#
# You need the matrix product ([lesson 00b](00b_mathematics_and_numpy.ipynb), part 3). Symbols: [Notation and conventions](../docs/notation.md); words: [Glossary](../docs/glossary.md). About an hour. Run it cell by cell; any cell can be run again at any time.

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
# A unit does two things. It adds up its inputs, each times a weight of its own, and its bias; and it bends the sum with an **activation function** $f$. With two inputs $x_0, x_1$, two weights $w_0, w_1$ and the bias $b$:
#
# $$z = x_0 w_0 + x_1 w_1 + b, \qquad a = f(z) .$$
#
# By hand, with $x = (1, 2)$ and ReLU, $f(z) = \max(z, 0)$: a unit with the weights $(0.5, 0.25)$ and the bias 0 has $z = 1 \cdot 0.5 + 2 \cdot 0.25 + 0 = 1$ and $a = 1$ as well. A unit with the weights $(-1, 1)$ and the bias $-2$ has
# $z = 1 \cdot (-1) + 2 \cdot 1 - 2 = -1$ and $a = 0$: it says nothing.
#
# Put both units' weights side by side, a **column** for each unit, and you have the matrix $W_0$ of the layer. (At $x$ and $w$ the small number counts the inputs; at $W$, $b$, $z$ and $a$ it counts the layers. Both counts begin at 0. Which unit is meant stands in brackets: $a_0[1]$.) Then one product computes all units, $z_0 = xW_0 + b_0$:
#
# $$(1,\; 2) \begin{pmatrix} 0.5 & -1 \\ 0.25 & 1 \end{pmatrix} + (0,\; -2) = (1,\; -1) .$$
#
# Here is that layer in a network 2-2-1, whose output is $2\, a_0[0] + 3\, a_0[1] + 0.5$. Click on each unit and compare its sum with the one above. The picture in a unit shows its $a$ over the plane of all inputs: unit 1 says nothing on one side of a line, and our example lies on that side. Then, with unit 1 chosen, drag `b0[1]` up (or focus it and press ↑) until the example lies on the other side.

# %% [markdown] tags=["instructor"]
# **8 min.** Let them compute both units on paper before the cell runs. Ask: which number of $W_0$ leads from input 1 to unit 0? (Row 1, column 0: 0.25.) Whoever reads rows as units gets $z = (1 \cdot 0.5 - 2 \cdot 1, \dots)$: show the first column once more. When late: the first unit only.

# %%
tiny = ml.MLP(layer_sizes=(2, 2, 1), activation="relu", output="identity")
tiny_theta = np.array([0.5, -1.0, 0.25, 1.0, 0.0, -2.0, 2.0, 3.0, 0.5])  # W0 by rows, b0, W1, b1
ml.ForwardLab(tiny, tiny_theta, np.array([[1.0, 2.0]]))

# %% tags=["nbval-check-output"]
tiny_fwd = ml.forward(tiny, tiny_theta, np.array([[1.0, 2.0]]))
print("z of the hidden layer", tiny_fwd.layers[0].z)
print("a of the hidden layer", tiny_fwd.layers[0].a)
print("output               ", tiny_fwd.output)

# %% [markdown]
# As soon as `b0[1]` is above −1, unit 1 has something to say of this example, and the output grows with it. The bias shifts the line at which a unit goes silent; its weights turn it.
#
# The **input layer** computes nothing: it is the example. **Hidden layers** take what comes out of the layer before. The **output layer** is the last one, and what its activation is depends on the question that the network is to answer.
#
# ## Shapes at every arrow
#
# In training, many examples go through a network at once: a **batch**, one example in each row, and each row goes its way as if it were alone. Here is a network for the iris flowers (Fisher 1936; measured by Anderson): four lengths in
# centimeters, a hidden layer of five units, three species; 4-5-3.

# %% [markdown] tags=["instructor"]
# **7 min.** Ask for the shapes of $z$ and $a$ before the cell runs. Expect (5, 31) from those who think of $Wx$ as in a linear algebra course: there examples are columns; here they are rows, and everything is transposed. After the square example ask how one would notice the wrong product: not by a shape, only by one number computed by hand.

# %%
iris = ml.standardize(ml.split(ml.iris(), seed=1))
flower_net = ml.MLP(layer_sizes=(4, 5, 3), activation="relu", output="softmax")
flower_start = ml.initialize(flower_net, "he_normal", seed=1)
batch_fwd = ml.forward(flower_net, flower_start, iris.train.x[:31])  # a batch of 31
for number, layer in enumerate(batch_fwd.layers):
    print(
        f"layer {number}   x {layer.x.shape} @ W {layer.W.shape} + b {layer.b.shape}"
        f"   → z {layer.z.shape}   → a {layer.a.shape}"
    )

# %% [markdown]
# Read it from left to right. The **inner** sizes meet and vanish: (31, **4**) @ (**4**, 5). The bias (5,) is added to each of the 31 rows. The batch size, 31, goes through unchanged: no layer mixes examples.

# %%
ml.quiz("02.shapes")

# %%
ml.quiz("02.product")

# %% [markdown] tags=["belief-8", "belief-9"]
# > **A common belief:** if the shapes fit, it is the right product. Where $x$ and $W$ are both square, three different ones fit:

# %% tags=["nbval-check-output"]
square_x, square_W = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.0, 1.0], [2.0, 0.0]])
print("x @ W    ", (square_x @ square_W).tolist())
print("x @ W.T  ", (square_x @ square_W.T).tolist())
print("x * W    ", (square_x * square_W).tolist())

# %% [markdown]
# Only the first takes each unit's weights from a column and adds up over the inputs: unit 0 of example 0 is $1 \cdot 0 + 2 \cdot 2 = 4$.
#
# Here is the network for the irises, trained for a while (by `Adam`, which lesson 05 explains), to look into. Choose a flower. Click on a unit to see its sum with the numbers put in; switch to the batch to see what the same unit says about all of them.
#
# 1. Find a hidden unit that is off, $a = 0$, for the flower on the screen. For which species is it on?
# 2. Go to example 27, the flower of which the network is least sure. Which two **logits**, the $z$ of the output layer, are closest to each other? Which probabilities come of them?
# 3. Drag this flower's four lengths, one at a time. (They are measured from the mean of the flowers: 0 is the mean, and 1 a standard deviation above it.) Which of them changes the network's mind soonest?

# %% [markdown] tags=["instructor"]
# **7 min.** Two at a screen. Before the comparison ask each pair for its unit. Many answer question 2 from the probabilities; ask for the logits, and for their difference. When late: do question 2 only, together.

# %%
flower_run = ml.train(
    flower_net, iris.train, theta=flower_start, optimizer=ml.Adam(0.01), epochs=60, seed=1
)
names = ("setosa", "versicolor", "virginica")
lengths = ("sepal length", "sepal width", "petal length", "petal width")

# %%
ml.ForwardLab(
    flower_net, flower_run.theta, iris.test.x, iris.test.y, class_names=names, feature_names=lengths
)

# %% [markdown]
# When you have looked, compare:

# %%
seen = ml.forward(flower_net, flower_run.theta, iris.test.x)
print("for how many of each species a hidden unit is on")
for species, flower_name in enumerate(("setosa", "versicolor", "virginica")):
    shares = (seen.layers[0].a[iris.test.y == species] > 0).mean(axis=0)
    print(
        f"  {flower_name:<11}",
        "  ".join(f"unit {u}: {share:4.0%}" for u, share in enumerate(shares)),
    )
by_size = np.sort(seen.logits, axis=1)
unsure = int(np.argmin(by_size[:, -1] - by_size[:, -2]))
print(
    f"least sure: flower {unsure}, logits {seen.logits[unsure].round(2)}, p {seen.output[unsure].round(2)}"
)

# %% tags=["test"]
on = np.array([(seen.layers[0].a[iris.test.y == k] > 0).mean(axis=0) for k in range(3)])
assert on[0, 0] > 0.8 > 0.1 > on[1:, 0].max()
assert on[0, 4] < 0.1 < 0.9 < on[1:, 4].min()
assert by_size[unsure, -1] - by_size[unsure, -2] < 1
assert seen.output[unsure].argmax() != iris.test.y[unsure]
assert seen.output[:, 0][iris.test.y == 0].min() > 0.9
assert unsure == 27
assert seen.logits[unsure].round(2).tolist()[1:] == [1.11, 0.29]
assert seen.output[unsure].round(2).tolist()[1:] == [0.69, 0.31]
enough = np.diag(
    [-0.55, 1.0, 0.2, 0.25]
)  # what turns the answer, and a little less, which does not
for part, answer in ((1.0, 2), (0.7, 1)):
    nudged = ml.forward(flower_net, flower_run.theta, iris.test.x[unsure] + part * enough)
    assert (nudged.output.argmax(axis=1) == answer).all()

# %% [markdown]
# Units 0 and 4 divide the work: unit 0 is on for setosa only, unit 4 for the two others only. (Example 0 is the one setosa of the ten for which unit 0 is off.) Flower 27 has the logits 1.11 for versicolor and 0.29 for virginica, so the probabilities 0.69 and 0.31; it is a virginica: the network is wrong. Setosa is never in doubt. The network changes its mind soonest with petal length: 0.2 more is enough. Petal width takes 0.25 more, sepal length 0.55 less, sepal width 1 more.
#
# ## Three activations
#
# | | formula | from … to | used |
# |---|---|---|---|
# | ReLU | $\max(z, 0)$ | 0 … ∞ | in hidden layers, nearly everywhere (Nair and Hinton 2010) |
# | **sigmoid** | $\sigma(z) = 1/(1 + e^{-z})$ | 0 … 1 | in the output layer, for yes-or-no questions |
# | tanh | $(e^z - e^{-z})/(e^z + e^{-z}) = 2\sigma(2z) - 1$ | −1 … 1 | in small networks; before ReLU the usual one |
#
# By hand: $\sigma(0) = \tfrac12$; $\tanh(0) = 0$; $\sigma(2) = 1/(1 + e^{-2}) = 0.881$; $\tanh(1) = 2 \cdot 0.881 - 1 = 0.762$.

# %% [markdown] tags=["instructor"]
# **6 min.** Have $\tanh(1)$ computed from $\sigma(2)$. At the drawing many continue the first slope beyond 1; ask how large the second unit is at $x = 1.5$.

# %% tags=["nbval-check-output"]
few_z = np.array([-2.0, 0.0, 1.0, 2.0])
print("ReLU   ", ml.relu(few_z))
print("sigmoid", ml.sigmoid(few_z).round(3))
print("tanh   ", ml.tanh(few_z).round(3))

# %% [markdown]
# What can be built of such bends? **Predict** by drawing:

# %%
line_x = np.linspace(-1, 3, 81)
y_hat = ml.relu(line_x) - 2 * ml.relu(line_x - 1) + 2 * ml.relu(line_x - 2)
ml.predict("02.relu_curve", truth=(line_x, y_hat))

# %% [markdown]
# Each unit adds one bend. With enough of them
# any continuous curve on a stretch can be followed as closely as you like (Cybenko 1989, for sigmoids; Leshno et al. 1993, for ReLU too).

# %% tags=["nbval-check-output"]
for point in (0, 1, 2, 3):
    print(f"x = {point}: ŷ = {y_hat[np.argmin(abs(line_x - point))]:.1f}")

# %% [markdown]
# ## Slopes and saturation
#
# Guess first:

# %%
ml.quiz("02.saturation")

# %% [markdown]
# For learning, which begins in lesson 04, it is not the value that counts but the slope: does the unit's answer change if $z$ changes a little? Where the curve is flat, the unit is **saturated**.

# %% [markdown] tags=["instructor"]
# **5 min.** Ask where a unit answers fastest. Expect "at large $z$": value and slope are taken for one. A dead unit is not a bug as long as it is one of many.

# %%
axis_z = np.linspace(-6, 6, 241)
figure, axes = ml.subplots(1, 2, figsize=(9, 2.8))
for name, style in {"relu": "-", "sigmoid": "--", "tanh": "-."}.items():
    axes[0].plot(axis_z, getattr(ml, name)(axis_z), style, label=name)
    axes[1].plot(axis_z, getattr(ml, f"{name}_derivative")(axis_z), style, label=name)
axes[0].set(title="a = f(z)", xlabel="z", ylim=(-1.2, 3))
axes[1].set(title="slope ∂a/∂z", xlabel="z", ylim=(-0.1, 1.2))
axes[0].legend()
plt.show()

# %% [markdown]
# *Two plots over z from −6 to 6. Left, the three curves: ReLU a kink at 0, the sigmoid an S from 0 to 1, tanh an S from −1 to 1. Right, their slopes: ReLU a step from 0 to 1, the sigmoid a low hump of height ¼, tanh a hump of height 1; both humps are nearly 0
# beyond ±5.*

# %% tags=["nbval-check-output"]
print("largest slope of the sigmoid", ml.sigmoid_derivative(np.array(0.0)))
print("largest slope of tanh       ", ml.tanh_derivative(np.array(0.0)))
print(f"slope of tanh at z = 5       {ml.tanh_derivative(np.array(5.0)):.1e}")
print(f"slope of ReLU at z = −3      {ml.relu_derivative(np.array(-3.0)):.0f}")

# %% [markdown]
# ReLU never saturates to the right, and is entirely flat to the left. A unit whose $z$ is negative for every example is **dead**: its slope is 0 for all of them, so its own weights are not moved any more. In the first hidden layer it stays dead, since its inputs are the data, which do not change. In a later layer
# it can come to life again, when the layers before it change what it is given; that is the exception.

# %% tags=["test"]
# A unit of the first hidden layer stays dead; of the second, most do: 64 seeds, each with one unit pushed off.
for of_layer, at_least, at_most in ((0, 64, 64), (1, 40, 63)):
    relu_net = ml.MLP((2, 8, 8, 2), activation="relu")
    points = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1)).train
    pushed = ml.initialize(relu_net, "he_normal", seed=list(range(64)))
    highest = ml.forward(relu_net, pushed, points.x).layers[of_layer].z[..., 0].max(axis=-1)
    relu_net.layers[of_layer].b.of(pushed)[:, 0] = -1 - np.maximum(highest, 0)
    later = ml.train(relu_net, points, theta=pushed, optimizer=ml.Adam(0.02), epochs=60)
    a_of_it = ml.forward(relu_net, later.theta, points.x).layers[of_layer].a[..., 0]
    assert at_least <= (a_of_it == 0).all(axis=-1).sum() <= at_most

# %% [markdown]
# ## Without an activation
#
# So far every hidden layer had an activation. Here is a network without any.

# %% [markdown] tags=["instructor"]
# **8 min.** Vote before the cell runs, then let neighbors argue, then vote again. "More parameters, so better" is the belief to expect (misconception 10). Do the experiment with ReLU together. When late: leave the product of the six matrices for home.

# %%
ml.predict("02.five_linear_layers")

# %% [markdown]
# One start can be lucky. So each network is trained from fifty different starts, side by side:

# %%
moons = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
candidates = {
    "five linear layers": ml.MLP((2, 8, 8, 8, 8, 8, 2), activation="identity"),
    "no hidden layer": ml.MLP((2, 2)),
    "one tanh layer": ml.MLP((2, 8, 2), activation="tanh"),
}
options = {"optimizer": ml.Adam(0.05), "batch_size": 64, "epochs": 50, "seed": list(range(50))}
fleets = {name: ml.train(net, moons.train, **options) for name, net in candidates.items()}
print("share of the test points that are right, of 50 starts")
for name, fleet in fleets.items():
    right = (fleet.predict(moons.test.x).argmax(axis=-1) == moons.test.y).mean(axis=-1)
    print(
        f"{name:<18}  {candidates[name].size:4} parameters   "
        f"lowest {right.min():.2f}   median {np.median(right):.2f}   highest {right.max():.2f}"
    )

# %% tags=["test"]
rights = {
    n: (f.predict(moons.test.x).argmax(-1) == moons.test.y).mean(-1) for n, f in fleets.items()
}
linear, flat, bent = rights.values()
assert abs(np.median(linear) - np.median(flat)) < 0.02
assert max(linear.max(), flat.max()) < 0.9 < np.median(bent) - 0.05
assert np.mean(bent > linear.max()) > 0.95

# %% [markdown]
# Give the five layers a bend: write `activation="relu"` for `activation="identity"` and run the cell again. Now the median start gets about 0.95: the same layers, and they bend. (Then set it back: the next cells use the linear ones.)

# %% tags=["try"]
# activation="identity") → activation="relu")
tried = (fleets["five linear layers"].predict(moons.test.x).argmax(-1) == moons.test.y).mean(-1)
assert 0.92 < np.median(tried) < 0.98

# %% [markdown]
# Two layers without activation are $(xW_0 + b_0)W_1 + b_1$. Multiply out:
#
# $$x \underbrace{W_0 W_1}_{W} + \underbrace{b_0 W_1 + b_1}_{b} .$$
#
# That is one layer, with a $W$ and a $b$ that could have been had at once. Here are all six matrices of the first of the fifty networks, those of its five hidden layers and of its output layer, multiplied into one:

# %%
deep, deep_theta = candidates["five linear layers"], fleets["five linear layers"].theta[0]
one_W, one_b = np.eye(2), np.zeros(2)
for layer in deep.layers:
    one_W, one_b = (
        one_W @ layer.W.of(deep_theta),
        one_b @ layer.W.of(deep_theta) + layer.b.of(deep_theta),
    )
print("six layers, first example:", ml.forward(deep, deep_theta, moons.test.x).logits[0])
print("one layer, the same:      ", (moons.test.x @ one_W + one_b)[0])

# %% tags=["test"]
if deep.activation == "identity":
    assert np.allclose(
        ml.forward(deep, deep_theta, moons.test.x).logits, moons.test.x @ one_W + one_b
    )

# %%
ml.quiz("02.linear")

# %% [markdown]
# ## The output layer
#
# Its activation follows from the task:
#
# | task | output | says |
# |---|---|---|
# | **regression** | **identity**: the sum as it is | a number |
# | one yes-or-no question | sigmoid | the probability of yes |
# | one of several classes | **softmax** | a probability for each, together 1 |
#
# The weighted sums of the output layer are called **logits**. They may be any numbers, negative ones too; the class with the largest is the network's answer, and of $-1$ and $-5$ that is $-1$.
#
# Guess first; the next section has the formula of softmax.

# %% [markdown] tags=["instructor"]
# **3 min.** Ask what a logit of 0 says, alone: nothing; only differences speak.

# %%
ml.quiz("02.output_relu")

# %% [markdown]
# ## Softmax
#
# Here $z$ is one example's logits: the small number $k$ counts the classes, and $j$ runs through all of them.
#
# $$p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$
#
# The exponential makes everything positive, the division makes it add up to 1. By hand, for the logits $(2, 1, 0)$: $e^2 = 7.39$, $e^1 = 2.72$, $e^0 = 1$, together 11.11; so $p = (0.665, 0.245, 0.090)$.

# %% [markdown] tags=["instructor"]
# **5 min.** Softmax of (2, 1, 0) by hand, with a calculator. Ask along which axis *before* the question; whoever says "over everything" gets one distribution for all examples.

# %% [markdown] tags=["belief-16"]
# > **A common belief:** the output layer gets ReLU like all others; softmax makes probabilities of whatever comes. The logits 2, −1, −5, without ReLU and after it:

# %% tags=["nbval-check-output"]
logits = np.array([2.0, 1.0, 0.0])
print("softmax of (2, 1, 0)             ", ml.softmax(logits).round(3))
print("softmax of (2, −1, −5)           ", ml.softmax(np.array([2.0, -1.0, -5.0])).round(3))
print(
    "the same after ReLU cut them off ", ml.softmax(ml.relu(np.array([2.0, -1.0, -5.0]))).round(3)
)

# %% [markdown]
# The last line is the answer to the question above: after ReLU, −1 and −5 have become the same, and neither class can be made less likely than the other.

# %%
ml.quiz("02.axis")

# %% [markdown] tags=["belief-11"]
# > **A common belief:** `np.exp(z) / np.exp(z).sum(axis=0)` is softmax; an axis is an axis. Two examples, each in its row:

# %% tags=["nbval-check-output"]
two_rows = np.array([[2.0, 1.0, 0.0], [0.0, 0.0, 5.0]])
over_axis_0 = np.exp(two_rows) / np.exp(two_rows).sum(axis=0)
over_axis_1 = np.exp(two_rows) / np.exp(two_rows).sum(axis=1, keepdims=True)
print("over axis 0, the rows add up to", over_axis_0.sum(axis=1).round(2))
print("over axis 1, the rows add up to", over_axis_1.sum(axis=1).round(2))

# %% [markdown]
# An example's probabilities belong to its row. Over axis 0 the examples of the batch share them out among each other.
#
# Now the logits (2, 1, 0) are changed, all three alike. Two predictions:

# %%
ml.predict("02.temperature")

# %%
ml.predict("02.shift")

# %% tags=["nbval-check-output"]
print("as they are    ", ml.softmax(logits).round(3))
print("times ten      ", ml.softmax(10 * logits).round(3))
print("divided by ten ", ml.softmax(logits / 10).round(3))
print("1000 added     ", ml.softmax(logits + 1000).round(3))

# %% [markdown]
# Only **differences** of logits matter: $p_0/p_1 = e^{z_0 - z_1}$. Times ten they are ten times as large; with 1000 added to each they stay.

# %%
ml.quiz("02.maximum")

# %% [markdown]
# ## Temperature
#
# Dividing the logits by a number $T$ before softmax is called setting the **temperature**. Hot, $T > 1$: the probabilities come closer to each other. Cold, $T < 1$: the largest gets more. Of the logits $(2, 1, 0)$ that is 0.87 at $T = \tfrac12$, instead of 0.67, and practically all at $T = 0.1$. Which class comes first never changes. Language models have this knob.
#
# Drag the logits, turn the temperature:
#
# 1. Leave the logits at $(2, 1, 0)$. At which temperature does the first class get 0.9?
# 2. Temperature 1 again. Drag the second logit until its class is exactly as likely as the first. Now raise the first until it is twice as likely. By how much did you raise it?
# 3. Add 1000 to all, as written. What do you see, and what with the maximum subtracted?

# %% [markdown] tags=["instructor"]
# **7 min.** Task 1 by trying, then by formula: $T = 0.44$. In task 2 ask for the difference of the logits, not their values. Task 3 leads to the stable form. When late: tasks 1 and 3.

# %%
ml.SoftmaxLab()

# %% tags=["nbval-check-output"]
print("1. T = 0.44:", ml.softmax(logits / 0.44).round(2))
print("2. raised by ln 2 = 0.69:", ml.softmax(np.array([2 + np.log(2), 2.0, 0.0])).round(3))

# %% [markdown]
# Two logits that lie $\ln 2 = 0.69$ apart have probabilities of two to one, wherever they lie. The third task is the next section.
#
# ## The stable form
#
# Written as in the formula, softmax fails for logits around 1000 (`ml.softmax` above did not: we come to that), since $e^{1000}$ is larger than any float64:

# %% tags=["nbval-check-output"]
large = logits + 1000
with np.errstate(over="ignore", invalid="ignore"):
    print("as written      ", np.exp(large) / np.exp(large).sum())
shifted = large - large.max()
print("maximum removed ", (np.exp(shifted) / np.exp(shifted).sum()).round(3))

# %% [markdown]
# Adding the same number to all logits changes nothing, so subtract the largest: then the largest exponent is 0, and nothing can overflow. Each **row** needs its own maximum. One for the whole batch pushes a row that lies far below it to 0/0:

# %% tags=["nbval-check-output"]
far_rows = np.array([[900.0, 899.0], [-900.0, -899.0]])
with np.errstate(invalid="ignore"):
    for who, most in {
        "one for all": far_rows.max(),
        "one a row": far_rows.max(axis=1, keepdims=True),
    }.items():
        powers = np.exp(far_rows - most)
        print(f"{who:<11} ", (powers / powers.sum(axis=1, keepdims=True)).round(3).tolist())

# %% [markdown] tags=["instructor"]
# **5 min.** Ask why one maximum for all is not enough before the cell runs: the lower row underflows to 0/0. Last five minutes: pitfalls, and what the exercise asks.

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

# %% tags=["nbval-check-output"]
from sklearn.neural_network import MLPClassifier

peer = MLPClassifier((5,), max_iter=1, random_state=1)
peer.partial_fit(iris.train.x, iris.train.y, classes=[0, 1, 2])
pairs = zip(peer.coefs_, peer.intercepts_, strict=True)
its_theta = np.concatenate([part.ravel() for pair in pairs for part in pair])
ours = ml.forward(flower_net, its_theta, iris.test.x).output
difference = np.abs(ours - peer.predict_proba(iris.test.x)).max()
print("largest difference between the two below 1e-12:", bool(difference < 1e-12))

# %% [markdown]
# ## Pitfalls
#
# - *"W is (units, inputs)."* In PyTorch it is. In a square layer either runs, and only one is right.
# - *"More layers, more power."* Only with a bend between them.
# - *"Softmax is confident, so it is right."* It turns any numbers into probabilities, also those of a network that was never trained.
# - *"nan means that my data is broken."* Often it is an exponential of something large.
#
# **Next:** [exercise 02](../exercises/02_forward_pass.ipynb). Then [lesson 03](03_loss.ipynb): how wrong was that?
