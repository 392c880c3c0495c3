# %% [markdown]
# # 11 · Hyperparameter tuning: which settings?
#
# Learning rate, batch size, layers, λ: so far somebody has chosen them for you. Now you choose, and find out what the choice costs, and what the best number that you have found is worth.
#
# **Where you are.** initialization → forward pass → loss → backpropagation → update → iteration; evaluation; **and around it all: with which settings?**
#
# **After this lesson you can**
#
# 1. say what training cannot find by itself, and on which scale to look for it;
# 2. search on a grid and at random, and say what a budget buys;
# 3. choose by the mean over folds, with its spread;
# 4. find and repair a leak in a cross-validation;
# 5. say what the best of many scores is worth.
#
# You need what the three parts of the data are for ([lesson 09](09_over_and_underfitting.ipynb)) and what folds are ([lesson 10](10_evaluation.ipynb)). Symbols: [Notation and conventions](../docs/notation.md); words: [Glossary](../docs/glossary.md). About an hour. Run it cell by cell; any cell can be run again at any time.

# %%
import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml

parts = ml.split(ml.digits(), validation=100 / 1797, test=1497 / 1797, seed=1)
network = ml.MLP(layer_sizes=(64, 16, 10))
print(parts.worked()[0])

# %% [markdown]
# Few digits are there to train on and to choose by, as in most projects, and very many that nobody looks at until the end. Nobody has such luxury in practice; here it shows what is true.
#
# ## From earlier lessons
#
# Three questions, first of all what you got wrong. When all three are answered, this cell, run again, asks three others.

# %%
ml.look_back("11")

# %% [markdown]
# ## What training does not find
#
# Training moves θ: weights and biases, with γ and β where layers are normalized. All else is decided before: the learning rate η, the batch size, how many layers and units, the penalty's λ, how many epochs. These are the **hyperparameters**. Why not learn them by gradient descent as well?

# %%
ml.predict("11.by_training_loss")

# %%
strengths = (0, 0.01, 0.1, 1)
found = ml.tune(
    network,
    parts,
    [{"l2": strength} for strength in strengths],
    optimizer=ml.SGD(0.5),
    batch_size=50,
    epochs=10,
    seed=1,
)
last_loss = found.training_loss[
    :, 0, -1
]  # of each candidate, on its one part, after the last epoch
for l2, loss, share in zip(strengths, last_loss, found.means, strict=True):
    print(f"λ = {l2:4}: training loss {loss:.2f}, right for {share:.2f} of the validation digits")

# %% tags=["test"]
assert last_loss.argmin() == 0
assert (np.diff(last_loss) > 0).all()
assert found.value == 0.94
assert found.means.argmax() == 2

# %% [markdown]
# The training loss chooses λ = 0: a penalty can only hinder the fit. The validation part chooses 0.1. (And batch size and layers are whole numbers: they have no derivative at all.) `ml.tune` trains the network once with each **candidate**, a dictionary of hyperparameters, and judges it by the validation part. The test part it does not look at.

# %%
ml.quiz("11.which_is_one")

# %% [markdown] tags=["instructor"]
# **8 min.** Collect hyperparameters on the board first; expect "the weights' start" (the scheme is one, and so is the seed, in a way). Ask who may look at which part of the data.

# %% [markdown]
# ## On which scale
#
# A **space** gives each hyperparameter a range. In it, are all values equally likely?

# %%
ml.predict("11.uniform_rates")

# %% [markdown]
# Here are 200 learning rates, drawn uniformly, and **log-uniform** ones, whose logarithm is uniform.

# %%
u = np.random.default_rng(2).random(200)
draws = {"uniform": 0.0001 + u * (1 - 0.0001), "log-uniform": 0.0001 * (1 / 0.0001) ** u}
figure, axes = ml.subplots(1, 2, figsize=(8, 2.4), sharey=True)
for ax, (name, values) in zip(axes, draws.items(), strict=True):
    ax.hist(np.log10(values), bins=np.linspace(-4, 0, 17))
    ax.set(
        title=f"{name}: {np.mean(values < 0.1):.0%} below 0.1", xlabel="log₁₀ of the learning rate"
    )
axes[0].set_ylabel("of 200 draws")
plt.show()

# %% tags=["test"]
assert np.mean(draws["uniform"] < 0.1) < 0.15
assert 0.7 < np.mean(draws["log-uniform"] < 0.1) < 0.8

