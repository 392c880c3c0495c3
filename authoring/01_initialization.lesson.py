# %% [markdown]
# # 01 · Initialization
#
# Before the first step a network is random numbers. Training changes them all, so it may seem that it hardly matters which. In a deep network it decides whether there is any training. Two formulas of one line each let deep networks start well: that of Glorot and Bengio (2010), and that of He et al. (2015).
#
# **Where you are.** At the first station of the loop: **initialization** → forward pass → loss → backpropagation → update → iteration.
#
# **After this lesson you can**
#
# 1. say why units that start alike stay alike, and show it;
# 2. predict what a spread too small or too large does to signals and gradients in a deep network;
# 3. work out the standard deviation that Xavier and He give a layer, and say which activation each is for;
# 4. start a whole network: weights random, biases zero.
#
# You need slopes and their products, mean, variance and the matrix product ([lesson 00b](00b_mathematics_and_numpy.ipynb), parts 1, 2, 3 and 5). Symbols: [Notation and conventions](../docs/notation.md); words: [Glossary](../docs/glossary.md). Run one cell after the other with <kbd>Shift</kbd>+<kbd>Enter</kbd>, and not all at once: a cell below a prediction shows what came true. About an hour.

# %%
import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml

# %% [markdown]
# From earlier lessons: three questions, first of all what you got wrong. When all three are answered, this cell, run again, asks three others.

# %%
ml.look_back("01")

# %% [markdown] tags=["instructor"]
# **5 min.** Let everybody answer the three questions alone. Then ask: "What stood in the network of lesson 00 before the first step, and who chose it?"

# %% [markdown]
# ## Thirty layers
#
# Each example has 100 numbers with standard deviation (std) 1. They enter a network of thirty hidden layers; each layer has 100 units with tanh, and the output says which of ten classes it is. Its weights are drawn at random around 0, with a std of 0.01.

# %%
ml.predict("01.thirty_layers")

# %%
ml.InitializationLab(scheme="std 0.01", activation="tanh", depth=10)

# %% [markdown]
# Left is the **signal**: a histogram of each layer's activations $a$, and below it their std, layer by layer, a factor of 1000 from one grid line to the next; the dotted line is how much the activations still differ from example to example. Right are the **gradients**: of each unit $\delta = \partial L/\partial z$, how much the loss would change with its sum $z$. They are computed from the last layer to
# the first, so read them from right to left. A good start is a level line on both sides. *Normal* numbers crowd around 0, *uniform* ones lie anywhere between two limits, one place as likely as another; the other schemes are explained further down. Keep tanh for now, and turn one knob at a time:
#
# 1. Set the depth to 30. What has become of the signal, and of the gradient of the first layer, numbered 0?
# 2. Which schemes keep both lines level?
# 3. Set *std 1*. The signal is level. Look at its histogram: what is wrong?
#
# Write your answers down before you read on. The next paragraph answers 1 and 3, the section Xavier 2.

# %% [markdown] tags=["instructor"]
# **12 min.** Let pairs work with the lab, and collect answers on the board without comment. Question 3 is the hard one: nearly all values are −1 or 1.
#
# Expect "a level line, so std 1 is good". Ask: "What would the unit say if its input were a little different?" The same: it is saturated.
#
# When late: only questions 1 and 2.

# %% [markdown]
# Where the signal shrinks, all examples look alike to the last layer; where the gradient shrinks, the first layers hear almost nothing of the loss. Both are said to **vanish**. With std 1 nearly every unit's sum is so large that tanh says −1 or 1, whatever it is asked: it is **saturated**.
#
# This is tanh. Move the point: around 0 its slope is 1, and further out it is flat.

# %%
ml.Tangent(np.tanh, at=0.0, low=-4.0, high=4.0, names=("z", "a"))

