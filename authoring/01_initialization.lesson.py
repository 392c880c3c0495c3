# %% [markdown]
# # 01 · Initialization
#
# Before the first step a network is random numbers. It sounds as if it hardly mattered which, since training changes them all. It matters a great deal: until 2006 networks
# of many layers were rarely trained with success, as Glorot and Bengio (2010) recall, and how they started had a part in it. Two formulas of one line each, theirs and that of He et al. (2015), changed this.
#
# **Where you are.** At the first station of the loop: **initialization** → forward pass → loss → backpropagation → update → iteration.
#
# **After this lesson you can**
#
# 1. say why equal weights stay equal, and show it;
# 2. predict what a spread too small or too large does to signals and gradients in a deep network;
# 3. work out the standard deviation that Xavier and He give a layer, and say which activation each is for;
# 4. start a whole network: weights random, biases zero.
#
# You need mean, variance and the matrix product ([lesson 00b](00b_mathematics_and_numpy.ipynb), parts 3 and 5). Symbols: [Notation and conventions](../docs/notation.md). About an hour.

# %%
import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml

# %% [markdown]
# ## From earlier lessons
#
# Three questions, first of all what you got wrong. When all three are answered, this cell, run again, asks three others.

# %%
ml.look_back("01")

# %% [markdown]
# ## All the same
#
# Why random at all? Zero is a modest, neutral number to start from. Try it.

# %%
ml.predict("01.zeros")

# %%
moons = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
network = ml.MLP(layer_sizes=(2, 16, 16, 2), activation="tanh", output="softmax")

starts = ("zeros", "constant", "xavier_normal")  # three runs, trained side by side
runs = ml.train(network, moons.train, scheme=starts, epochs=60, seed=1)
after = dict(zip(starts, runs.last.theta, strict=True))
for scheme, probabilities in zip(starts, runs.predict(moons.test.x), strict=True):
    right = ml.accuracy(probabilities.argmax(axis=-1), moons.test.y)
    print(f"{scheme:<14} accuracy on the test part {float(right):.2f}")

# %% [markdown]
# Look at what became of the weights of the first hidden layer. Each column is a unit:

# %%
first_layer = network.layers[0].W
for scheme in ("constant", "xavier_normal"):
    print(f"{scheme}, after {runs.steps} steps, the first five units:")
    print(first_layer.of(after[scheme])[:, :5].round(3))

# %% [markdown]
# By hand, on a 2-2-1 network: $x = (1, 2)$, all weights 0.5, biases 0, ReLU. Both hidden units have $z = 1 \cdot 0.5 + 2 \cdot 0.5 = 1.5$. The output is $1.5 \cdot 0.5 + 1.5 \cdot 0.5 = 1.5$. With the target 3.5,
# $\partial L/\partial \hat y = 2(1.5 - 3.5) = -4$, each hidden unit gets $\delta = \partial L/\partial z = -4 \cdot 0.5 = -2$ (lesson 04 derives such numbers; here it is enough that they are equal), and $\partial L/\partial W_0 = x^\top \delta$ has two equal columns:

# %% tags=["nbval-check-output"]
small = ml.MLP(layer_sizes=(2, 2, 1), activation="relu", output="identity")
theta = ml.initialize(small, "constant", value=0.5)
x, y = np.array([[1.0, 2.0]]), np.array([[3.5]])
fwd = ml.forward(small, theta, x)
bwd = ml.backward(small, theta, fwd, ml.mean_squared_error(fwd.output, y))
print("z of both units ", fwd.layers[0].z)
print("their gradient  ", *bwd.layers[0].dW.tolist())

# %% tags=["test"]
assert np.ptp(first_layer.of(after["constant"]), axis=1).max() == 0  # equal to the last bit

# %%
ml.quiz("01.equal_weights")

# %% [markdown]
# ## Random is not enough
#
# So the weights are drawn at random: around 0, as often negative as positive. How far should they spread? In a small network almost anything works. In a deep one the question decides everything.
# Here are thirty layers of 100 tanh units, and 200 examples of 100 numbers with standard deviation 1.

