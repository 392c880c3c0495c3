# %% [markdown]
# # 06 · Learning rate and regularization
#
# Two numbers decide more about a run than the choice of the optimizer: $\eta$, how long the steps are, and $\lambda$, what large weights cost.
#
# **Where you are.** initialization → forward pass → loss → backpropagation → **update** → iteration.
#
# **After this lesson you can**
#
# 1. find the largest learning rate that a run bears, and say what decides how large it is;
# 2. write a schedule with a warm-up, and say what each of the two is for;
# 3. say what an L1 and an L2 penalty do to weights, and write both with their gradients;
# 4. say what becomes of an L2 penalty under Adam, and write a step of AdamW.
#
# You need gradient descent and Adam ([lesson 05](05_from_gradient_descent_to_adam.ipynb)). Symbols: [Notation and conventions](../docs/notation.md); words: [Glossary](../docs/glossary.md). About an hour. Run it cell by cell; any cell can be run again at any time.

# %%
import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml

# %% [markdown]
# ## From earlier lessons
#
# Three questions, first of all what you got wrong. When all three are answered, this cell, run again, asks three others.

# %%
ml.look_back("06")

# %% [markdown]
# ## The data
#
# 442 patients with diabetes, ten measurements each, and how far the disease has gone a year later (Efron et al. 2004). The inputs are standardized, and here the target too: a loss of 1 is that of always saying the mean, 0.5 means that half of the variance is explained.

# %%
patients = ml.standardize(ml.split(ml.diabetes(), seed=1))
mean, spread = patients.train.y.mean(), patients.train.y.std()
x, y = patients.train.x, (patients.train.y - mean) / spread
validation = (patients.validation.x, (patients.validation.y - mean) / spread)
network = ml.MLP(layer_sizes=(10, 16, 1), activation="relu", output="identity")
seeds = list(range(20))


def losses(model, thetas, x, y):
    """Return the mean squared error of each run, (runs,)."""
    with np.errstate(all="ignore"):  # a run that has flown off has no finite loss
        return ((ml.forward(model, thetas, x).output[..., 0] - y) ** 2).mean(axis=-1)


print(
    "training, validation:", len(x), len(validation[0]), "   columns:", patients.train.feature_names
)

# %% [markdown]
# ## Too small, right, too large
#
# The simplest loss there is, $L = 2\theta^2$. Its gradient is $4\theta$, and a step of gradient descent, $\theta \leftarrow \theta - \eta \cdot 4\theta$, multiplies $\theta$ by $1 - 4\eta$.

# %%
ml.predict("06.largest_rate")

# %% tags=["nbval-check-output"]
for eta in (0.05, 0.25, 0.45, 0.5, 0.55):
    theta, path = 1.0, []
    for _ in range(4):
        theta = theta - eta * 4 * theta
        path.append(theta)
    print(f"η = {eta:<5} factor {1 - 4 * eta:5.2f}   θ: {np.round(path, 3)}")

# %% [markdown]
# The slope's slope, here 4, is the loss's **curvature**. $\theta$ comes closer as long as $1 - \eta \cdot \text{curvature}$ lies above −1, so $\eta$ must stay below 2 divided by the curvature. With many parameters each direction has a curvature of its own, and the steepest gives the limit for all. In a linear model with all examples in each step they are known before training: how fast each entry of the gradient changes along each parameter is the table $\tfrac2N X^\top X$, where $X$ has a column of ones for the bias. Its curvatures in its main directions are called its *eigenvalues* (numpy's `eigvalsh`). For the diabetes:

# %%
linear = ml.MLP((10, 1), output="identity")
with_ones = np.column_stack([x, np.ones(len(x))])  # the column of the bias
curvatures = np.linalg.eigvalsh(2 / len(x) * with_ones.T @ with_ones)
limit = 2 / curvatures[-1]
fractions = (0.02, 0.5, 0.95, 1.05)
descents = ml.train(
    linear,
    (x, y),
    optimizer=ml.GradientDescent(tuple(fraction * limit for fraction in fractions)),
    batch_size=None,
    epochs=100,
    seed=1,
)
print(
    f"curvatures from {curvatures[0]:.3f} to {curvatures[-1]:.2f}, so the limit is η = {limit:.3f}"
)
for fraction, loss in zip(fractions, losses(linear, descents.theta, x, y), strict=True):
    print(f"η = {fraction:4} of the limit: loss after 100 steps {loss:.4g}")