# %% [markdown]
# Where tanh is flat, no gradient comes through, so with std 1 the gradient should vanish. It **explodes**: at about one unit in fourteen the slope is above a half, and what comes through there is multiplied by large weights and added up over 100 units. In all, std(δ) more than doubles in each layer.

# %% tags=["test"]
for seed in range(3):
    lab_x = np.random.default_rng(seed).normal(size=(24, 100))
    large = ml.MLP((100, *[100] * 30, 10), activation="tanh")
    large_theta = ml.initialize(large, "random_normal", seed=seed, std=1.0)
    large_fwd = ml.forward(large, large_theta, lab_x)
    large_loss = ml.compute_loss(large_fwd, np.arange(24) % 10)
    large_bwd = ml.backward(large, large_theta, large_fwd, large_loss)
    slopes = np.stack([1 - layer.a**2 for layer in large_fwd.hidden])
    large_std = [layer.delta.std() for layer in large_bwd.layers[:-1]]
    assert np.mean(slopes < 0.01) > 0.7
    assert 1 / 16 < np.mean(slopes > 0.5) < 1 / 12
    assert 2 < (large_std[0] / large_std[-1]) ** (1 / 29) < 2.6

# %% [markdown]
#
# ## Why random at all
#
# Zero is a modest, neutral number to start from. Here is the 2-8-2 network of lesson 00 on the moons, from three starts:

# %%
ml.predict("01.zeros")

# %%
moons = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
shallow = ml.MLP(layer_sizes=(2, 8, 2), activation="tanh", output="softmax")
called = {"zeros": "all at 0", "constant": "all at 0.5", "xavier_normal": "random"}
first_starts = tuple(called)  # trained side by side
moon_runs = ml.train(
    shallow, moons.train, scheme=first_starts, optimizer=ml.SGD(1.0), epochs=40, seed=2
)
right = np.mean(moon_runs.predict(moons.train.x).argmax(axis=-1) == moons.train.y, axis=-1)
W0 = shallow.layers[0].W.of(moon_runs.last.theta)  # (3 runs, 2 inputs, 8 units)

figure, ax = ml.subplots(figsize=(7, 2.8))
for name, marker, share, weights in zip(first_starts, "sDo", right, W0, strict=True):
    label = f"{called[name]}: {share:.0%} right"
    ax.plot(*weights, marker, markersize=8, fillstyle="none", markeredgewidth=2, label=label)
ax.set(xlabel="a unit's weight of x₀", ylabel="its weight of x₁")
ax.legend(title="start")
plt.show()

# %% [markdown]
# *After training, a mark for each of the eight hidden units, at its two weights. From zeros all eight lie on 0; from 0.5 all lie on one other point; from random weights no two are equal, though five lie close together.*
#
# (`layers[0].W.of(θ)` takes the matrix $W_0$ of the first layer out of θ.)
#
# From zeros no weight moves: a weight's gradient is its input times the $\delta$ of its unit. The hidden units say tanh(0) = 0, so the output weights have the input 0; and $\delta$ comes back to the hidden units through output weights of 0.
#
# The runs are typical ones: of 50 **seeds**, numbers from which all that is random follows, a start from 0.5 never gets beyond 88 %, what a straight line gets; random starts get 97 % in the median.
#
# **By hand**, on a 2-2-1 network: $x = (1, 2)$, all weights 0.5, biases 0, ReLU. Both hidden units have $z = 1 \cdot 0.5 + 2 \cdot 0.5 = 1.5$. The output is $1.5 \cdot 0.5 + 1.5 \cdot 0.5 = 1.5$; the target is 3.5. The slope of the loss is
# $2(1.5 - 3.5) = -4$ at the output, and $\delta = -4 \cdot 0.5 = -2$ at each hidden unit. A weight's gradient is its input times that $\delta$: for each unit $-2$ and $-4$.