# %% [markdown]
# *Over log₁₀, uniform draws pile up at the right end; log-uniform ones are spread evenly.*
#
# With $u$ drawn uniformly between 0 and 1, a log-uniform draw is
#
# $$x = \text{low} \cdot \left(\frac{\text{high}}{\text{low}}\right)^{u}$$
#
# **By hand**, from 0.0001 to 1: the ratio is 10,000. $u = \tfrac12$ gives $0.0001 \cdot 100 = 0.01$; $u = \tfrac14$ gives $0.0001 \cdot 10 = 0.001$. Equal steps of $u$ are equal factors. Five points with equal steps:

# %% tags=["nbval-check-output"]
print(ml.LogUniform(0.0001, 1).points(5))
print(ml.Uniform(0.5, 0.9).points(5))
print(ml.Choice([16, 32, 64]).points())

# %% [markdown]
# Learning rate and λ act by their factor: `LogUniform`, which never reaches 0; add a candidate with λ = 0 if you want one. Momentum between 0.5 and 0.9 crosses no power of ten: `Uniform`. Sizes, activations: a list, `Choice`.

# %% [markdown] tags=["instructor"]
# **7 min.** Vote on the card, then have ten numbers called out: "a random number between 0.0001 and 1". Nobody says 0.003. Calculate u = ¾ together; it is the first task of the exercise, with other ends.

# %% [markdown]
# ## Where to look
#
# Two ways to take candidates from a space. A **grid** takes a few points on each axis and tries every combination. A **random search** draws each hyperparameter anew for each candidate, independently of the others.

# %%
ml.predict("11.grid_or_random")

# %% [markdown]
# In the lab below, a dot is a candidate: its η to the right, its λ upwards, the better the larger and the stronger in color. The marks on the two axes are its **shadows**: which values of η and of λ have been tried at all. Begin with the grid and a budget of 9, then choose *random*, and look at the axes. The arrow keys go from candidate to candidate (their numbers begin with 0), and the curves follow.

# %%
ml.SearchLab(drawing=1)

# %%
space = {"learning_rate": ml.LogUniform(0.0001, 10), "l2": ml.LogUniform(0.00001, 1)}
print(ml.grid_candidates(space, points=3).distinct)
print(ml.random_candidates(space, budget=9, seed=1).distinct)

# %% tags=["test"]
told = ml.tune(
    network,
    parts,
    ml.random_candidates(space, budget=450, seed=1),
    optimizer=ml.SGD(),
    batch_size=50,
    epochs=10,
    seed=1,
)
nines = told.means.reshape(50, 9).max(axis=1)
on_grid = ml.tune(
    network,
    parts,
    ml.grid_candidates(space, 3),
    optimizer=ml.SGD(),
    batch_size=50,
    epochs=10,
    seed=1,
)
fives = ml.tune(
    network,
    parts,
    ml.grid_candidates(space, 5),
    optimizer=ml.SGD(),
    batch_size=50,
    epochs=10,
    seed=1,
)
print(on_grid.value, np.median(nines), np.sum(nines > on_grid.value), fives.value)
assert on_grid.value < 0.6
assert np.median(nines) > 0.85
assert np.sum(nines > on_grid.value) == 49
assert fives.value > 0.9
of_25 = told.means.reshape(18, 25).max(axis=1)
assert abs(np.median(of_25) - fives.value) < 0.04

# %% [markdown]
# Nine trainings on the grid have seen three learning rates, and all three were bad; nine drawn ones have seen nine. We ran 50 random searches with nine candidates: 49 found a better network than this grid. With 25 the grid is as good: one of its five learning rates happens to be right. A random search does not depend on that, and it may be stopped, or gone on with, at any time. (The best of the nine on the grid has the largest λ, and its loss is high: candidates are judged by the share that is right.)

# %%
ml.quiz("11.five_axes")

# %% [markdown] tags=["instructor"]
# **12 min.** Six of them with the lab. Let them say in one sentence what the shadows show; then have the three drawings compared, and the two lines on the right read. Expect "random is worse, there are holes": ask which axis has the holes. Bergstra and Bengio (2012) is the source. When late: leave the quiz.

# %% [markdown]
# ## What a budget buys
#
# How many candidates are enough?

# %%
ml.predict("11.best_twentieth")

# %%
for n in (10, 20, 40, 59):
    print(f"{n:2} candidates: 1 − 0.95^{n} = {1 - 0.95**n:.2f}")

# %% tags=["test"]
assert 1 - 0.95**58 < 0.95 <= 1 - 0.95**59