# %% tags=["test"]
ends = losses(linear, descents.theta, x, y)
assert np.all(ends[1:3] < 0.46)
assert 0.5 < ends[0] < 1
assert ends[3] > 1e6

# %% [markdown]
# Five percent below the limit the run arrives, five percent above it flies off. A network is no parabola, and its curvature changes as it learns. The network 10-16-1 on batches of 32, for 20 epochs, with 64 learning rates trained side by side:

# %%
ml.predict("06.picture")

# %%
lab = (
    ml.RateLab()
)  # trains all of them, with a penalty on large weights of three strengths λ (further below)

# %%
lab

# %% tags=["test"]
rates = np.geomspace(0.0003, 1, 64)
swept = np.array([lab.losses(number, price="0")[0] for number in range(64)])
assert [f"{rate:.2g}" for rate in rates] == lab.header["rates"]
assert np.all(np.diff(swept[:38]) < 0)
assert 2 < swept[0] < 2.1
assert np.all((swept[36:51] > 0.4) & (swept[36:51] < 0.44))  # from 0.031 to 0.19
assert rates[swept.argmin()].round(2) == 0.16
assert np.isfinite(swept[:51]).all()
assert not np.isfinite(swept[51:]).any()
assert rates[51].round(2) == 0.21

# %% [markdown]
# The first picture shows the losses of all runs after their last epoch. From 0.0003 to 0.03 the training loss falls from 2.0 (above the picture) to 0.43, steeply at first, then ever more gently; from there it is nearly level, and lowest at 0.16. At 0.21 the curve ends: from there on all runs have flown off.
#
# Three regions: **too small**, where 20 epochs are not enough; **right**; **too large**, where the curve ends as at a **cliff**. So try learning rates by factors of 3, find the cliff, and stay a few times below. The best rate here lies just under it; with another start or other batches it may lie beyond.
#
# Leave $\lambda$ at 0 for now, and move $\eta$ from the left to the right: where does the curve of the run become lower, where does it begin to tremble, where does it leave the picture?

# %%
ml.quiz("06.curvature")

# %%
ml.quiz("06.find_it")

# %% [markdown] tags=["instructor"]
# **14 min.** Do η = 0.55 on the board: −1.2, 1.44, −1.73. Ask what 0.25 does (it arrives in one step) before the prediction's answer, 0.5. Expect "a larger η is just less precise": the picture has no gentle right side. When late: leave out the linear model.

# %% [markdown]
# ## Schedules
#
# So far $\eta$ was one number for the whole run. A **schedule** makes it a function of the step $t$, counted from 0:
#
# | schedule | learning rate $\eta_t$ of step $t$ |
# |---|---|
# | step decay | $\eta_0 \cdot k^{\lfloor t/\text{every} \rfloor}$: a drop every so many steps |
# | exponential | $\eta_0 \cdot k^t$: a little in each |
# | cosine (Loshchilov and Hutter 2017) | $\eta_{\text{end}} + \tfrac12(\eta_0 - \eta_{\text{end}})(1 + \cos \frac{\pi t}{T})$, and $\eta_{\text{end}}$ after $T$ |
#
# $k$, below 1, is the factor by which $\eta$ falls, $\lfloor\;\rfloor$ rounds down, and $T$ is the number of steps until the end.
#
# By hand, for $\eta_0 = 0.8$: step decay with $k = \tfrac12$ every 100 steps is at 0.4 in step 150; cosine with $T = 200$ and $\eta_{\text{end}} = 0$ is at 0.4 halfway, $t = 100$, and at a quarter of the way, $t = 50$, at $0.4\,(1 + 0.707) = 0.683$.

