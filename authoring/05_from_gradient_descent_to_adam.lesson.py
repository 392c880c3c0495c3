# %% [markdown]
# # 05 · From gradient descent to Adam
#
# The gradient is there. What is done with it? The oldest answer is one line, $\theta \leftarrow \theta - \eta g$. All that came later adds a memory to it: of the direction, of the size, or of both.
#
# **Where you are.** initialization → forward pass → loss → **backpropagation → update** → iteration.
#
# **After this lesson you can**
#
# 1. compare a mini-batch's gradient with the full one, and say in what sense it is right;
# 2. follow momentum and Nesterov's momentum by hand, and say what a memory is good for;
# 3. follow RMSProp and Adam by hand, with both of Adam's corrections;
# 4. compare optimizers fairly: each with a learning rate of its own, over many seeds;
# 5. write a training loop that carries an optimizer's memory from step to step.
#
# You need what a gradient is ([lesson 04](04_backpropagation.ipynb)). Symbols: [Notation and conventions](../docs/notation.md); words: [Glossary](../docs/glossary.md). About an hour. Run it cell by cell; any cell can be run again at any time.

# %%
import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml

# %% [markdown]
# ## From earlier lessons
#
# Three questions, first of all what you got wrong. When all three are answered, this cell, run again, asks three others.

# %%
ml.look_back("05")

# %% [markdown]
# ## The full gradient
#
# The loss is a mean over all examples, and so is its gradient. **Gradient descent** (Cauchy 1847) computes the *full gradient*, that of all examples, for each step. **Stochastic gradient descent**, SGD (Robbins and Monro 1951), takes that of a *mini-batch*: an estimate of the full one, for a fraction of the work. How good is the estimate? The **cosine** between
# two gradients $g$ and $h$, $g \cdot h/(\lVert g \rVert\,\lVert h \rVert)$, is 1 where they point the same way, 0 where they are at right angles, negative where they disagree.

# %%
ml.predict("05.after_ten_epochs")

# %% [markdown]
# The six batches of an epoch on the moons in 20 runs, at the start and after ten epochs (with `ml.Adam`, which comes below):

# %%
moons = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
network = ml.MLP(layer_sizes=(2, 8, 2), activation="tanh", output="softmax")
seeds = list(range(20))


def ten_epochs(seeds):
    """Return the runs of these seeds: θ before and after ten epochs."""
    options = {"optimizer": ml.Adam(0.05), "batch_size": 32, "epochs": 10, "seed": seeds}
    return ml.train(network, moons.train, **options)


def gradients(thetas, x, y):
    """Return the gradient at each θ, (runs, P)."""
    fwd = ml.forward(network, thetas, x)
    return ml.backward(network, thetas, fwd, ml.compute_loss(fwd, y)).gradient


def cosines(thetas):
    """Return the cosine of each batch's gradient to the full one, (batches, runs)."""
    full = gradients(thetas, moons.train.x, moons.train.y)
    found = []
    for part in ml.minibatches(moons.train.x, moons.train.y, batch_size=32, seed=1):
        g = gradients(thetas, part.x, part.y)
        lengths = np.linalg.norm(g, axis=-1) * np.linalg.norm(full, axis=-1)
        found.append((g * full).sum(axis=-1) / lengths)
    return np.array(found)


trained = ten_epochs(seeds)
at_first, later = cosines(trained.initial.theta), cosines(trained.theta)
figure, ax = ml.subplots(figsize=(7, 2.6))
bins = np.linspace(-1, 1, 41)
for cosine, style, when in ((at_first, "-", "random weights"), (later, "--", "after ten epochs")):
    ax.hist(cosine.ravel(), bins, histtype="step", linewidth=2, linestyle=style, label=when)
ax.set(xlabel="cosine of a batch's gradient to the full gradient", ylabel="batches")
ax.set(xticks=(-1, -0.5, 0, 0.5, 1), yticks=(0, 50, 100))
ax.legend()
plt.show()