# %% tags=["nbval-check-output"]
small = ml.MLP(layer_sizes=(2, 2, 1), activation="relu", output="identity")
small_theta = ml.initialize(small, "constant", value=0.5)
small_x, small_y = np.array([[1.0, 2.0]]), np.array([[3.5]])
small_fwd = ml.forward(small, small_theta, small_x)
small_loss = ml.mean_squared_error(small_fwd.output, small_y)
small_bwd = ml.backward(small, small_theta, small_fwd, small_loss)
print("z of both units ", small_fwd.layers[0].z)
unit_gradients = small_bwd.layers[0].dW.T  # a row for each unit
for unit, gradient in enumerate(unit_gradients):
    print(f"unit {unit}: gradient of its two weights {gradient}")

# %%
ml.quiz("01.equal_weights")

# %% tags=["test"]
assert np.ptp(W0[1], axis=1).max() == 0  # equal to the last bit
assert right[0] == 0.5
assert np.all(W0[0] == 0)
assert np.all(shallow.layers[1].W.of(moon_runs.last.theta)[0] == 0)
assert len({tuple(unit) for unit in W0[2].T.round(3).tolist()}) == 8
shares = {
    scheme: ml.train(
        shallow,
        moons.train,
        scheme=scheme,
        optimizer=ml.SGD(1.0),
        epochs=40,
        seed=list(range(50)),
        progress=False,
    ).predict(moons.train.x)
    for scheme in first_starts
}
shares = {
    scheme: np.mean(said.argmax(axis=-1) == moons.train.y, axis=-1)
    for scheme, said in shares.items()
}
assert shares["constant"].max() < 0.89
assert 0.96 < np.median(shares["xavier_normal"]) < 0.975

# %% [markdown] tags=["instructor"]
# **12 min.** Before the card, ask: "If two units have the same weights, in what can their gradients differ?"
#
# Expect "the data is different for each". Say: all units of a layer see the same data.
#
# Expect "0.5 is bad because it is too large". Any constant does the same; try 0.01.

# %% [markdown]
# ## Random is not enough
#
# So weights are drawn at random. From where?

# %% [markdown] tags=["belief-7"]
# > **A common belief:** random numbers are numbers between 0 and 1, as `rng.random` gives them.
#
# Eight units on 100 inputs that come out of a ReLU layer, with such weights, and with weights between −1 and 1:

# %%
rng = np.random.default_rng(0)
from_relu = np.maximum(0, rng.normal(size=(200, 100)))
for low in (0, -1):
    sums = from_relu @ rng.uniform(low, 1, (100, 8))
    print(
        f"from {low:2} to 1: z from {sums.min():3.0f} to {sums.max():2.0f}, {np.mean(sums > 0):.0%} above 0"
    )

# %% [markdown]
# Sums of positive terms are positive: no ReLU ever gives 0, all units say much the same, about half the sum of all inputs, and the next layer adds up a hundred numbers of that size. So weights are as often negative as positive. How far should they spread?
#
# ## What a layer does to the variance
#
# A layer has **fan_in** inputs and **fan_out** units. Each unit adds up fan_in terms, $z = x_0 w_0 + x_1 w_1 + \dots$, in short $\sum_i x_i w_i$, with the unit's own weights $w_i$, a column of the layer's $W$. Of one example the $x_i$ are given, and the weights are drawn around 0. A number multiplied by $c$ has $c^2$ times the variance, so the term $x_i w_i$ has the variance $x_i^2 \cdot \operatorname{Var}(W)$. The weights
# are drawn independently, that is, none tells anything about another, so the variances of the terms add up ([lesson 00b](00b_mathematics_and_numpy.ipynb), part 5). The sum of fan_in squares is fan_in times their mean, written $\operatorname{E}[x^2]$:
#
# $$\operatorname{Var}(z) = \text{fan\_in} \cdot \operatorname{Var}(W) \cdot \operatorname{E}[x^2] .$$
#
# The $x_i$ themselves need not lie around 0; after a ReLU they do not. With 100 inputs and std 0.01 the factor is $100 \cdot 0.0001 = 0.01$ for the variance, and 0.1 for the std: what you saw in the lab, ten times smaller in each layer. Measured, with weights of several spreads:

# %%
x = np.random.default_rng(0).normal(size=(200, 100))
spreads = (0.01, 0.05, 0.1, 0.5)
measured = [(x @ np.random.default_rng(2).normal(0, spread, (100, 80))).var() for spread in spreads]
for spread, variance in zip(spreads, measured, strict=True):
    formula = 100 * spread**2 * (x**2).mean()
    print(f"std {spread:<5} Var(z) measured {variance:8.4f}   by the formula {formula:8.4f}")

# %% tags=["test"]
for seed in range(50):
    rng_50 = np.random.default_rng(seed)
    inputs_50 = np.maximum(0, rng_50.normal(size=(200, 100)))
    positive, both = (inputs_50 @ rng_50.uniform(low, 1, (100, 8)) for low in (0, -1))
    assert positive.min() > 5
    assert positive.max() > 25
    assert 0.1 < np.mean(both > 0) < 0.9
    assert np.corrcoef(positive.T).min() > 0.5
    assert 0.4 < np.mean(positive / inputs_50.sum(axis=1, keepdims=True)) < 0.6
assert np.allclose(measured, 100 * np.square(spreads) * (x**2).mean(), rtol=0.15)

# %% [markdown]
# So the signal keeps its size where $\text{fan\_in} \cdot \operatorname{Var}(W) = 1$, that is, $\operatorname{Var}(W) = 1/\text{fan\_in}$.

# %% [markdown] tags=["belief-4"]
# > **A common belief:** whether a formula takes fan_in or fan_out is a matter of taste.
#
# A layer of 512 inputs and 32 units:

# %% tags=["nbval-check-output"]
print("512 → 32, std from fan_in  ", np.sqrt(1 / 512).round(4))
print("512 → 32, std from fan_out ", np.sqrt(1 / 32).round(4))

# %% [markdown]
# With fan_out the weights spread four times too far for the signal. In a square layer, where fan_in = fan_out, nobody notices the slip.
#
# ## Variance and its root
#
# The formulas give the variance; `rng.normal` wants the **standard deviation**. Mixing them up raises no error.

# %% [markdown] tags=["belief-3"]
# > **A common belief:** the variance is to be 0.02, so `rng.normal(0, 0.02)` draws the weights. (Where 0.02 comes from is said under *He*: 2/fan_in with 100 inputs.)
#
# The signal of ReLU layers, with 0.02 and with its root:


# %%
def signal(activation, scheme, seeds, depth=30, **drawing):
    """Return, for each seed, the std of the last hidden layer's values before any training."""
    network = ml.MLP((100, *[100] * depth, 10), activation=activation)
    thetas = (ml.initialize(network, scheme, seed=seed, **drawing) for seed in seeds)
    return np.array([ml.forward(network, theta, x[:50]).layers[-2].a.std() for theta in thetas])


for depth in (3, 30):
    for spread in (0.02, np.sqrt(0.02)):
        (left,) = signal("relu", "random_normal", [1], depth, std=spread)
        print(f"{depth:2} layers   std = {spread:.3f}   what is left {left:.1g}")

# %% [markdown]
# With three layers some of the signal still arrives, so the slip stays hidden. With thirty nothing does. (The 0.3 that the root leaves after thirty is chance: a single network wanders, as is told under *He*.) What the lab drew can be had of any network:

# %%
network = ml.MLP((100, *[100] * 5, 10), activation="relu")
theta = ml.initialize(network, "random_normal", seed=1, std=0.02)
fwd = ml.forward(network, theta, x[:50])
loss = ml.compute_loss(fwd, np.arange(50) % 10)  # the loss that fits the output; any labels will do
profile = ml.signal_profile(fwd, ml.backward(network, theta, fwd, loss))
profile