# %% tags=["nbval-check-output"]
print(ml.StepDecay(0.8, every=100, factor=0.5)(150))
print([round(ml.CosineDecay(0.8, steps=200)(t), 3) for t in (0, 50, 100, 200, 300)])

# %%
steps = 180  # 20 epochs of 9 batches
shapes = {
    "step decay": ml.StepDecay(0.1, every=60, factor=0.3),
    "exponential": ml.ExponentialDecay(0.1, factor=0.98),
    "cosine": ml.CosineDecay(0.1, steps=steps),
    "warm-up, then cosine": ml.WarmUp(40, after=ml.CosineDecay(0.1, steps=steps - 40)),
}
figure, ax = ml.subplots(figsize=(7.5, 2.6))
for (name, schedule), style in zip(shapes.items(), ("-", "--", "-.", ":"), strict=True):
    ax.plot([schedule(t) for t in range(steps)], style, label=name)
ax.set(xlabel="step", ylabel="η", xticks=range(0, 181, 60), yticks=(0, 0.05, 0.1))
ax.legend()
plt.show()

# %% [markdown]
# *Four curves over 180 steps. Step decay is a staircase with drops at 60 and 120; the exponential falls fast at first; cosine begins flat, falls most in the middle and ends flat at 0; the last, with a **warm-up** (the section after next), climbs on a line for 40 steps before it falls.*

# %%
ml.predict("06.lowered")


# %%
def over_seeds(*schedules, seeds=seeds):
    """Return the final training loss of the network with each schedule and seed, side by side."""
    rates = tuple(schedule for schedule in schedules for _ in seeds)
    options = {"batch_size": 32, "epochs": 20, "seed": seeds * len(schedules)}
    fleet = ml.train(network, (x, y), optimizer=ml.SGD(rates), **options)
    return losses(network, fleet.theta, x, y).reshape(len(schedules), len(seeds))


constant, lowered = over_seeds(0.1, shapes["cosine"])
for name, ends in {"η = 0.1": constant, "cosine, 0.1 to 0": lowered}.items():
    low, middle, high = np.quantile(ends, [0.1, 0.5, 0.9])
    print(f"{name:<17} half of 20 runs below {middle:.3f}, most between {low:.3f} and {high:.3f}")

# %% tags=["test"]
fifty = list(range(50))
at_constant, by_cosine = over_seeds(0.1, shapes["cosine"], seeds=fifty)
assert np.median(by_cosine) < np.median(at_constant)
widths = [np.ptp(np.quantile(ends, [0.1, 0.9])) for ends in (at_constant, by_cosine)]
assert widths[1] < 0.5 * widths[0]

# %% [markdown]
# The batches disagree, so steps with a constant $\eta$ keep jumping about the lowest point; as the steps become shorter, the run settles. (With 50 starts the spread is less than half as wide, and the middle lower.)
#
# See it happen in the learning rate lab, further up: $\eta$ at 0.099, $\lambda$ at 0, and let $\eta$ change after step 60, to 0.014. From there on the run is trained anew, in your browser. The thin lines are the run with $\eta$ unchanged.

# %% tags=["test"]
by_hand = ml.RateLab(rate=45, price="0", step=60, later=30)
lowered_by_hand, unchanged = by_hand._shown[0], by_hand.losses(45, "0")
assert [by_hand.header["rates"][i] for i in (45, 30)] == ["0.099", "0.014"]
assert lowered_by_hand.training[0, -1] < unchanged[0] - 0.03
assert np.abs(np.diff(lowered_by_hand.validation[0, 8:])).max() < 0.03
by_hand.step = 180
jumps = np.abs(np.diff(by_hand._sweep.validation[45, 8:]))
assert jumps.max() > 0.1

# %%
ml.quiz("06.clock")

# %% [markdown] tags=["instructor"]
# **12 min.** Before the prediction: whose path is longer in all? (That with η = 0.1, twice.) The noise of small batches and an η that is a little too high look alike in a curve of losses; ask how to tell them apart (lower η: noise goes, and the loss falls). When late: leave the lab.