# %% tags=["test"]
fifty = list(range(50))
of_fifty = ten_epochs(fifty)
at_first, later = cosines(of_fifty.initial.theta), cosines(of_fifty.theta)
assert np.quantile(at_first, 0.1) > 0.9
assert 0.3 < np.median(later) < 0.7
assert 0.05 < np.mean(later < 0) < 0.3

# %% [markdown]
# *Two histograms over the cosine from −1 to 1. With random weights nearly all 120 batches lie between 0.95 and 1. After ten epochs they spread from −0.9 to nearly 1, about one in seven of them below 0.*
#
# Nevertheless the estimate is right in a precise sense: weighted by their sizes, the six batches' gradients add up to *exactly* the full one. The estimate is **unbiased**: over many random draws it is neither too long nor turned to one side. For one of the runs:

# %% tags=["nbval-check-output", "skip"]
one = trained.theta[1]
weighted = [
    part.size * gradients(one, part.x, part.y) / len(moons.train.x)
    for part in ml.minibatches(moons.train.x, moons.train.y, batch_size=32, seed=1)
]
print(
    "largest difference below 1e-12:",
    bool(np.abs(sum(weighted) - gradients(one, moons.train.x, moons.train.y)).max() < 1e-12),
)

# %%
ml.quiz("05.unbiased")

# %%
ml.quiz("05.stochastic")

# %% [markdown] tags=["instructor"]
# **10 min.** Ask before the histogram: would you take a step along a gradient whose cosine to the full one is −0.1? (A short step along it raises the loss of all the data a little; on average over the batches the steps lead down.) Expect "the estimate gets better as the network learns". When late: leave the cell that adds up the weighted gradients, and say what it shows.

# %% [markdown]
# ## Momentum
#
# What gradient descent lacks is a memory. **Momentum** (Polyak 1964) keeps a **velocity**, into which the gradients go and in which they fade, and follows it:
#
# $$v \leftarrow \beta v + g, \qquad \theta \leftarrow \theta - \eta v .$$
#
# $\beta$, below 1, is the share of the velocity that stays from step to step.

# %%
ml.predict("05.constant_gradient")

# %% [markdown]
# A hundred steps with the gradient 1, into the velocity and into a running average:

# %% tags=["nbval-check-output"]
summed, averaged = 0.0, 0.0
for step in range(100):
    summed, averaged = 0.9 * summed + 1, 0.9 * averaged + 0.1 * 1
    if step in (0, 1, 2, 99):
        print(f"step {step + 1:3}   v = 0.9 v + g: {summed:6.3f}   0.9 v + 0.1 g: {averaged:5.3f}")

# %% [markdown]
# The running average is another convention: from $v = 0$ on it makes the same path with a learning rate that is $1/(1 - \beta)$ times as large. PyTorch and this course have the left one.

# %% [markdown] tags=["asked"]
# **By hand, three steps.** One parameter and the loss $L = \theta^2/2$, so that $g = \theta$.
#
# Start at $\theta = 16$ with $v = 0$, $\beta = 0.5$ and $\eta = 0.25$:
#
# | step | gradient $g = \theta$ | velocity $v \leftarrow 0.5\,v + g$ | parameter $\theta \leftarrow \theta - 0.25\,v$ | gradient descent |
# |---|---|---|---|---|
# | 1 | 16 | 0 + 16 = 16 | 16 − 4 = 12 | 12 |
# | 2 | 12 | 8 + 12 = 20 | 12 − 5 = 7 | 9 |
# | 3 | 7 | 10 + 7 = 17 | 7 − 4.25 = 2.75 | 6.75 |
#
# The first step is gradient descent's. From then on the velocity still holds what earlier gradients pushed.


# %% tags=["nbval-check-output", "skip"]
def walk(rule, theta, slope, steps):
    """Return the positions that an optimizer goes through, the start included."""
    state, places = rule.init(theta), [theta]
    for _ in range(steps):
        update = rule.update(slope(theta), state, theta)
        theta, state = update.theta, update.state
        places.append(theta)
    return np.array(places)