# %%
ml.predict("01.thirty_layers")

# %%
x = np.random.default_rng(0).normal(size=(200, 100))
y = np.random.default_rng(1).integers(10, size=200)


def through(depth, activation, scheme, **drawing):
    """Return the signals and gradients of a network of that depth before any training."""
    network = ml.MLP((100, *[100] * depth, 10), activation=activation)
    theta = ml.initialize(network, scheme, seed=1, **drawing)
    fwd = ml.forward(network, theta, x)
    return ml.signal_profile(fwd, ml.backward(network, theta, fwd, ml.compute_loss(fwd, y)))


small_weights = through(30, "tanh", "random_normal", std=0.01)
small_weights

# %% [markdown]
# Signal and gradient **vanish**. With a standard deviation of 1 the opposite happens:

# %%
large_weights = through(30, "tanh", "random_normal", std=1.0)
print("share of units where tanh is flat, layers 0 to 4:", large_weights.flat[:5].round(2))
print(
    f"gradient in the last hidden layer {large_weights.gradient_std[-2]:.1e}, in the first {large_weights.gradient_std[0]:.1e}"
)

# %% tags=["test"]
assert small_weights.activation_std[29] < 1e-25
assert large_weights.gradient_std[0] > 1e6 * large_weights.gradient_std[-2]

# %% [markdown]
# Every unit's sum is so large that tanh says ±1, whatever it is asked: four values in five are **saturated**. And the gradient, multiplied by large weights on every layer's way back, **explodes**.
#
# ## What a layer does to the variance
#
# A unit adds up fan_in terms, $z = \sum_i x_i W_i$. Each term is a product of two independent numbers around 0, so its variance is $\operatorname{E}[x_i^2] \cdot \operatorname{Var}(W)$; and variances of independent terms add up
# ([lesson 00b](00b_mathematics_and_numpy.ipynb), part 5):
#
# $$\operatorname{Var}(z) = \text{fan\_in} \cdot \operatorname{Var}(W) \cdot \operatorname{E}[x^2] .$$
#
# With 100 inputs and std 0.01 the factor is $100 \cdot 0.0001 = 0.01$ for the variance, 0.1 for the standard deviation: what you saw. Does the formula hold? Here is one layer, with weights of several spreads:

# %%
rng = np.random.default_rng(2)
for std in (0.01, 0.05, 0.1, 0.5):
    z = x @ rng.normal(0, std, (100, 80))
    print(
        f"std {std:<5} Var(z) measured {z.var():8.4f}   fan_in · Var(W) · E[x²] = {100 * std**2 * (x**2).mean():8.4f}"
    )

# %% [markdown]
# So the signal keeps its size where fan_in · Var(W) = 1, that is, where
#
# $$\operatorname{Var}(W) = \frac{1}{\text{fan\_in}} .$$
#
# It is the number of **inputs** that counts, since they are what a unit adds up.

# %% [markdown] tags=["belief-4"]
# > **A common belief:** whether a formula takes fan_in or fan_out is a matter of taste. A layer of 512 inputs and 32 units:

# %% tags=["nbval-check-output"]
print("512 → 32, std from fan_in  ", np.sqrt(1 / 512).round(4))
print("512 → 32, std from fan_out ", np.sqrt(1 / 32).round(4))

# %% [markdown]
# With fan_out the weights spread far too widely. In a square layer the two sizes are one number, and nobody notices the slip.

# %%
ml.quiz("01.which_fan")

# %% [markdown]
# ## Variance and its root
#
# The formulas give the variance; every random generator wants the **standard deviation**. Mixing them up is an easy slip, and a hidden one: no error is raised.

# %% [markdown] tags=["belief-3"]
# > **A common belief:** He's formula says 2/fan_in, so `rng.normal(0, 2 / fan_in)` draws the weights. Compare the signal after three layers and after thirty:


# %%
def slip(depth, std):
    return through(depth, "relu", "random_normal", std=std).activation_std[depth - 1]


for depth in (3, 30):
    print(
        f"{depth:2} layers   std = √(2/100): {slip(depth, np.sqrt(2 / 100)):7.1e}   std = 2/100: {slip(depth, 2 / 100):7.1e}"
    )

# %% [markdown]
# The standard deviation is the variance's *root*. Through three layers some of the signal still arrives, through thirty none does.

# %%
ml.quiz("01.variance_or_std")

# %% [markdown]
# ## Xavier
#
# The gradient has its own wish. On the way back a unit's $a$ gets $\sum_j \delta_j W_j$ over the units that it feeds, fan_out terms; so the gradient keeps its size where $\text{fan\_out} \cdot \operatorname{Var}(W) = 1$. Both wishes
# can be met at once only in a square layer. Xavier Glorot and Yoshua Bengio (2010) took the middle, with the mean of the two sizes in the place of one:
#
# $$\operatorname{Var}(W) = \frac{1}{\tfrac12(\text{fan\_in} + \text{fan\_out})} = \frac{2}{\text{fan\_in} + \text{fan\_out}} .$$
#
# It is made for activations that are nearly linear around 0 with slope 1, as tanh is.

# %%
xavier = through(30, "tanh", "xavier_normal")
xavier

# %% [markdown]
# Through thirty layers the signal falls to about a fifth, since tanh bends a little; the gradient reaches the front. Compare that with $10^{-30}$. With the sigmoid it does not: its slope is at most ¼, and a factor of ¼ at every layer
# is more than Xavier's weights make up for:

# %%
sigmoid = through(30, "sigmoid", "xavier_normal")
print(
    f"tanh     gradient at the front {xavier.gradient_std[0]:.1e}, at the back {xavier.gradient_std[-2]:.1e}"
)
print(
    f"sigmoid  gradient at the front {sigmoid.gradient_std[0]:.1e}, at the back {sigmoid.gradient_std[-2]:.1e}"
)

# %% tags=["test"]
assert sigmoid.gradient_std[0] < 1e-10 * sigmoid.gradient_std[-2] < xavier.gradient_std[0]

# %% [markdown]
# ## He
#
# ReLU is not linear around 0: it sets every negative value to 0. Of a $z$ that is symmetric around 0, half of the squares are gone: $\operatorname{E}[a^2] = \tfrac12 \operatorname{Var}(z)$.

# %%
z = np.random.default_rng(3).normal(size=100_000)
print(f"E[z²] = {np.mean(z**2):.3f}   E[ReLU(z)²] = {np.mean(ml.relu(z) ** 2):.3f}")

# %%
ml.predict("01.xavier_relu")

# %%
relu_xavier, relu_he = through(30, "relu", "xavier_normal"), through(30, "relu", "he_normal")
print(f"Xavier with ReLU: {relu_xavier.activation_std[29]:.1e}")
print(f"He with ReLU:     {relu_he.activation_std[29]:.1e}")

# %% tags=["test"]
assert relu_xavier.activation_std[29] < 1e-4 < 0.05 < relu_he.activation_std[29]

# %% [markdown]
# Kaiming He and colleagues (2015) put back the factor 2 that ReLU takes:
#
# $$\operatorname{Var}(W) = \frac{2}{\text{fan\_in}} .$$
#
# Fifty layers tell the schemes apart even more clearly. In the picture a good scheme is a level line, in both directions:

# %%
schemes = {
    "std 0.01": ("random_normal", {"std": 0.01}),
    "std 1": ("random_normal", {"std": 1.0}),
    "Xavier": ("xavier_normal", {}),
    "He": ("he_normal", {}),
}
figure, axes = ml.subplots(1, 2, figsize=(9, 3), sharex=True)
for (name, (scheme, drawing)), style in zip(schemes.items(), ("-", "--", "-.", ":"), strict=True):
    profile = through(50, "relu", scheme, **drawing)
    axes[0].plot(np.log10(profile.activation_std[:-1]), style, label=name)
    axes[1].plot(np.log10(profile.gradient_std[:-1]), style, label=name)