# %% [markdown]
# ## Beyond the cliff
#
# Now $\eta = 0.3$, where the runs of the picture had flown off. Can a schedule make it bearable?

# %%
ml.predict("06.saved")

# %%
plans = {
    "cosine from 0.3": ml.CosineDecay(0.3, steps=steps),
    "60 steps of warm-up, then cosine": ml.WarmUp(60, after=ml.CosineDecay(0.3, steps=steps - 60)),
}
for name, ends in zip(plans, over_seeds(*plans.values()), strict=True):
    arrived = ends[ends < 1]
    print(f"{name:<33} {len(arrived):2} of 20 arrive, in the middle at {np.median(arrived):.3f}")

# %% tags=["test"]
at_once, falling, warmed = (
    each[each < 1] for each in over_seeds(0.3, *plans.values(), seeds=fifty)
)
assert 0 < len(at_once) < 15
assert 0 < len(falling) < 15
assert len(warmed) > 45
assert np.median(warmed) < np.median(by_cosine) - 0.02

# %% [markdown]
# ## Warm-up
#
# **Warm-up** (Goyal et al. 2017) is a small $\eta$ that grows over the first steps, here on a straight line: $\eta_t = \eta_0 \frac{t + 1}{T + 1}$ in the $T$ steps of the climb (a $T$ of its own). The schedule after it counts from 0 when the climb is over.
#
# Why does that help, when $\eta = 0.3$ is reached all the same? The limit is 2 divided by the steepest curvature, which changes with the weights. For a network it is measured: move $\theta$ a little in some direction, see how the gradient changes, and take that change as the next direction. After some rounds it is the steepest one, and how fast the gradient changes along it is its curvature. At the random weights, and after 60 steps of warm-up:


# %%
def gradients(thetas):
    """Return the gradient of the training loss at each θ, (runs, P)."""
    fwd = ml.forward(network, thetas, x)
    return ml.backward(network, thetas, fwd, ml.compute_loss(fwd, y)).gradient


def limits_at(thetas):
    """Return 2 divided by the steepest curvature of the training loss at each θ, (runs,)."""
    direction = np.ones_like(thetas) / np.sqrt(thetas.shape[-1])
    here = gradients(thetas)
    for _ in range(10):
        change = (gradients(thetas + 1e-6 * direction) - here) / 1e-6
        curvature = np.linalg.norm(change, axis=-1, keepdims=True)
        direction = change / curvature
    return 2 / curvature[:, 0]


def climbed(seeds):
    """Return the runs of these starts up to the end of a warm-up: seven epochs are 63 steps."""
    rule = ml.SGD(ml.WarmUp(60, after=0.3))
    return ml.train(network, (x, y), optimizer=rule, batch_size=32, epochs=7, seed=seeds)


climb = climbed(seeds)
for when, thetas in {
    "random weights": climb.initial.theta,
    "after the warm-up": climb.theta,
}.items():
    print(f"{when}: limit, in the middle of 20 starts, η = {np.median(limits_at(thetas)):.2f}")

# %% tags=["test"]
fifty_climbs = climbed(fifty)
before_climb, after_climb = (
    limits_at(each) for each in (fifty_climbs.initial.theta, fifty_climbs.theta)
)
moved = 1e-6 * np.eye(network.size)
for theta, limit in (
    (climb.initial.theta[1], limits_at(climb.initial.theta)[1]),
    (climb.theta[1], limits_at(climb.theta)[1]),
):
    slopes = (gradients(theta + moved) - gradients(theta - moved)) / 2e-6
    assert np.isclose(limit, 2 / np.linalg.eigvalsh((slopes + slopes.T) / 2)[-1], rtol=0.02)
assert np.isclose(np.median(before_climb), 0.11, atol=0.01)
assert np.isclose(np.median(after_climb), 0.32, atol=0.02)
assert np.quantile(before_climb, 0.9) < 0.2
assert 45 <= np.sum(after_climb > before_climb) <= 50