# %% [markdown]
# Each draw misses with 0.95, and all $n$ miss with $0.95^n$; the number of axes does not occur. The first ten buy much, the next ten less. And it is a twentieth of *your* space: of one that is too wide even the best twentieth may be bad.
#
# So not every hyperparameter deserves an axis. η comes first: in the lab nothing else helped where it was wrong. Then λ and the layers. The batch size is set by memory and time; whoever changes it has to search η again. The number of epochs is left to early stopping.

# %%
ml.quiz("11.no_rate_needed")

# %% [markdown] tags=["instructor"]
# **5 min.** The chance by hand for n = 2: 1 − 0.95². Ask whose twentieth it is. When late: leave the quiz.

# %% [markdown]
# ## Three at once
#
# Now η, λ and the layers; batches and epochs stay as they were. In the lab η was good near 1, so its range is narrower here.

# %%
three = {
    "learning_rate": ml.LogUniform(0.03, 3),
    "l2": ml.LogUniform(0.00001, 1),
    "hidden_sizes": ml.Choice([(8,), (16,), (16, 16)]),
}
search = ml.tune(
    network,
    parts,
    ml.random_candidates(three, budget=20, seed=2),
    optimizer=ml.SGD(),
    batch_size=50,
    epochs=10,
    seed=1,
)
search

# %% tags=["test"]
assert search.trainings == 20
assert search.fleets == 3
assert search.value == 0.94
assert round(search.standard_error, 3) == 0.024
assert len(search.as_good) == 2
assert search.expected <= search.value
assert search.best_candidate["hidden_sizes"] == (16,)
rates = np.array([each["learning_rate"] for each in search.candidates])
prices = np.array([each["l2"] for each in search.candidates])
assert search.means[rates < 0.11].max() < 0.65
assert search.means[(rates > 0.11) & (prices < 0.1)].min() == 0.77
assert search.means[(prices > 0.1)].max() < 0.55

# %% [markdown]
# The record says what this has **cost** (candidates with the same layers are trained side by side, as a **fleet**), which is best, counted from 0, and warns: we shall come to that. Each panel shows all candidates over one hyperparameter. Height depends on the place where that one matters: below η = 0.1 none is good, whatever its λ and layers; and none is with λ above 0.1. All others have 0.77 or more.
#
# The best has 0.94, as had the best of four λ above, and that is no defeat: it is a share of 100 digits. How far a mean of $N$ numbers is off by chance, its **standard error**, is about their spread divided by $\sqrt N$. For a share $p$ of right answers that is $\sqrt{p(1 - p)/N}$, here $\sqrt{0.94 \cdot 0.06/100} \approx 0.024$. Differences below that say little.

# %% [markdown] tags=["instructor"]
# **5 min.** Have the three panels read: in which of them does height depend on the place? Candidates with the same layers and batch size are trained side by side, as a fleet.

# %% [markdown]
# ## One part or several
#
# Those were 100 digits. Others might have chosen another candidate. So deal all 300 into five **folds**; each is held out once, and a candidate's score is the mean of five.

# %%
few = ml.Dataset(
    np.concatenate([parts.train.x, parts.validation.x]),
    np.concatenate([parts.train.y, parts.validation.y]),
    "multi-class",
)
lambdas = (0, 0.01, 0.03, 0.05, 0.1)
folded = ml.tune(
    network,
    ml.k_folds(few, folds=5, seed=1),
    [{"l2": l2} for l2 in lambdas],
    optimizer=ml.SGD(0.5),
    batch_size=50,
    epochs=10,
    seed=1,
)
print("    λ   on each fold                    mean  spread")
for l2, row, mean, spread in zip(lambdas, folded.scores, folded.means, folded.spread, strict=True):
    print(f"{l2:5}   {'  '.join(f'{each:.2f}' for each in row)}    {mean:.3f}   {spread:.3f}")

# %% tags=["test"]
assert len(set(folded.scores.argmax(axis=0).tolist())) > 1
assert np.ptp(folded.means) < np.ptp(folded.scores, axis=1).min()
assert folded.best == 2
assert folded.means.argmin() == 4
error = folded.spread[2] / np.sqrt(5)
assert round(error, 2) == 0.01
assert (folded.means >= folded.value - error).tolist() == [False, True, True, True, False]
agreed, differ = [], []
for seed in range(50):
    of_seed = ml.tune(
        network,
        ml.k_folds(few, folds=5, seed=seed),
        [{"l2": l2} for l2 in lambdas],
        optimizer=ml.SGD(0.5),
        batch_size=50,
        epochs=10,
        seed=seed,
        progress=False,
    )
    differ.append(len(set(of_seed.scores.argmax(axis=0).tolist())))
    agreed.append(np.median(of_seed.spread) > np.ptp(of_seed.means))