# %% [markdown]
# Read std(a) downwards and std(δ) upwards: from one hidden layer to the next each becomes seven or eight times smaller. A weight's gradient is its input times $\delta$, added up over the examples, so std(∂L/∂W) is alike in all layers: where $\delta$ is larger, the input is smaller. (In the last row $a$ are the probabilities of ten classes, all close to 0.1.) With weights this small not only the first layers stand still, but all.

# %% tags=["test"]
signal_factors = profile.activation_std[:4] / profile.activation_std[1:5]
gradient_factors = profile.gradient_std[1:5] / profile.gradient_std[:4]
assert min(*signal_factors, *gradient_factors) > 6.5
assert max(*signal_factors, *gradient_factors) < 8.5
assert profile.weight_gradient_std.max() < 2e-6
assert np.ptp(np.log10(profile.weight_gradient_std)) < 0.5

# %% [markdown]
# ## Xavier
#
# The gradient has its own wish. On the way back it is the outputs that are added up: each input of a layer gets one term from each of its fan_out units. So the gradient keeps its size where $\text{fan\_out} \cdot \operatorname{Var}(W) = 1$. Both wishes
# can be met at once only in a square layer. **Xavier** Glorot and Yoshua Bengio (2010) took the mean of the two sizes in the place of one:
#
# $$\operatorname{Var}(W) = \frac{1}{\tfrac12(\text{fan\_in} + \text{fan\_out})} = \frac{2}{\text{fan\_in} + \text{fan\_out}} .$$
#
# By hand, for a layer of 300 inputs and 100 units: $\operatorname{Var}(W) = 2/400 = 0.005$, a std of $\sqrt{0.005} = 0.071$.
#
# It is made for activations that are nearly linear around 0 with slope 1, as tanh is. Through thirty layers of tanh the std falls to about an eighth, since tanh bends a little: hardly to be seen in the lab. With tanh both Xavier and He keep the two lines level.
#
# ## He
#
# ReLU sets every negative value to 0. Of a $z$ that is symmetric around 0, half of the squares are gone: $\operatorname{E}[a^2] = \tfrac12 \operatorname{Var}(z)$.

# %%
ml.predict("01.xavier_relu")

# %%
for scheme in ("xavier_normal", "he_normal"):
    print(f"{scheme:<14}", *(f"{std:.2g}" for std in signal("relu", scheme, range(3))))

# %% [markdown]
# Three networks for each scheme. Kaiming **He** and colleagues (2015) put the 2 back that ReLU takes:
#
# $$\operatorname{Var}(W) = \frac{2}{\text{fan\_in}} .$$
#
# By hand, for the layer of 300 inputs: $2/300 = 0.0067$, a std of 0.082; it does not matter how many units there are. The gradient would ask for 2/fan_out, since ReLU lets half of it through. But one of the two is enough: with 2/fan_in a layer changes the gradient's square by fan_out/fan_in, and from layer to layer these factors cancel, all but the first and the last size.
#
# With these weights $\operatorname{E}[a^2]$ neither grows nor shrinks: averaged over 200 networks it is after thirty layers within a fifth of the input's. A single network wanders, since each layer's chance multiplies with the next: most end below, a few far above.
#
# Go back to the lab and set ReLU: which schemes keep both lines level now?

# %% tags=["test"]
fell, kept, bent = (
    signal(activation, scheme, range(50))
    for activation, scheme in (
        ("relu", "xavier_normal"),
        ("relu", "he_normal"),
        ("tanh", "xavier_normal"),
    )
)
assert 1e-5 < np.median(fell) < 3e-5
assert 0.25 < np.percentile(kept, 5) < 0.4 < 1 < np.percentile(kept, 95) < 1.6
he_network = ml.MLP((100, *[100] * 30, 10), activation="relu")
he_thetas = (ml.initialize(he_network, "he_normal", seed=seed) for seed in range(200))
he_squares = [np.mean(ml.forward(he_network, each, x[:50]).hidden[-1].a ** 2) for each in he_thetas]
assert 0.8 < np.mean(he_squares) / np.mean(x[:50] ** 2) < 1.2
assert 0.6 < np.mean(he_squares < np.mean(x[:50] ** 2)) < 0.85
assert 0.1 < np.median(bent) < 0.15