# %% [markdown]
# At the start 0.3 lies far beyond the limit: the error is multiplied in each step. (A network's loss is no parabola: somewhat above this limit, as at 0.16 in the lab, a run may still jump to a less steep place and arrive.) The short steps of the climb lead to where the loss is less steep, and there 0.3 is about what can be borne. (In all of 50 starts the limit is higher after the climb than before it.)

# %% [markdown] tags=["instructor"]
# **6 min.** Expect "cosine will save them, since it lowers η": ask for its value in step 5. When late: show the table only.

# %% [markdown]
# ## A price on large weights
#
# Besides the loss, large weights are made to cost something, a **penalty** (a kind of **regularization**): **L2** adds $\tfrac\lambda2 \sum W^2$ and **L1** adds $\lambda \sum |W|$. Their gradients are added to that of the loss:
#
# $$\frac{\partial}{\partial W}\,\tfrac\lambda2 W^2 = \lambda W, \qquad \frac{\partial}{\partial W}\,\lambda |W| = \lambda\,\mathrm{sign}(W), \quad \mathrm{sign}(0) = 0 .$$
#
# By hand, $W = (2, -1, 0)$ and $\lambda = 0.1$: L2 costs $0.05\,(4 + 1) = 0.25$ and its gradient is $(0.2, -0.1, 0)$; L1 costs $0.1 \cdot 3 = 0.3$ with the gradient $(0.1, -0.1, 0)$. The bias, 5 here, is free.

# %% tags=["nbval-check-output"]
three = ml.MLP((3, 1), output="identity")
theta = np.array([2.0, -1.0, 0.0, 5.0])  # three weights and the bias
for name, penalty in {
    "L2": ml.l2_penalty(three, theta, 0.1),
    "L1": ml.l1_penalty(three, theta, 0.1),
}.items():
    print(name, "costs", round(float(penalty.value), 3), "  gradient", penalty.gradient)

# %% [markdown] tags=["belief-42"]
# > **A common belief:** the L2 penalty's gradient is $2\lambda W$, or $\lambda W/n$ with $n$ examples. Three penalties are in use. Their slopes at $W = 1$, with $\lambda = 0.1$ and $n = 50$, by central differences:

# %% tags=["nbval-check-output"]
penalties = {"λ/2 · W²": 0.1 / 2, "λ · W²": 0.1, "λ/(2n) · W²": 0.1 / (2 * 50)}
for name, factor in penalties.items():
    slope = (factor * (1 + 1e-4) ** 2 - factor * (1 - 1e-4) ** 2) / 2e-4
    print(f"{name:<12} slope {slope:.3f}")

# %% [markdown]
# Each gradient is right for its own penalty. The same $\lambda$ may pull twice as strongly in another book, or with an $n$-th of the strength; in this course the penalty is the first of the three.

# %% [markdown] tags=["belief-45"]
# > **A common belief:** L1 may push a weight of 0 as well, and biases may be penalized like weights. First a weight at 0 for which the loss does not care, with $\mathrm{sign}(0) = 1$ and with 0 ($\eta = 0.1$, $\lambda = 0.5$); then the linear model of the diabetes as the target comes, around 150, with L2 ($\lambda = 1$) on its weights and on everything:

# %%
for sign_of_zero in (1, 0):
    w, path = 0.0, []
    for _ in range(4):
        w = w - 0.1 * 0.5 * (np.sign(w) if w else sign_of_zero)
        path.append(round(float(w), 3))
    print(f"sign(0) = {sign_of_zero}: {path}")
for name, is_pulled in {"weights": linear.weight_mask, "all of θ": np.ones(11, dtype=bool)}.items():
    curvature = 2 / len(x) * with_ones.T @ with_ones + np.diag(1.0 * is_pulled)
    exact = np.linalg.solve(curvature, 2 / len(x) * with_ones.T @ patients.train.y)
    print(
        f"L2 on {name:<9} the mean prediction is {(with_ones @ exact).mean():.0f}, the mean target {mean:.0f}"
    )

# %% tags=["test"]
assert abs((with_ones @ exact).mean() - mean * 2 / 3) < 1