for name, rule in {
    "gradient descent": ml.GradientDescent(0.25),
    "momentum": ml.Momentum(0.25, momentum=0.5),
}.items():
    print(f"{name:<17}", walk(rule, np.array([16.0]), lambda theta: theta, 3).ravel())

# %% [markdown]
# **What it is good for.** A loss that is steep in one direction and flat in another is a ravine. Here $L = \tfrac12 (\theta_0^2 + 30\,\theta_1^2)$. Gradient descent must take steps so short that it does not fly out across the ravine; along it they are far too short. **In the velocity the pushes to and fro cancel, and those along the ravine add up.** (So momentum has half the learning rate in the picture, and is still ahead.)

# %%
steepness = np.array([1.0, 30.0])
figure, ax = ml.subplots(figsize=(8, 3))
grid0, grid1 = np.meshgrid(np.linspace(-10.5, 2, 60), np.linspace(-2.2, 2.2, 30))
ax.contour(grid0, grid1, (grid0**2 + 30 * grid1**2) / 2, levels=8, colors="gray", linewidths=0.6)
for name, rule, style in (
    ("gradient descent", ml.GradientDescent(0.06), "o-"),
    ("momentum", ml.Momentum(0.03, momentum=0.8), "s--"),
):
    path = walk(rule, np.array([-10.0, 1.0]), lambda theta: steepness * theta, 25)
    ax.plot(
        *path.T, style, markersize=3, linewidth=1, label=f"{name}: θ₀ ends at {path[-1, 0]:.2f}"
    )
ax.set(xlabel="θ₀, along the ravine", ylabel="θ₁, across", ylim=(-2.2, 2.2))
ax.set(xticks=(-10, -5, 0), yticks=(-2, 0, 2))
ax.legend(loc="lower right")
plt.show()

# %% tags=["test"]
slow = walk(ml.GradientDescent(0.06), np.array([-10.0, 1.0]), lambda theta: steepness * theta, 25)
fast = walk(
    ml.Momentum(0.03, momentum=0.8), np.array([-10.0, 1.0]), lambda theta: steepness * theta, 25
)
assert abs(fast[-1, 0]) < abs(slow[-1, 0]) / 2
assert np.all(np.sign(slow[1:6, 1]) == [-1, 1, -1, 1, -1])
out = walk(ml.GradientDescent(0.07), np.array([-10.0, 1.0]), lambda theta: steepness * theta, 25)
assert abs(out[-1, 1]) > 10

# %% [markdown]
# *Contour lines of a long, narrow ravine, and two paths of 25 steps from its left end. Gradient descent zigzags across it and creeps along it, to near −2; momentum swings across it and has come to the lowest point, 0, and a little past it.*
#
# Can gradient descent take longer steps? Write `ml.GradientDescent(0.07)`: a step multiplies $\theta_1$ by $1 - 30\eta$, which lies below −1 for $\eta$ above $2/30 = 0.067$. Each step across the ravine ends farther out than it began.

# %% tags=["try"]
# ml.GradientDescent(0.06) → ml.GradientDescent(0.07)
assert path.shape == (26, 2)

# %% [markdown] tags=["instructor"]
# **14 min.** Do the table together; let them fill in step 3. Those who take $v$ for an average get 8 in the first step: point to $\beta v + g$. Before the picture ask: which of the two coordinates of the gradient changes its sign? When momentum swings past the lowest point some will call that a fault: ask what a ball would do. When late: leave the experiment.

# %% [markdown]
# ## Nesterov
#
# **Nesterov's momentum** (1983; for networks Sutskever et al. 2013, here rewritten so that $g$ is taken at $\theta$) updates $v$ in the same way, and then already counts on the push that $v$ is going to give next:
#
# $$v \leftarrow \beta v + g, \qquad \theta \leftarrow \theta - \eta\,(g + \beta v) .$$
#
# **By hand**, the first step from above: $v = 16$, and $\theta = 16 - 0.25\,(16 + 0.5 \cdot 16) = 10$. Then $v = 8 + 10 = 18$ and $\theta = 10 - 0.25\,(10 + 9) = 5.25$.