axes[0].set(title="signal, log₁₀ std(a)", xlabel="layer", ylim=(-12, 12))
axes[1].set(title="gradient, log₁₀ std(δ)", xlabel="layer", ylim=(-12, 12))
axes[1].legend()
plt.show()

# %% [markdown]
# *Two plots over fifty ReLU layers; upwards the powers of ten. Left, the signal: std 0.01 falls and std 1 rises out of the picture within ten layers, Xavier falls steadily below −8, He stays level. Right, the gradient, read
# from the last layer to the first: the same four lines mirrored.*

# %%
ml.quiz("01.relu_needs")

# %% [markdown]
# ## Uniform numbers
#
# Weights may as well be uniform within ±limit. Such numbers have the variance $\text{limit}^2/3$. To get the variance 2/fan_in, the limit must be $\sqrt{3 \cdot 2/\text{fan\_in}} = \sqrt{6/\text{fan\_in}}$; and after Xavier
# $\sqrt{6/(\text{fan\_in} + \text{fan\_out})}$.

# %% [markdown] tags=["belief-6"]
# > **A common belief:** the limit is the standard deviation that one wants. Measure both:

# %%
rng = np.random.default_rng(4)
for name, W in {
    "normal": ml.he_normal(100, 200, rng),
    "uniform": ml.he_uniform(100, 200, rng),
}.items():
    print(f"He, {name:<8} std {W.std():.4f}   largest {np.abs(W).max():.4f}")
print(f"√(2/100) = {np.sqrt(2 / 100):.4f}   √(6/100) = {np.sqrt(6 / 100):.4f}")

# %% [markdown]
# The limit is *not* the standard deviation: it is √3 times as large. All numbers lie within the limit, and most of them well within.

# %%
ml.quiz("01.uniform_limit")

# %% [markdown]
# ## Turn the knobs yourself
#
# Here are nine schemes, four activations and six depths; every combination was computed beforehand. Above, a histogram of each layer's values: left the activations, right the gradients δ.
# Below, their std through depth: a good start is a level line. Turn one knob at a time, and find out:
#
# 1. Which schemes keep the histograms open through 50 layers with tanh? Which with ReLU?
# 2. *variance as std*, with ReLU: what is left of the signal after 2 layers, and after 5?
# 3. The sigmoid at 30 layers: does any scheme keep its gradient? At what price?

# %%
ml.InitializationLab(scheme="std 0.01", activation="tanh", depth=10)

# %% [markdown]
# When you have found answers of your own, compare: (1) With tanh, Xavier and also He: tanh presses a signal that grows back into its range. With ReLU only He: Xavier falls below $10^{-6}$. (2) After 2 layers 0.016, easily overlooked;
# after 5 less than $10^{-4}$. (3) Only std 1: its large weights make up for the small slopes, but half of the values are saturated. With the other schemes a second thing happens: std(a) stays level, yet every example
# gives nearly the same values (the dotted line). A level line alone is no proof of a signal. The same with the network from above, whose random numbers are others:

# %%
tanh_he = through(50, "tanh", "he_normal")
slipped = through(5, "relu", "random_normal", std=2 / 100)
large = through(30, "sigmoid", "random_normal", std=1.0)
print(f"tanh, He, 50 layers: signal {tanh_he.activation_std[49]:.2f}")
print(
    f"ReLU, variance as std: after 2 layers {slipped.activation_std[1]:.3f}, after 5 {slipped.activation_std[4]:.1e}"
)
print(
    f"sigmoid, std 1: gradient at the back {large.gradient_std[29]:.1e}, at the front {large.gradient_std[0]:.1e}"
)
print(f"                saturated {large.flat[:-1].mean():.0%} of the values")

# %% tags=["test"]
assert tanh_he.activation_std[49] > 0.3 > 0.02 > slipped.activation_std[1]
assert large.gradient_std[0] > 0.1 * large.gradient_std[29]