# %% [markdown]
# A weight that was at rest is thrown out of 0 and back; and a penalized bias makes all predictions too small. Biases do not make a function wild; weights do.

# %%
ml.quiz("06.half")

# %%
ml.quiz("06.free")

# %% [markdown] tags=["instructor"]
# **10 min.** Have W = (2, −1, 0) done by hand, both penalties. Those who write 2λW are not wrong about calculus: ask for the penalty that belongs to it. When late: leave the bias.

# %% [markdown]
# ## Ten weights, two penalties

# %%
ml.predict("06.ten_weights")

# %%
strengths = np.geomspace(0.01, 1, 9)
none = np.zeros(9)
shrunk = ml.train(
    linear,
    (x, y),
    optimizer=ml.GradientDescent(ml.CosineDecay(0.2, steps=300)),
    batch_size=None,
    epochs=300,
    seed=1,
    l1=(*strengths, *none),
    l2=(*none, *strengths),
)
paths = {"L1": shrunk.theta[:9, :10], "L2": shrunk.theta[9:, :10]}
figure, axes = ml.subplots(1, 2, figsize=(9, 3), sharey=True)
for ax, (kind, weights) in zip(axes, paths.items(), strict=True):
    ax.plot(weights, color="gray", linewidth=0.8)
    for column, style in {"bmi": "-", "s5": "--", "bp": "-."}.items():
        of_column = weights[:, patients.train.feature_names.index(column)]
        ax.plot(of_column, style, linewidth=2.5, label=column)
    ax.set(title=kind, xlabel="λ", yticks=(-0.2, 0, 0.2, 0.4))
    ax.set_xticks((0, 4, 8), ("0.01", "0.1", "1"))
axes[0].set(ylabel="the ten weights")
axes[0].legend(loc="lower right")
plt.show()
for kind, weights in paths.items():
    print(
        kind,
        "weights within 0.001 of zero at λ = 0.01, 0.1 and 1:",
        (np.abs(weights[[0, 4, 8]]) < 1e-3).sum(axis=1),
    )

# %% tags=["test"]
counts = {kind: (np.abs(weights) < 1e-3).sum(axis=1) for kind, weights in paths.items()}
assert counts["L1"][8] >= 7
assert counts["L2"].max() <= 1
assert np.all(np.abs(paths["L2"][8]).sum() < np.abs(paths["L2"][0]).sum())

# %% [markdown]
# *Two pictures of the ten weights over λ from 0.01 to 1. With L1 one line after the other reaches zero and stays there; at the right edge three are left, `bmi`, `s5` and `bp`, drawn thick, the last as good as gone. With L2 the lines draw closer to one another, and none stays on zero.*
#
# The body mass index `bmi` stays longest, then `s5`, a blood value, then the blood pressure `bp`: L1 selects. A plain step of L1 does not *land* on zero, it jumps over it by up to $\eta\lambda$; here $\eta$ was lowered until that was nothing. In scikit-learn, whose `Lasso` sets such weights to 0 outright, the same two penalties at $\lambda = 0.1$ (its `alpha` means $\lambda/2$ for L1, and $N\lambda/2$ for L2):

# %%
from sklearn.linear_model import Lasso, Ridge

theirs = {
    "L1": Lasso(alpha=0.1 / 2).fit(x, y).coef_,
    "L2": Ridge(alpha=len(x) * 0.1 / 2).fit(x, y).coef_,
}
ours = {kind: weights[4] for kind, weights in paths.items()}  # strengths[4] is 0.1
for kind, weights in theirs.items():
    print(
        kind,
        "largest difference to scikit-learn's weights below 0.01:",
        bool(np.abs(weights - ours[kind]).max() < 0.01),
    )

# %% tags=["test"]
assert all(np.abs(theirs[kind] - ours[kind]).max() < 0.01 for kind in theirs)

# %%
ml.quiz("06.zeros")

# %% [markdown] tags=["instructor"]
# **7 min.** Ask why L2 never gets there: what pulls a weight of 0.01? When late: leave scikit-learn.