print(np.mean(np.array(differ) > 1), np.mean(agreed))
assert np.mean(np.array(differ) > 1) > 0.8
assert np.mean(agreed) > 0.8

# %% [markdown]
# The folds do not agree on the best λ, and λ = 0.1, which our 100 digits chose, is the last. The five means lie closer together than the five scores of any one λ.
#
# So choose by the standard error. The best, λ = 0.03, has the mean 0.930 with the standard error $0.022/\sqrt 5 \approx 0.01$. What lies within that of the best cannot be told from it, 0.01 and 0.05 here, and of these the **simplest** is a good choice: the most strongly penalized, λ = 0.05. With it train on all 300.

# %%
ml.quiz("11.close_call")

# %% [markdown] tags=["instructor"]
# **7 min.** Cover all columns but one: which λ would this fold have chosen? Five folds are five times the price. Their training parts overlap, so the true error is a little larger. When late: leave the quiz.

# %% [markdown]
# ## What must not leak
#
# What is held out must have had no part in what it judges. That is easily said. A study:

# %%
ml.predict("11.noise")

# %%
generator = np.random.default_rng(2)
noise = generator.normal(size=(50, 2000))
label = generator.permutation(np.repeat([0, 1], 25))  # dealt at random
fold = np.arange(50) % 5


def accuracy_over_folds(x, label, before_the_folds):
    """Keep 20 columns; a held-out person gets the class whose mean is nearer."""
    right = []
    for number in range(5):
        train, held_out = fold != number, fold == number
        looked_at = np.full(50, True) if before_the_folds else train
        means = [x[looked_at & (label == each)].mean(axis=0) for each in (0, 1)]
        kept = np.argsort(np.abs(means[1] - means[0]))[-20:]
        means = [x[train & (label == each)][:, kept].mean(axis=0) for each in (0, 1)]
        distances = [np.linalg.norm(x[held_out][:, kept] - mean, axis=1) for mean in means]
        right.append(np.mean(np.argmin(distances, axis=0) == label[held_out]))
    return np.mean(right)


print(f"columns kept before the folds: {accuracy_over_folds(noise, label, True):.2f}")
print(f"columns kept in each fold:     {accuracy_over_folds(noise, label, False):.2f}")

# %% tags=["test"]
leaky, repaired = [], []
for seed in range(50):
    random = np.random.default_rng(seed)
    other, toss = random.normal(size=(50, 2000)), random.permutation(np.repeat([0, 1], 25))
    leaky.append(accuracy_over_folds(other, toss, True))
    repaired.append(accuracy_over_folds(other, toss, False))
print(np.median(leaky), np.median(repaired), np.min(leaky))
assert np.median(leaky) > 0.85
assert 0.4 < np.median(repaired) < 0.6

# %% [markdown]
# Nothing but noise, and an accuracy that anyone would publish. The repair is one line: the columns are chosen by each fold's own training part (`looked_at`). It is the same with everything that is learned from data: means and spreads (`ml.tune` standardizes in each fold anew), and what counts as an outlier. And folds that have chosen λ, or a candidate, no longer judge it: that is the next section.

# %%
ml.quiz("11.what_may_look")

# %% [markdown] tags=["instructor"]
# **9 min.** Vote; then let them find the line. In the notebooks of 63 students, leaks and tuning on the test part were among the commonest errors (Skripchuk et al. 2022). Expect "but the classifier was only trained on the training part": yes, and the columns were not. Ask for leaks from their own work: several images of one person, a time series shuffled. When late: leave the quiz.

# %% [markdown]
# ## What the best score is worth
#
# A winner stands there with its score. Will it keep it?

# %%
ml.predict("11.best_of_64")

# %%
seeds = ml.tune(
    network,
    parts,
    [{"seed": seed} for seed in range(64)],
    optimizer=ml.SGD(0.5),
    batch_size=50,
    epochs=8,
)
ready = ml.standardize(parts)
again = {**seeds.settings(), "seed": list(range(64))}  # tune keeps no networks
runs = ml.train(data=ready.train, progress=False, **again)
elsewhere = (runs.predict(ready.test.x).argmax(axis=-1) == ready.test.y).mean(axis=1)
figure, axes = ml.subplots(2, 1, figsize=(7, 3.6), sharex=True)
for ax, scores, where in zip(axes, (seeds.means, elsewhere), ("100", "1,497"), strict=True):
    ax.hist(scores, bins=np.arange(0.795, 1, 0.01))
    ax.axvline(scores[seeds.best], color="C1")
    ax.set(
        ylabel="networks",
        title=f"On {where}: all {scores.mean():.2f}, the chosen {scores[seeds.best]:.2f}",
    )