# %% [markdown]
# ## And the biases?
#
# The formulas speak of weights only.

# %% [markdown] tags=["belief-2"]
# > **A common belief:** biases must not start at zero either, or the units stay equal. Try both:

# %%
theta = ml.initialize(network, "xavier_normal", seed=1)
random_biases = theta.copy()
for layer in network.layers:
    layer.b.of(random_biases)[...] = np.random.default_rng(5).normal(size=layer.fan_out)
after["zero biases"] = after["xavier_normal"]  # the run above started from this very theta
after["random biases"] = ml.train(
    network, moons.train, theta=random_biases, epochs=60, seed=1
).last.theta
for name in ("zero biases", "random biases"):
    said = ml.forward(network, after[name], moons.test.x).output.argmax(axis=-1)
    units = first_layer.of(after[name])
    print(
        f"{name:<14} accuracy {float(ml.accuracy(said, moons.test.y)):.2f}, units differ by up to {np.ptp(units, axis=1).max():.1f}"
    )

# %% [markdown]
# Both learn, and with zero biases the units have become different all the same: the weights tell them apart, so a bias need not. Random biases would only add variance that no formula counted.

# %%
ml.quiz("01.biases")

# %% [markdown]
# ## Real data
#
# Everything so far was before training. Does it matter afterwards? Handwritten digits, twelve hidden layers of 64 ReLU units, the same five epochs of SGD for all.

# %%
ml.predict("01.deep_digits")

# %%
digits = ml.standardize(ml.split(ml.digits(), seed=1))
deep = ml.MLP(layer_sizes=(64, *[64] * 12, 10), activation="relu", output="softmax")
starts = {
    name: ml.initialize(deep, scheme, seed=1, **drawing)
    for name, (scheme, drawing) in schemes.items()
}
fwd = ml.forward(deep, starts.pop("std 1"), digits.train.x)
print(
    f"std 1      first loss {ml.compute_loss(fwd, digits.train.y).value:.0e}: not trained, its steps would be as huge"
)
runs = ml.train(  # the other three, side by side
    deep, digits.train, theta=list(starts.values()), optimizer=ml.SGD(0.07), epochs=5, seed=1
)
scores = {}
for name, loss, output in zip(starts, runs.loss[0], runs.predict(digits.test.x), strict=True):
    scores[name] = float(ml.accuracy(output.argmax(axis=-1), digits.test.y))
    print(f"{name:<10} first loss {loss:.2f}, accuracy on the test part {scores[name]:.2f}")

# %% tags=["test"]
assert scores["He"] > 0.8 > 0.6 > scores["Xavier"] > scores["std 0.01"]

# %% [markdown]
# ## What practitioners call it
#
# | here | scikit-learn | PyTorch |
# |---|---|---|
# | `initialize(network, "xavier_normal")` | | `nn.init.xavier_normal_` |
# | `initialize(network, "xavier_uniform")` | inside `MLPClassifier` (for ReLU and tanh) | `nn.init.xavier_uniform_` |
# | `initialize(network, "he_normal")` | | `nn.init.kaiming_normal_` |
# | `initialize(network, "he_uniform")` | | `nn.init.kaiming_uniform_` |
#
# PyTorch names both after first names: Xavier (Glorot) and Kaiming (He); Keras says `glorot_` and `he_`.
#
# ## Pitfalls
#
# - *"It trains, so the start was right."* A few layers forgive much. Look at the spread of the activations, as you did here.
# - *"normal(0, 2/fan_in)."* That is the variance. Take the root.
# - *"Zero biases are zero weights."* They are not: the weights break the symmetry.
# - *"One of the two is the better."* Each belongs to its activation: Xavier to tanh, He to ReLU. With tanh both work; with ReLU Xavier fades.
#
# **Next:** [exercise 01](../exercises/01_initialization.ipynb), where you write every scheme yourself. Then lesson 02: what the network does with these numbers.