# %% [markdown]
# ## What it is for
#
# Why want small weights? The network 10-16-1 has 193 parameters for 266 patients. (Trained with momentum for 30 epochs, its training loss comes lower than in the lab above.)

# %%
ml.predict("06.both_losses")

# %%
lambdas = (0, 0.1)


def with_each_strength(seeds):
    """Return the final training and validation loss for each λ and seed, two arrays (lambdas, seeds)."""
    fleet = ml.train(
        network,
        (x, y),
        optimizer=ml.Momentum(0.02, momentum=0.9),
        batch_size=64,
        epochs=30,
        seed=seeds * len(lambdas),
        l2=tuple(np.repeat(lambdas, len(seeds))),
    )
    return [
        losses(network, fleet.theta, *part).reshape(len(lambdas), len(seeds))
        for part in ((x, y), validation)
    ]


trained, held_out = with_each_strength(seeds[10:])
print("medians of 10 starts")
for strength, training_losses, validation_losses in zip(lambdas, trained, held_out, strict=True):
    print(
        f"λ = {strength:<4} training {np.median(training_losses):.2f}   validation {np.median(validation_losses):.2f}"
    )
print("validation lower with λ = 0.1 than without in", (held_out[1] < held_out[0]).sum(), "of 10")

# %% tags=["test"]
trained, held_out = with_each_strength(fifty)
assert np.allclose(np.median(trained, axis=1), (0.357, 0.412), atol=0.015)
assert np.allclose(np.median(held_out, axis=1), (0.562, 0.524), atol=0.015)
assert 40 <= (held_out[1] < held_out[0]).sum() <= 46

# %% [markdown]
# (Of 50 starts the validation loss was lower with the penalty in 43.) So $\lambda$ is chosen by the validation part: the training loss nearly always prefers 0.
#
# In the learning rate lab, put $\eta$ at 0.052 and go through the three $\lambda$: the weights draw together and the training loss rises; the validation loss is lowest at 0.1, and at 1 the penalty is too strong for both.

# %% tags=["test"]
lab_losses = {name: lab.losses(40, name) for name in ("0", "0.1", "1")}
assert lab.has_flown is False
assert min(lab_losses, key=lambda name: lab_losses[name][1]) == "0.1"
assert lab_losses["1"][0] > lab_losses["0"][0] + 0.1

# %% [markdown] tags=["instructor"]
# **6 min.** Expect "a penalty makes training better". Ask: the training loss is what was minimized; how could anything added make it smaller? When late: leave the 50 starts.

# %% [markdown]
# ## Decay under Adam
#
# In plain gradient descent the L2 penalty says $\theta \leftarrow \theta - \eta(g + \lambda\theta)$: each step first shrinks the weights by the factor $1 - \eta\lambda$. Hence its other name, **weight decay**. And under Adam?

# %%
ml.predict("06.same_pull")

# %% tags=["nbval-check-output"]
w, no_slope = np.array([1.0]), np.array([0.0])
for decay in (0.1, 0.001):
    penalized = ml.Adam(0.01)
    step_l2 = penalized.update(no_slope + decay * w, penalized.init(w), w).change[0]
    apart = ml.AdamW(0.01, weight_decay=decay)
    step_w = apart.update(no_slope, apart.init(w), w).change[0]
    print(f"λ = {decay:<6} L2 under Adam {step_l2:.6f}   AdamW {step_w:.6f}")

# %% [markdown]
# **AdamW** (Loshchilov and Hutter 2019) leaves the gradient alone and shrinks beside the step:
#
# $$\theta \leftarrow \theta - \eta\,\lambda\,\theta - \eta\,\frac{\hat m}{\sqrt{\hat v} + \varepsilon} .$$
#
# (`ml.AdamW` decays all of $\theta$, as this formula does, unless it is given `mask=network.weight_mask`: then the biases are free.)
#
# What that changes in a run: two weights, both 1, whose gradients only tremble around 0, of one by ±10 and of the other by ±0.01, for 300 steps.