# %% [markdown] tags=["belief-35"]
# > **A common belief:** Nesterov's momentum is momentum by another name. Four steps of each on $L = \theta^2/2$, now with $\eta = 0.5$:

# %% tags=["nbval-check-output"]
for name, rule in {
    "momentum": ml.Momentum(0.5, momentum=0.5),
    "Nesterov": ml.Nesterov(0.5, momentum=0.5),
}.items():
    places = walk(rule, np.array([16.0]), lambda theta: theta, 4).ravel()
    print(f"{name:<9}", *(f"{place:6.2f}" for place in places))

# %% [markdown] tags=["fragment"]
# **Nesterov brakes earlier:** when the slope turns, $g$ turns at once, while $v$ still pushes on.

# %%
ml.quiz("05.nesterov")

# %% [markdown] tags=["instructor"]
# **5 min.** "Another name for momentum" is what to expect. Have both computed from the same $v$ and $g$. When late: only the question.

# %% [markdown]
# ## RMSProp
#
# The other memory is that of *size*. In one weight the gradients may be a hundred times as large as in another, and one $\eta$ cannot suit both. **RMSProp** (Tieleman and Hinton 2012) keeps a running mean of the squared gradient of each parameter, with a share $\rho$ that stays (`decay` in the code), and divides by its root:
#
# $$v \leftarrow \rho v + (1 - \rho) g^2, \qquad \theta \leftarrow \theta - \eta \frac{g}{\sqrt v + \varepsilon} .$$
#
# This $v$ *is* an average, of squares, one for each parameter. $\varepsilon$, about $10^{-8}$, stands beside the root and keeps the division defined where there was no gradient yet.
#
# By hand: $g = 4$ in the first step, $\rho = 0.99$. Then $v = 0.01 \cdot 16 = 0.16$, its root 0.4, and the step is $4/0.4 = 10$ times $\eta$. Why 10 and not 1? Because $v$ began at 0 and knows only one gradient so far, with the weight 0.01.
#
# ## Adam
#
# **Adam** (Kingma and Ba 2015) puts both memories together, and makes up for their start at 0:
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g, \qquad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2,$$
#
# $$\hat m = \frac{m}{1 - \beta_1^t}, \qquad \hat v = \frac{v}{1 - \beta_2^t}, \qquad \theta \leftarrow \theta - \eta \frac{\hat m}{\sqrt{\hat v} + \varepsilon} .$$
#
# $t$ counts steps, from 1. Why $1 - \beta^t$? Write out $m$ after two steps: $(1 - \beta_1)(\beta_1 g_1 + g_2)$. The weights of the two gradients add up to $(1 - \beta_1)(1 + \beta_1) = 1 - \beta_1^2$, not to 1; the rest belongs to the 0 of the start. Divided by $1 - \beta_1^2$ it is a true mean of them.

# %%
ml.predict("05.first_step")

# %% [markdown]
# Two parameters, whose gradients stay 1 and 0.01, and two steps of each rule:

# %% tags=["nbval-check-output"]
start, slopes = np.array([1.0, 1.0]), np.array([1.0, 0.01])
for name, rule in {
    "gradient descent": ml.GradientDescent(0.1),
    "momentum": ml.Momentum(0.1, momentum=0.9),
    "RMSProp": ml.RMSProp(0.1, decay=0.9),
    "Adam": ml.Adam(0.1),
}.items():
    places = walk(rule, start, lambda theta: slopes, 2)
    (a, b), (c, d) = np.diff(places, axis=0)
    print(f"{name:17} first step {a:6.3f} {b:6.3f}   second {c:6.3f} {d:6.3f}")