# %%
ml.quiz("01.which_fan")

# %%
ml.quiz("01.variance_or_std")

# %%
ml.quiz("01.relu_needs")

# %% [markdown] tags=["instructor"]
# **16 min.** Let the class derive Var(z) with you, a term at a time. Before "He": "what does ReLU do to half of the values, and to half of the squares?"
#
# Expect 2/fan_in as the std. Ask for the unit: the variance is in squared units.
#
# Now go back to the answers on the board: with tanh Xavier and also He keep the lines. Then to the lab, with ReLU: only He.
#
# When late: leave out the way back (fan_out), and give Xavier as the middle.

# %% [markdown]
# ## Uniform numbers
#
# Weights may as well be uniform within ±limit. Their variance is the mean of their squares. The two halves are alike, so the mean of $w^2$ from 0 to the limit is enough: $\frac{1}{\text{limit}} \int_0^{\text{limit}} w^2 \, \mathrm{d}w = \text{limit}^2/3$. To get the variance 2/fan_in, the limit must be $\sqrt{3 \cdot 2/\text{fan\_in}} = \sqrt{6/\text{fan\_in}}$; and by Xavier's formula
# $\sqrt{6/(\text{fan\_in} + \text{fan\_out})}$. In the lab, with ReLU, *He normal* and *He uniform* are the only schemes that keep both lines level.

# %% [markdown] tags=["belief-6"]
# > **A common belief:** the limit is the standard deviation that one wants.
#
# Measure both:

# %%
for name, draw in (("normal", ml.he_normal), ("uniform", ml.he_uniform)):
    drawn = draw(100, 200, np.random.default_rng(4))
    print(f"He, {name:<8} std {drawn.std():.3f}   largest {np.abs(drawn).max():.3f}")

# %% [markdown]
# The limit √(6/100) = 0.245 is √3 times the std √(2/100) = 0.141.

# %%
ml.quiz("01.uniform_limit")

# %% [markdown]
# ## And the biases?
#
# Weights must be random. Must biases?

# %% [markdown] tags=["belief-2"]
# > **A common belief:** biases must not start at zero either, or the units stay equal.
#
# The random start of the moons had zero biases. Here are its eight units' weights of x₀:

# %%
start_theta = ml.initialize(shallow, "xavier_normal", seed=2)
print("biases at the start:   ", *shallow.layers[0].b.of(start_theta))
print("weights at the start:  ", *shallow.layers[0].W.of(start_theta)[0].round(3))
print("weights after training:", *W0[2, 0].round(3))

# %% [markdown]
# They began different and ended different: the weights tell the units apart. Random biases would only add variance that no formula counted.

# %%
ml.quiz("01.biases")

# %% [markdown]
# ## Real data
#
# Does the start matter after training? Handwritten digits, ten hidden layers of 32 ReLU units, the same eight epochs for all.

# %%
ml.predict("01.deep_digits")

# %%
digits = ml.standardize(ml.split(ml.digits(), seed=1))
deep = ml.MLP(layer_sizes=(64, *[32] * 10, 10), activation="relu", output="softmax")
deep_starts = {
    "std 0.01": ml.initialize(deep, "random_normal", seed=0, std=0.01),
    "Xavier": ml.initialize(deep, "xavier_normal", seed=0),
    "He": ml.initialize(deep, "he_normal", seed=0),
}
deep_runs = ml.train(
    deep,
    digits.train,
    theta=np.stack(list(deep_starts.values())),
    optimizer=ml.SGD(0.1),
    epochs=8,
    seed=1,
)
figure, ax = ml.subplots(figsize=(6, 2.6))
for name, curve in zip(deep_starts, deep_runs.epochs.training_loss.T, strict=True):
    ax.plot(np.arange(1, 9), curve, marker="o", label=name)