# %%
def tremble(rule, l2):
    """Return two weights after 300 steps of a gradient that points to and fro."""
    weights = np.array([1.0, 1.0])
    state = rule.init(weights)
    for t in range(300):
        noise = np.array([10, 0.01]) * (-1) ** t
        update = rule.update(noise + l2 * weights, state, weights)
        weights, state = update.theta, update.state
    return weights


print("Adam with an L2 penalty:", tremble(ml.Adam(0.01), l2=0.1).round(2) + 0)
print("AdamW:                  ", tremble(ml.AdamW(0.01, weight_decay=0.1), l2=0).round(2))

# %% tags=["test"]
under_adam, apart_w = (
    tremble(ml.Adam(0.01), l2=0.1),
    tremble(ml.AdamW(0.01, weight_decay=0.1), l2=0),
)
assert under_adam[0] > 0.9
assert abs(under_adam[1]) < 0.1
assert np.all((apart_w > 0.7) & (apart_w < 0.75))

# %% [markdown]
# With the penalty inside, the pull is divided by $\sqrt{\hat v}$, as all of the gradient is. The weight with large gradients is hardly pulled, the other is pulled to zero. AdamW shrinks both by the same factor, $(1 - \eta\lambda)^{300} = 0.74$; the trembling takes the last hundredth.

# %% [markdown] tags=["belief-44"]
# > **A common belief:** whether AdamW decays before or after its step makes no difference. $\theta = 1$, $\eta = 0.1$, $\lambda = 0.1$, and Adam's step is 1 times $\eta$:

# %% tags=["nbval-check-output"]
print(
    f"the old θ decays: {1 - 0.1 * 0.1 * 1 - 0.1:.3f}   what the step has made decays: {(1 - 0.1) * (1 - 0.1 * 0.1):.3f}"
)

# %% [markdown]
# After the step it would shrink the step as well. The difference is $\eta^2\lambda$ in each: small, and enough for two programs never to agree.

# %%
ml.quiz("06.decoupled")

# %%
ml.quiz("06.order")

# %% [markdown] tags=["instructor"]
# **9 min.** Do the prediction in pairs: Adam's first step of a gradient 0.1, and of 0.001. When late: leave the order.

# %% [markdown]
# ## What practitioners call it
#
# | here | scikit-learn's `MLPRegressor` | PyTorch |
# |---|---|---|
# | `SGD(0.1)` | `solver="sgd", momentum=0, learning_rate_init=0.2`: it halves the squared error | `lr=0.1` |
# | `StepDecay`, `ExponentialDecay`, `CosineDecay` | `learning_rate="adaptive"` divides by 5 when the loss stands still | `lr_scheduler.StepLR`, `ExponentialLR`, `CosineAnnealingLR` |
# | `WarmUp` | none | `lr_scheduler.LinearLR`, then another by `SequentialLR` |
# | `train(…, l2=λ)` | `alpha`; $\lambda$ is `alpha` divided by the batch's size (twice that with squared errors) | `weight_decay=λ` of `SGD` and `Adam`; biases too, unless they get a group of their own |
# | `train(…, l1=λ)` | none | added to the loss by hand |
# | `AdamW(…, weight_decay=λ)` | none | `optim.AdamW(…, weight_decay=λ)` |
#
# PyTorch's `Adam(weight_decay=…)` is the penalty, not the decay.
#
# ## Pitfalls
#
# - *"A smaller learning rate is always safer."* It arrives nowhere: at 0.0003 the loss in the lab was still 2.0.
# - *"The loss jumps, so η is too large."* Perhaps; small batches do the same. Lower $\eta$ and see whether the loss falls.
# - *"My schedule is by epochs."* Then say so: most, and those here, count steps.
# - *"λ = 0.1, as in the paper."* With which penalty, ½ or none, and over how many examples?
#
# **Next:** [exercise 06](../exercises/06_learning_rate_and_regularization.ipynb), where you write all of this, and find a cliff. Then [lesson 07](07_batch_normalization.ipynb): every layer on a scale of its own.