axes[1].set_xlabel("share of digits read right")
plt.show()

# %% tags=["test"]
held = (
    np.concatenate([ready.validation.x, ready.test.x]),
    np.concatenate([ready.validation.y, ready.test.y]),
)
right = runs.predict(held[0]).argmax(axis=-1) == held[1]
claimed, true, middle, said = [], [], [], []
for seed in range(50):
    order = np.random.default_rng(seed).permutation(1597)
    chosen_by, others = right[:, order[:100]], right[:, order[100:]]
    claimed.append(chosen_by.mean(axis=1).max())
    true.append(others[chosen_by.mean(axis=1).argmax()].mean())
    middle.append(others.mean())
fresh = elsewhere[seeds.best]
print(np.median(claimed), np.median(true), np.median(middle), seeds.expected, fresh)
assert np.median(claimed) - np.median(true) > 0.03
assert np.abs(np.array(true) - np.array(middle)).mean() < 0.02
assert (np.array(claimed) > np.array(true)).mean() > 0.85
assert round(seeds.value, 2) == 0.96
assert round(seeds.expected, 2) == 0.91
assert round(fresh, 2) == round(elsewhere.mean(), 2) == 0.88
assert round(seeds.means.mean(), 2) == 0.9
assert sum(seeds.means > seeds.value - seeds.standard_error) == 1

# %% [markdown]
# *Two histograms of 64 scores. The line marks the network that is best on the 100 digits; on the 1,497 others it stands in the middle.*
#
# This is the **winner's curse**: whoever is chosen for a number has, on average, been lucky with it. The more candidates, and the fewer examples, the worse. The chosen one may still be good, but its number is too high.
#
# **By hand**: two networks, equally good; each has 0.8 or 0.9, by luck. Of the four cases, three have a best of 0.9: on average $(3 \cdot 0.9 + 0.8)/4 = 0.875$, though each is worth 0.85.
#
# Without 1,497 fresh digits, `ml.tune` estimates it. It draws as many of the validation digits as there are, some twice, others never: a *bootstrap*. Those drawn choose a candidate, those never drawn judge it; 400 times, and the mean is taken. Nothing is trained again.

# %%
for line in seeds.worked():
    print(line)

# %% [markdown]
# No other lies within its standard error, and still it won by luck: that error is one network's, not the best of 64's. The estimate is 0.91, not 0.96; the truth is 0.88. The rest is not the curse: these 100 digits are easy for all 64, and no estimate made of them can know that.

# %%
ml.quiz("11.what_to_report")

# %% [markdown] tags=["instructor"]
# **8 min.** Have everybody toss a coin ten times; the best of the class "has talent". Then the figure. Ask what to tell a customer who was promised 0.96. The estimate is from Tsamardinos et al. (2018).

# %% [markdown]
# ## What practitioners call it
#
# | here | scikit-learn | also called |
# |---|---|---|
# | `tune`, with a grid or at random | `GridSearchCV`, `RandomizedSearchCV` | sweep |
# | `LogUniform(low, high)` | `scipy.stats.loguniform(low, high)` | `suggest_float(…, log=True)` in Optuna |
# | `l2`, `learning_rate` | `alpha` (divided by the number of examples: another scale), `learning_rate_init` | `weight_decay`, `lr` in PyTorch |
# | `value` | `best_score_`: **with the curse in it** | |
#
# PyTorch brings no search; other libraries do, Ray Tune and Optuna, and stop bad candidates early.

# %% [markdown] tags=["instructor"]
# **3 min.** Ask which line of the table is the trap. Then exercise 11.

# %% [markdown]
# ## Pitfalls
#
# - *"We searched learning rates 0.1, 0.2, 0.3, 0.4."* That is a factor of 4, less than one power of ten. Begin with a wide range on the log scale.
# - *"The best lies at the edge of the range."* As λ did on the grid of nine. Then the range was too narrow: go on from there.
# - *"Adam is better than SGD."* With both tuned, with the same budget?
# - *"We scaled the data, then made the folds."* Means and spreads have seen what is held out.
# - *"Our best of 200 has 0.95."* On which examples was it chosen?
#
# **Next:** [exercise 11](../exercises/11_hyperparameter_tuning.ipynb), where you draw, search, choose, and repair a leak.