ax.set(xlabel="epoch", ylabel="training loss")
ax.legend()
plt.show()
answers = deep_runs.predict(digits.test.x).argmax(axis=-1)
for name, answer in zip(deep_starts, answers, strict=True):
    print(f"{name:<9} {np.mean(answer == digits.test.y):.0%} of the test part right")

# %% [markdown]
# *Three loss curves over eight epochs: std 0.01 stays level at 2.3, which is ln 10; Xavier falls slowly at first, He at once.*
#
# A typical run. Of 50 starts, nine in ten of He's get 74 to 92 %, of Xavier's 38 to 80 %; with std 0.01 all 50 get 10 %. A single hidden layer, with He and the same eight epochs, gets 93 %, and 96 % with the larger steps of lesson 00. Images this small do not need ten layers: we took ten because there the start decides.

# %% tags=["test"]
for name, low, high in (
    ("random_normal", 0.10, 0.11),
    ("xavier_normal", 0.6, 0.8),
    ("he_normal", 0.84, 0.9),
):
    options = {"std": 0.01} if name == "random_normal" else {}
    thetas = np.stack([ml.initialize(deep, name, seed=seed, **options) for seed in range(50)])
    fleet = ml.train(
        deep, digits.train, theta=thetas, optimizer=ml.SGD(0.1), epochs=8, seed=1, progress=False
    )
    said = fleet.predict(digits.test.x).argmax(axis=-1)
    assert low < np.median(np.mean(said == digits.test.y, axis=-1)) < high
one_layer = ml.train(
    ml.MLP(layer_sizes=(64, 32, 10), activation="relu", output="softmax"),
    digits.train,
    scheme="he_normal",
    optimizer=ml.SGD(0.1),
    epochs=8,
    seed=list(range(20)),
    progress=False,
)
said = one_layer.predict(digits.test.x).argmax(axis=-1)
assert 0.925 < np.median(np.mean(said == digits.test.y, axis=-1)) < 0.945

# %% [markdown] tags=["instructor"]
# **10 min.** with the uniform numbers and the biases. Ask before the run: "Would it help to train the one with 0.01 ten times as long?" It would not: its gradient is rounding.
#
# Expect "Xavier is worse". Say: for ReLU. Ask what they would take for tanh.
#
# When late: the uniform numbers are home work; exercise 01 asks for them.

# %% [markdown]
# ## What practitioners call it
#
# | here | scikit-learn | PyTorch |
# |---|---|---|
# | `initialize(network, "xavier_normal")` | not offered | `nn.init.xavier_normal_` |
# | `initialize(network, "xavier_uniform")` | inside `MLPClassifier`, also for ReLU | `nn.init.xavier_uniform_` |
# | `initialize(network, "he_normal")` | not offered | `nn.init.kaiming_normal_` |
# | `initialize(network, "he_uniform")` | not offered | `nn.init.kaiming_uniform_` |
#
# PyTorch names both after first names: Xavier (Glorot) and Kaiming (He); Keras, a third library, says `glorot_` and `he_`. That `MLPClassifier` takes Xavier for ReLU does little harm in the one or two layers it is used with.
#
# ## Pitfalls
#
# - *"It trains, so the start was right."* A few layers forgive much. Look at the spread of the activations.
# - *"normal(0, 2/fan_in)."* That is the variance. Take the root.
# - *"Zero biases are zero weights."* They are not: the weights break the symmetry.
# - *"One of the two is the better."* Each belongs to its activation: Xavier to tanh, He to ReLU.
#
# **Next:** [exercise 01](../exercises/01_initialization.ipynb), where you write two schemes, and find and repair the layer that keeps a network from learning. Then lesson 02: what the network does with these numbers.