# %% [markdown] tags=["asked"]
# **By hand, two steps of Adam.** One parameter, gradients 4 and then 2, with $\beta_1 = 0.9$, $\beta_2 = 0.999$:
#
# | | step $t = 1$, $g = 4$ | step $t = 2$, $g = 2$ |
# |---|---|---|
# | mean $m$ | 0.1 · 4 = 0.4 | 0.36 + 0.2 = 0.56 |
# | mean square $v$ | 0.001 · 16 = 0.016 | 0.015984 + 0.004 = 0.019984 |
# | corrected $\hat m$ | 0.4/0.1 = 4 | 0.56/0.19 = 2.947 |
# | corrected $\hat v$ | 0.016/0.001 = 16 | 0.019984/0.001999 = 9.997 |
# | step$/\eta$ | 4/4 = 1 | 2.947/3.162 = 0.932 |
#
# $\hat m$ and $\hat v$ are used once and thrown away; $m$ and $v$ go on into the next step as they are.

# %% tags=["nbval-check-output", "skip"]
adam, place = ml.Adam(0.1), np.array([1.0])
first = adam.update(np.array([4.0]), adam.init(place), place)
second = adam.update(np.array([2.0]), first.state, first.theta)
for update in (first, second):
    print(
        f"t = {update.t}   m̂ = {update.m_hat[0]:.3f}   v̂ = {update.v_hat[0]:.3f}   step/η = {update.change[0] / -0.1:.3f}"
    )

# %%
ml.predict("05.uncorrected")

# %% [markdown]
# The gradient is 4 all the time:

# %% tags=["nbval-check-output"]
m = v = 0.0
for t in range(1, 1001):
    m, v = 0.9 * m + 0.1 * 4, 0.999 * v + 0.001 * 4**2
    if t in (1, 10, 100, 1000):
        m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
        print(f"step {t:4}   uncorrected {m / v**0.5:.2f} η   corrected {m_hat / v_hat**0.5:.2f} η")

# %% [markdown] tags=["same-slide"]
# **Without its corrections Adam begins with steps several times too long**, up to more than six times $\eta$ around step 10, and needs several thousand to come down to $\eta$.

# %% [markdown] tags=["belief-37", "belief-38"]
# > **A common belief:** $t$ may begin at 0, or count epochs; and what was corrected is what one goes on with. Adam's steps 1, 2 and 10 under a gradient that is always 4:


# %% tags=["nbval-check-output"]
def sizes(count, keep_corrected=False):
    """Return the first ten steps of Adam over η, when step number k is taken for t = count(k)."""
    m = v = np.float64(0)
    found = []
    for k in range(1, 11):
        m, v = 0.9 * m + 0.1 * 4, 0.999 * v + 0.001 * 16
        with np.errstate(invalid="ignore", divide="ignore"):
            m_hat, v_hat = (
                m / np.float64(1 - 0.9 ** count(k)),
                v / np.float64(1 - 0.999 ** count(k)),
            )
            found.append(m_hat / np.sqrt(v_hat))
        if keep_corrected:
            m, v = m_hat, v_hat
    return np.array(found)


print("t counts steps from 1    ", sizes(lambda k: k)[[0, 1, 9]].round(2))
print("t counts steps from 0    ", sizes(lambda k: k - 1)[[0, 1, 9]].round(2))
print("t counts epochs          ", sizes(lambda k: 1)[[0, 1, 9]].round(2))
print("corrected m, v are kept  ", sizes(lambda k: k, keep_corrected=True)[[0, 1, 9]].round(2))

# %% [markdown]
# From 0 the first step is 0/0, and a $\theta$ that was nan once stays nan. With $t = 1$ for a whole epoch the steps grow to twice what they should be. And a mean that was corrected once is corrected again and again: the steps shrink to nothing.

# %%
ml.quiz("05.count")

# %% [markdown] tags=["belief-39", "belief-40"]
# > **A common belief:** where $\varepsilon$ stands does not matter; and one mean square serves for all parameters. First step, $\eta = 1$, of two parameters with the gradients 1 and 0.0001:

# %% tags=["nbval-check-output"]
two_g = np.array([1.0, 1e-4])
own, shared = two_g**2, np.mean(two_g**2)
for name, steps in {
    "ε beside the root": two_g / (np.sqrt(own) + 1e-8),
    "ε inside the root": two_g / np.sqrt(own + 1e-8),
    "one mean square for both": two_g / (np.sqrt(shared) + 1e-8),
}.items():
    print(f"{name:<24} {steps[0]:.6f}   {steps[1]:.6f}")

# %% [markdown]
# Inside the root $10^{-8}$ counts as $10^{-4}$, and slows a parameter with small gradients down. With one mean square for all, each parameter moves in proportion to its gradient again, which is what Adam was to end.

# %%
ml.quiz("05.epsilon")

# %%
ml.quiz("05.memory")

# %% [markdown] tags=["instructor"]
# **16 min.** RMSProp by hand first, with its 10; it is the reason for the corrections. Two steps of Adam in pairs, with calculators. Expect "too short" for the uncorrected step, since $m$ is a tenth of $g$: ask for the root of $v$. Ask what $t$ counts before the question. When late: one step of Adam, by you on the board.

# %% [markdown]
# ## The race
#
# All five on one surface, and first on a real one. A linear model tells three kinds of wine by 13 measurements: once as they come, once **standardized**: from each column its mean is subtracted, and what is left is divided by its standard deviation. In the race only two weights move, `W0[0, 1]` and `W0[9, 1]`: what alcohol (about 13) and color intensity (about 5) say for the second kind of wine.
# As the columns come, what one weight adds the other can nearly take away: over the two weights the loss is a ravine.

# %%
ml.predict("05.real_ravine")

# %%
wines = {"wine, as it comes": ml.split(ml.wine(), seed=1)}
wines["wine, standardized"] = ml.standardize(wines["wine, as it comes"])
linear = ml.MLP((13, 3))
# the race uses only the data of these runs and where they begin
own_runs = {
    how: ml.train(
        linear, wine.train, theta=np.zeros(linear.size), optimizer=ml.SGD(1e-5), epochs=1, seed=1
    )
    for how, wine in wines.items()
}
race = ml.Race(own_runs, weights=("W0[0, 1]", "W0[9, 1]"))

# %%
race

# %% tags=["test"]
ended, at_its_end = {}, ml.Race(own_runs, ("W0[0, 1]", "W0[9, 1]"))
at_its_end.step = 45
for how in race.surfaces:
    for own_rates in (False, True):
        at_its_end.surface, at_its_end.own_rates = how, own_rates
        ended[how, own_rates] = at_its_end.losses()
common = ended["wine, as it comes", False]
assert min(common, key=common.get) == "Adam"
assert common["gradient descent"] > np.log(3)
ravine = ended["wine, as it comes", True]
assert all(abs(ravine[name] - 0.711) < 0.002 for name in ("momentum", "Nesterov", "Adam"))
assert 0.76 < ravine["RMSProp"] < 0.78
assert 0.83 < ravine["gradient descent"] < 0.85
assert np.ptp(list(ended["wine, standardized", True].values())) < 0.002
bowl = ended["bowl", True]
assert bowl["gradient descent"] < bowl["momentum"] < bowl["Adam"]
bent = ended["Rosenbrock", True]
assert min(bent, key=bent.get) == "Adam"

# %% [markdown]
# Space plays; ← and → are a step, with Shift ten. Beside each name is its loss at that step. The + is the lowest point. The knob $\beta$ sets momentum's and Nesterov's $\beta$, RMSProp's $\rho$ and Adam's $\beta_1$ alike.
#
# 1. **One $\eta$ for all**, 0.14: Adam is lowest, and gradient descent ends higher than it began. Is it the best? Move $\eta$: at 0.04 momentum is lowest.
# 2. **Each its own best $\eta$**: momentum, Nesterov and Adam arrive. RMSProp and gradient descent are still in the ravine: neither adds up the small pushes along it.
# 3. **wine, standardized**: what did you predict?
# 4. **bowl**: gradient descent arrives first. Where there is no ravine, a memory only swings. **Rosenbrock**: a bent valley, and Adam is far ahead.
#
# The **ledger** shows the numbers of a racer's step. Go back to *wine, as it comes*, one $\eta$ for all (0.14, exactly 0.136), and step 1. $\Delta\theta$ of momentum and of Adam:

# %% tags=["nbval-check-output"]
for racer in ("momentum", "Adam"):
    print(f"{racer:<9} first step {race.update(racer, 1).change.round(4)}")

# %% [markdown] tags=["same-slide"]
# **Adam moves both weights by $\eta$**, here 0.136, one up and one down; momentum each by $-\eta$ times its own gradient, which is −0.52 and 0.48.

# %% [markdown] tags=["instructor"]
# **8 min.** Let them predict, then race on the projector, without a word until all have arrived. Ask who is lowest and whether that is fair before "each its own best η". Expect "Adam always wins": show the bowl. When late: leave the ledger.

# %% [markdown]
# ## A fair race
#
# Which rule is best? Once more on the moons, with a network, and over many starts. (`ml.SGD` is the rule of `ml.GradientDescent`, named for its batches.)

# %%
ml.predict("05.fair_race")

# %%
rates = np.geomspace(0.003, 10, 12)
rules = {
    "SGD": ml.SGD,
    "momentum": lambda rate: ml.Momentum(rate, momentum=0.9),
    "Adam": ml.Adam,
}


def losses(rule, rate, run_seeds):
    """Return the loss over all training data after 30 epochs of each run, side by side."""
    options = {"batch_size": 32, "epochs": 30, "seed": run_seeds}
    fleet = ml.train(network, moons.train, optimizer=rule(rate), **options)
    return ml.compute_loss(ml.forward(network, fleet.theta, moons.train.x), moons.train.y).value


figure, ax = ml.subplots(figsize=(7, 3))
best = {}
for (name, rule), style in zip(rules.items(), ("o-", "s--", "^:"), strict=True):
    every_rate = tuple(np.repeat(rates, 2))  # one rate for each run, two seeds at each rate
    ends = losses(rule, every_rate, [0, 1] * 12).reshape(12, 2)
    middle = ends.mean(axis=1)
    best[name] = float(rates[middle.argmin()])
    ax.loglog(rates, middle, style, label=name)
ax.set(xlabel="learning rate η", ylabel="loss after 30 epochs", ylim=(0.02, 2))
ax.minorticks_off()
ax.set_xticks((0.01, 0.1, 1, 10), ("0.01", "0.1", "1", "10"))
ax.set_yticks((0.03, 0.1, 0.3, 1), ("0.03", "0.1", "0.3", "1"))
ax.legend(loc="upper center")
plt.show()

# %% [markdown]
# *Loss after 30 epochs over the learning rate, both axes logarithmic. Three valleys at different places: Adam's is lowest at 0.25, momentum's between 0.2 and 1, plain SGD's near 5. Each dot is the mean of two seeds. Beyond 1 momentum and Adam go wild; SGD goes up and down from 1 on.*

# %%
others = list(range(2, 12))  # not the two by which the rates were chosen
print("10 other seeds each, at its best rate: loss after 30 epochs")
for name, rule in rules.items():
    ends = losses(rule, best[name], others)
    low, middle, high = np.quantile(ends, [0.1, 0.5, 0.9])
    print(
        f"{name:<9} η = {best[name]:.3f}   half of them below {middle:.3f}   most between {low:.3f} and {high:.3f}"
    )

# %% [markdown]
# With a rate of its own momentum is nearly level with Adam. Plain SGD ends at about twice Adam's loss.

# %% tags=["test"]
tuned = {name: np.median(losses(rule, best[name], fifty)) for name, rule in rules.items()}
assert best["Adam"] <= best["momentum"] < best["SGD"] / 3
assert max(tuned.values()) < 0.11
assert tuned["momentum"] < 1.6 * tuned["Adam"]
assert 1.5 < tuned["SGD"] / tuned["Adam"] < 2.4
common = {name: np.median(losses(rule, 0.05, fifty)) for name, rule in rules.items()}
assert common["SGD"] > 0.28
assert common["momentum"] > 0.2
assert common["Adam"] < 0.12

# %% [markdown]
# Standardizing the wine did more than any optimizer: do it first.
#
# **What each costs, and when it fails.** Gradient descent remembers nothing; momentum, Nesterov and RMSProp one number for each parameter, Adam two. Momentum with an $\eta$ that was right without it makes steps up to ten times too long, at $\beta = 0.9$. **Adam's step** does not get shorter as the gradient does: near the end it dances around the lowest point, unless $\eta$ is lowered (lesson 06 will). Where
# the weights are to be kept small, a penalty in the loss goes wrong under Adam; **AdamW** (Loshchilov and Hutter 2019) shrinks them by themselves, outside of Adam's fraction (lesson 06).

# %% [markdown] tags=["instructor"]
# **8 min.** Vote before the figure. Ask who has ever read "Adam beats SGD", and with which two learning rates. When late: show the figure, leave the 10 other seeds to be read.

# %% [markdown]
# ## What practitioners call it
#
# | here | scikit-learn's `MLPClassifier` | PyTorch |
# |---|---|---|
# | `SGD(0.1)`, `GradientDescent(0.1)` | `solver="sgd", momentum=0, learning_rate_init=0.1` | `optim.SGD(parameters, lr=0.1)` |
# | `Momentum(0.1, momentum=0.9)` | `nesterovs_momentum=False` | `optim.SGD(…, momentum=0.9)` |
# | `Nesterov(0.1, momentum=0.9)` | `solver="sgd"`, as it comes | `optim.SGD(…, momentum=0.9, nesterov=True)` |
# | `RMSProp(0.01, decay=0.9)` | none | `optim.RMSprop(…, alpha=0.9)` |
# | `Adam(0.001)` | `solver="adam"`, as it comes | `optim.Adam(…)` |
# | $v \leftarrow \beta v + g$ | $v \leftarrow \beta v - \eta g$, $\theta \leftarrow \theta + v$: the same path, until $\eta$ changes | as here |
#
# Test accuracy on the same moons with Adam at our best rate, ours from 20 starts:

# %%
from sklearn.neural_network import MLPClassifier

peer = MLPClassifier(
    (8,),
    activation="tanh",
    alpha=0,
    batch_size=32,
    learning_rate_init=best["Adam"],
    random_state=1,
)
epochs = 6
for _ in range(epochs):
    peer.partial_fit(moons.train.x, moons.train.y, classes=[0, 1])
rule = ml.Adam(best["Adam"])
ours = ml.train(network, moons.train, optimizer=rule, batch_size=32, epochs=epochs, seed=seeds)
says = ml.forward(network, ours.theta, moons.test.x).output.argmax(axis=-1)
low, middle, high = np.quantile((says == moons.test.y).mean(axis=-1), [0.1, 0.5, 0.9])
print(f"scikit-learn  {peer.score(moons.test.x, moons.test.y):.2f}")
print(f"ours          {middle:.2f} in the middle, most between {low:.2f} and {high:.2f}")

# %% [markdown]
# ## Pitfalls
#
# - *"The velocity is the average of the recent gradients."* It is their fading sum, up to ten times as long at $\beta = 0.9$.
# - *"Adam chooses its learning rate itself."* It chooses each parameter's share of it.
# - *"Adam's t is the epoch."* It is the step; and $m$, $v$ and $t$ live as long as the run.
# - *"Adam won in my comparison."* Against which learning rate, and over how many seeds?
#
# **Next:** [exercise 05](../exercises/05_from_gradient_descent_to_adam.ipynb), where you write all of these rules and a training loop. Then [lesson 06](06_learning_rate_and_regularization.ipynb): how large a step.
