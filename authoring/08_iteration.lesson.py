# %% [markdown]
# # 08 · Iteration: epochs, batches, convergence
#
# A step is understood; a run makes hundreds of them. Which examples does each step get to see, in which order, how many at a time, and when is it enough? None of that is in the formula of the update, and all of it decides what comes out.
#
# **Where you are.** initialization → forward pass → loss → backpropagation → update → **iteration**.
#
# **After this lesson you can**
#
# 1. count the examples, batches, steps and epochs of a run;
# 2. deal an epoch's batches, shuffled and none left out, and combine their losses into one;
# 3. say what the batch size does to the gradient's noise, to the price of a step and to the learning rate;
# 4. tell a plateau from convergence, and ask a run whether it has converged.
#
# You need what a mini-batch's gradient is ([lesson 05](05_from_gradient_descent_to_adam.ipynb)). Symbols: [Notation and conventions](../docs/notation.md); words: [Glossary](../docs/glossary.md). About an hour. Run it cell by cell; any cell can be run again at any time.

# %%
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml

moons = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
network = ml.MLP(layer_sizes=(2, 8, 2), activation="tanh", output="softmax")
seeds = list(range(20))

# %% [markdown]
# ## From earlier lessons
#
# Three questions, first of all what you got wrong. When all three are answered, this cell, run again, asks three others.

# %%
ml.look_back("08")

# %% [markdown]
# ## Epoch, batch, step
#
# A **batch** is the handful of examples that one **step** looks at: forward, loss, backward, one update of all weights. An **epoch** is over when every example was dealt once. Ten examples in batches of 4, three epochs:

# %% tags=["nbval-check-output"]
ten = np.arange(10.0)[:, None]
for epoch in range(3):
    dealt = ml.minibatches(ten, ten[:, 0], batch_size=4, seed=1, epoch=epoch)
    print(f"epoch {epoch}:", *(batch.indices.tolist() for batch in dealt))

# %% [markdown]
# Look for example 4: it comes once in each epoch, each time in another place and with other companions. Three steps an epoch, nine steps in all; the last batch of each epoch holds the two that are left.

# %%
ml.predict("08.bigger_batch")

# %% tags=["nbval-check-output"]
for size in (1, 32, 64, 180):
    plan = ml.Plan(  # what `train` is given, in one object; we only count its steps
        network,
        moons.train.x,
        moons.train.y,
        "categorical_cross_entropy",
        ml.SGD(0.5),
        batch_size=size,
    )
    sizes = [step.batch.size for step in ml.train_epoch(plan, plan.start(np.zeros(network.size)))]
    print(
        f"batches of {size:3}: {len(sizes):3} steps, the last of {sizes[-1]:3}; {sum(sizes)} examples"
    )

# %% [markdown]
# With $N$ examples and batches of $B$ an epoch has $N/B$ steps, rounded up: $\lceil N/B \rceil$. SGD was at first a step for each single example, $B = 1$; one batch of all $N$ is gradient descent, and only there an epoch is a step.

# %%
ml.quiz("08.counting")

# %% [markdown] tags=["instructor"]
# **9 min.** Let them follow one number through the three epochs with a finger. Expect "a bigger batch, a bigger epoch": ask who would then look at the other examples. When late: leave the table, ask the question.

# %% [markdown]
# ## Shuffling
#
# Does the order of the examples matter?

# %%
ml.predict("08.sorted")

# %%
digits = ml.standardize(ml.split(ml.digits(), seed=1))
reader = ml.MLP(layer_sizes=(64, 16, 10), activation="tanh", output="softmax")
by_digit = np.argsort(digits.train.y, kind="stable")
sorted_digits = (digits.train.x[by_digit], digits.train.y[by_digit])


def answers_after(data, epochs, shuffle, seeds=seeds):
    """Return what a network from each seed says to the test digits, (runs, examples)."""
    options = {"batch_size": 32, "epochs": epochs, "seed": seeds, "shuffle": shuffle}
    fleet = ml.train(reader, data, optimizer=ml.SGD(0.5), **options)
    return fleet.predict(digits.test.x).argmax(axis=-1)


said = {
    "sorted": answers_after(sorted_digits, 1, shuffle=False),
    "shuffled": answers_after(sorted_digits, 1, shuffle=True),
}
figure, ax = ml.subplots(figsize=(6, 2.6))
for (how, answers), style in zip(said.items(), ("s--", "o-"), strict=True):
    counts = np.bincount(answers.ravel(), minlength=10) / answers.size
    ax.plot(counts, style, label=how)
ax.set(xlabel="digit", ylabel="share of all answers", xticks=range(10), ylim=(0, 0.4))
ax.legend()
plt.show()
for how, answers in said.items():
    low, middle, high = np.quantile(np.mean(answers == digits.test.y, axis=1), [0.1, 0.5, 0.9])
    print(
        f"{how + ':':<9} half of 20 networks read more than {middle:.0%} right, most {low:.0%} to {high:.0%}"
    )

# %% tags=["test"]
fifty = list(range(50))
said = {
    "sorted": answers_after(sorted_digits, 1, shuffle=False, seeds=fifty),
    "shuffled": answers_after(sorted_digits, 1, shuffle=True, seeds=fifty),
}
right = {how: np.median(np.mean(each == digits.test.y, axis=1)) for how, each in said.items()}
assert 0.45 < right["sorted"] < 0.56
assert 0.88 < right["shuffled"] < 0.92
assert 0.25 < np.mean(said["sorted"] == 9) < 0.35
assert 0.45 < np.mean(said["sorted"] >= 8) < 0.56
later = np.median(np.mean(answers_after(sorted_digits, 5, False, fifty) == digits.test.y, axis=1))
assert 0.9 < later < 0.935
anew = np.median(np.mean(answers_after(sorted_digits, 5, True, fifty) == digits.test.y, axis=1))
assert 0.94 < anew < 0.96

# %% [markdown]
# *How often each digit is the answer: shuffled about a tenth each, sorted hardly any of the first digits and 30 % nines. In the print, "most" leaves out the lowest and the highest tenth.*
#
# Sorted, about half of the digits are read right; shuffled, 90 %. More epochs heal much of it, not all: after five, from 50 starts, half of the networks read more than 92 % sorted and 95 % shuffled. Data often come sorted, by class or by date. So they are shuffled once at least; `train` and `minibatches` draw an order anew for each epoch.
#
# Input and target must go through the *same* order. Whoever shuffles `x` and forgets `y` has made a perfect data set of noise.

# %% [markdown] tags=["instructor"]
# **9 min.** Ask what the last thirty steps of the sorted epoch see. Expect "order cannot matter, it is a sum": within a batch that is true. When late: leave the figure.

# %% [markdown]
# ## The last batch
#
# Ten examples, batches of 4, 4 and 2. **By hand:** the batches' losses, each a mean over its examples, are 1, 1 and 4. What is the epoch's loss? Counted by example: $(4 \cdot 1 + 4 \cdot 1 + 2 \cdot 4)/10 = 1.6$. The plain mean of three batches, 2, takes each of the last two examples for two.

# %% [markdown] tags=["belief-50"]
# > **A common belief:** the last, smaller batch may be dropped, or counts as much as the others. The same 180 moons, the same weights, in four batches of 44 and one of 4, dealt in 200 orders:

# %%
options = {"optimizer": ml.SGD(0.5), "batch_size": 32, "epochs": 10, "seed": 2}
theta = ml.train(network, moons.train, **options).theta
each_loss = ml.compute_loss(ml.forward(network, theta, moons.train.x), moons.train.y).per_example
rows = []
for seed in range(200):
    batches = list(ml.minibatches(moons.train.x, moons.train.y, batch_size=44, seed=seed))
    losses = np.array([each_loss[batch.indices].mean() for batch in batches])
    sizes = np.array([batch.size for batch in batches])
    rows.append((losses @ sizes / sizes.sum(), losses.mean(), losses[:-1].mean()))
for way, values in zip(
    ("weighted by size", "mean of batches", "last one dropped"),
    zip(*rows, strict=True),
    strict=True,
):
    print(f"{way}: from {min(values):.3f} to {max(values):.3f}")

# %% tags=["test"]
ways = np.array(rows)
assert np.ptp(ways[:, 0]) < 1e-12
assert np.isclose(ways[0, 0], each_loss.mean())
assert np.ptp(ways[:, 1]) > 0.1
assert 0.005 < np.ptp(ways[:, 2]) < 0.1

# %% [markdown]
# While these losses were counted nothing was trained; the true loss is one number. Weighted, it comes out the same in every order. Unweighted, it depends on who happened to be in the last batch, since each of its 4 examples counts eleven times as much as one of another. With the last batch dropped it is nearly right, but four examples were not asked at all; if the order is never changed, they are the same four in every epoch.
#
# (Dropping it has one good reason: where a layer needs a batch's statistics, as batch normalization does, a batch of one or two is a poor one.)
#
# In training, `train` takes the mean of the steps' losses, weighted by size; each was measured just before its own update. So an epoch's training loss is a mean over a network that is moving, a little behind the one you have at its end.

# %%
ml.quiz("08.last_batch")

# %% [markdown]
# The weights by size belong to the loss that is *reported*. A step is another matter: it is made with its own batch's mean, whatever the size.

# %%
ml.quiz("08.twice_as_often")

# %% [markdown] tags=["instructor"]
# **8 min.** The three numbers by hand first. Ask for the case in which the plain mean is right (all batches full). The second question is hard: write $1/4$ and $1/32$ on the board.

# %% [markdown]
# ## Batch size and noise
#
# A batch's gradient is an estimate of the full one, and lesson 05 saw how far off a single one can be. `batch_gradients` computes those of a whole epoch at one and the same $\theta$, without a step in between; the lab below shows them.

# %%
ml.predict("08.four_times")

# %%
many = ml.standardize(ml.split(ml.moons(2000, noise=0.2, seed=1), seed=1)).train
first_epoch = ml.train(network, many, optimizer=ml.SGD(0.5), batch_size=32, epochs=1, seed=2)
moments = {"after an epoch": first_epoch.theta, "random weights": first_epoch.initial.theta}
cloud = ml.GradientCloud(network, moments, many.x, many.y)

# %%
cloud

# %% tags=["test"]
shown = {}
for moment in moments:
    for size in (1, 4, 16, 64, 256):
        cloud.moment, cloud.batch_size = moment, size
        shown[moment, size] = cloud.noise, np.mean(cloud.gradients.cosine < 0)
full = np.linalg.norm(cloud.gradients.full)
noises = {size: shown["after an epoch", size][0] for size in (1, 4, 16, 64, 256)}
cloud.moment = "after an epoch"
full = np.linalg.norm(cloud.gradients.full)
assert noises[1] > 10 * full
assert noises[256] < full < noises[64]
in_orders = {
    size: np.mean(
        [
            ml.batch_gradients(network, first_epoch.theta, many.x, many.y, size, seed=seed).noise
            for seed in range(50)
        ]
    )
    for size in (16, 64)
}
assert 1.9 < in_orders[16] / in_orders[64] < 2.15
assert 0.22 < in_orders[16] < 0.27
assert 0.25 < shown["after an epoch", 4][1] < 0.4
assert shown["random weights", 4][1] == 0

# %% [markdown]
# Move the batch size: ← and → are one size, with Shift two, which is four times the batch. From 4 to 16 to 64 the cloud becomes half as wide each time, and a step looks at four times as many examples; the noise, the typical distance of a batch's gradient from $g$, follows the line of $1/\sqrt B$. (Near the end it is lower: a batch that holds much of the data has less left to differ in.)
#
# The star stands close to 0: after one epoch the full gradient is far shorter than the noise of a single example, and of the batches of 4 about one in three points away from it. With batches of 256 the noise is finally no longer than the gradient. At **random weights** it is different: $g$ is long, and no batch of 4 points away from it. And what does a step cost, besides examples? On this machine:

# %%
print("   B    one step   per example")
for size in (1, 4, 16, 64, 256, 1024):
    options = {"optimizer": ml.SGD(0.1), "batch_size": size}
    step_plan = ml.Plan(network, many.x, many.y, "categorical_cross_entropy", **options)
    state = step_plan.start(first_epoch.theta)
    times = []
    for _ in range(20):
        began = perf_counter()
        ml.train_step(step_plan, state)
        times.append(perf_counter() - began)
    spent = min(times) * 1e6  # nothing else came between
    print(f"{size:4}   {spent:6.0f} µs   {spent / size:8.1f} µs")

# %% [markdown]
# In such a small network a step costs nearly the same whether it looks at 1 example or at 64, since calling the functions takes longer than the numbers do. (Differences of a few µs are chance.) So at first less noise costs nothing per step. From some size on, time grows with $B$, and the next halving of the noise costs four times as much. Where that size lies, the machine decides; 32 to 256 is a usual
# answer. The batch size is chosen by what a step costs and by memory, not by trying which gives the best validation score: with the other settings tuned for each, that score hardly depends on it (Shallue et al. 2019).

# %%
ml.quiz("08.noise")

# %% [markdown] tags=["instructor"]
# **12 min.** Ask before the card what the mean of four throws of a die has over one throw. Expect "a quarter as wide". With the timing table ask which batch size they would take on their own machine, and let somebody run it there. When late: show the cloud, leave the table.

# %% [markdown]
# ## Batch size and learning rate

# %%
ml.predict("08.same_epochs")


# %%
rings = ml.standardize(ml.split(ml.circles(300, seed=1), seed=1)).train


def ends(size, rate, seeds=seeds):
    """Return the number of steps, and for each seed the loss over all training data after 20 epochs."""
    options = {"batch_size": size, "epochs": 20, "seed": seeds}
    fleet = ml.train(network, rings, optimizer=ml.SGD(rate), **options)
    logits = ml.forward(network, fleet.theta, rings.x).logits
    found = [ml.categorical_cross_entropy(z, rings.y).value for z in logits]
    return fleet.steps, np.array(found)


pairs = ((32, 0.5), (128, 0.5), (64, 1.0), (128, 2.0))
outcomes = {pair: ends(*pair) for pair in pairs}
for (size, rate), (steps, ended) in outcomes.items():
    low, middle, high = np.quantile(ended, [0.1, 0.5, 0.9])
    print(
        f"batches of {size:3}   η = {rate}   {steps:3} steps   half end below {middle:.2f}, most between {low:.2f} and {high:.2f}"
    )

# %% tags=["test"]
outcomes = {pair: ends(*pair, seeds=fifty) for pair in (*pairs, (16, 0.25))}
middles = {pair: np.median(ended) for pair, (_, ended) in outcomes.items()}
assert 0.26 < middles[32, 0.5] < 0.32
assert middles[128, 0.5] > 0.5
assert abs(middles[16, 0.25] - middles[32, 0.5]) < 0.02
assert abs(middles[64, 1.0] - middles[32, 0.5]) < 0.02
assert middles[128, 2.0] > middles[32, 0.5] + 0.03
assert np.quantile(outcomes[128, 2.0][1], 0.9) > 0.5
assert np.mean(outcomes[128, 0.5][1] > outcomes[32, 0.5][1]) > 0.95

# %% [markdown]
# With four times the batch and the same $\eta$ the run comes less far. With $\eta$ in proportion to the batch size, 32 and 64 end alike: half the steps, each twice as long. (So do 16 and 0.25.) At 128 that is over: $\eta = 2$ is near the cliff, and many of the runs are thrown about. A larger batch allows a longer step, because its gradient is better, up to what
# the curvature of the loss allows; a longer step than that is too long, however many examples it was made of.

# %% [markdown] tags=["instructor"]
# **7 min.** Vote first. Those who say "lower, since the gradients are better" are half right: ask how many steps each run makes. Let them guess the learning rate for batches of 8.

# %% [markdown]
# ## Is it finished?
#
# When may a run be ended? Lesson 00's film once more: the same moons, the same start.

# %%
ml.predict("08.flat")


# %%
def runs_of(seeds):
    """Return a run from each seed, side by side."""
    options = {"optimizer": ml.SGD(0.5), "batch_size": 32, "epochs": 100, "seed": seeds}
    return ml.train(network, moons.train, **options)


runs = runs_of(seeds)
ml.TrainingPlayer(runs, run=2, frames=39, marks=[(10, 150, "plateau")])

# %% tags=["test"]
curve = runs.epochs.training_loss[:, 2]
assert np.all(np.abs(curve[3:10] - 0.28) < 0.005)
assert curve[9] - curve[24] < 0.04
assert curve[-1] < 0.12

# %% [markdown]
# ## A plateau
#
# The plateau is marked on the curve. Stop in it, at step 60 and at step 120: the border is straight, and hardly moves. From step 150 on it bends, and the loss falls again, to less than a third: 0.08. A stretch in which the loss stands nearly still, and after which it goes on, is a **plateau**. It is nothing rare: this network meets it from nearly every start.
#
# ## How to ask
#
# A run has **converged** when going on would change nothing that matters. Nobody can see that from within: what can be asked is whether anything has changed lately. The usual rule compares each epoch's loss with the one before and wants calm for a while, the **patience**:
#
# $$|L_e - L_{e-1}| \le \text{tolerance} \cdot L_{e-1}, \qquad \text{patience times in a row.}$$
#
# **By hand**, with a tolerance of 0.01 and a patience of 2: the losses 0.50, 0.30, 0.299, 0.31, 0.309, 0.308. The changes, as shares of the loss before, are 40 %, 0.3 %, 3.7 %, 0.3 %, 0.3 %. The count, from the first epoch on, is 0, 0, 1, 0, 1, 2: converged, after the sixth epoch (epoch 5, counted from 0 as in the course).
#
# Would the rule have been fooled by the plateau? The film's run is one of the 20 from the cell above it. Each of their curves, asked by four rules. A run that is ended has far to go if its loss still falls by more than 0.05 afterwards:


# %%
def ended_at(rule, curves):
    """Return the epoch in which the rule would have ended each run; 100 where it would not."""
    runs = curves.shape[1]
    state, found = rule.init((runs,)), np.full(runs, 100)
    for epoch, epoch_losses in enumerate(curves):
        state, has_converged = rule.observe(state, epoch_losses)
        found = np.where(has_converged & (found == 100), epoch, found)
    return found


def asked(rule, curves):
    """Return how many runs the rule ends, and how many of those had far to go."""
    found = ended_at(rule, curves)
    at_the_end = curves[np.minimum(found, 99), np.arange(len(found))]
    return np.sum(found < 100), np.sum((found < 100) & (at_the_end - curves[-1] > 0.05))


curves = runs.epochs.training_loss  # (epochs, runs)
rules = [ml.Convergence(*pair) for pair in ((0.03, 5), (0.02, 5), (0.02, 10), (0.01, 10))]
for rule in rules:
    ended, had_far = asked(rule, curves)
    print(
        f"tolerance {rule.tolerance}, patience {rule.patience:2}: ends {ended:2} of 20, of which {had_far:2} had far to go"
    )

# %% tags=["test"]
of_fifty = [asked(rule, runs_of(fifty).epochs.training_loss) for rule in rules]
assert of_fifty[0][1] >= 40
assert of_fifty[1][1] > of_fifty[2][1] > 10
assert of_fifty[3][0] <= 5

# %% [markdown]
# A rule that is easily content takes the plateau for the end. A strict one hardly ever ends a run here: with batches of 32 the loss jumps by more than 1 % every few epochs, whether anything is being learned or not. None of the four is the right one; the rule measures *calm*, and calm is not an end. What helps:
#
# - **Look at the whole curve**, and think of what can be reached. A loss of 0.28 on two clear moons is suspicious.
# - **Go on**, for as long again. It costs one run.
# - **Start elsewhere.** If another one ends lower, this run was not at the end. That several agree proves nothing: nearly every start meets this plateau.
# - **Ask on other data.** What you want in the end is a low loss on examples that are not in the training part. `EarlyStopping` watches the validation loss and hands back the weights of its best epoch (lesson 09).
#
# `train` asks the rule after each epoch, if it is given one. The film's run again:

# %%
film_again = ml.train(
    network,
    moons.train,
    optimizer=ml.SGD(0.5),
    batch_size=32,
    epochs=300,
    seed=2,
    convergence=ml.Convergence(tolerance=0.02, patience=5),
)
print(film_again.stop.message)
print(
    f"after epoch {len(film_again.epochs.training_loss) - 1}, with a loss of {film_again.epochs.training_loss[-1]:.3f}"
)
print(f"the film's run, after epoch 99: {curves[-1, 2]:.3f}")

# %% tags=["test"]
assert film_again.stop.reason == "converged"
assert 0.26 < film_again.epochs.training_loss[-1] < 0.3

# %% [markdown]
# It was ended in the middle of the plateau.

# %%
ml.quiz("08.stopped")

# %% [markdown] tags=["instructor"]
# **14 min.** The ten losses on the board, then the vote, then the film, without a word until step 150. Expect "stuck, so broken" and "flat, so finished": two sides of one belief. Do the count by hand. Ask which of the four rules they would take, and let each be argued against. When late: leave the run that is ended.

# %% [markdown]
# ## What practitioners call it
#
# | here | scikit-learn's `MLPClassifier` | PyTorch |
# |---|---|---|
# | `minibatches(x, y, batch_size=32)` | `batch_size=32`; `shuffle=True` by default | `DataLoader(data, batch_size=32, shuffle=True)`; `shuffle=False` by default |
# | the last batch is kept | kept | `drop_last=False` by default |
# | an epoch's loss, weighted by size | `loss_curve_`, weighted | what you write: often the mean of the batches |
# | `epochs=100` | `max_iter=100`, for `"sgd"` and `"adam"` | your own loop |
# | steps | `t_`, but it counts *examples* | the calls of `optimizer.step()` |
# | `Convergence(tolerance, patience)`, of the training loss, relative | `tol`, `n_iter_no_change`: no better than the best by `tol`, absolute | your own |
# | `EarlyStopping` | `early_stopping=True` | your own, or that of a framework around it |
#
# "Iteration" means a step in most papers and an epoch in scikit-learn's `max_iter`. Ask which one is meant before you compare two numbers. scikit-learn on the same moons, with a tolerance of 0.01:

# %%
from sklearn.neural_network import MLPClassifier

peer = MLPClassifier(
    (8,),
    activation="tanh",
    solver="sgd",
    momentum=0,
    alpha=0,
    batch_size=32,
    learning_rate_init=0.5,
    max_iter=300,
    tol=0.01,
    random_state=1,
)
peer.fit(moons.train.x, moons.train.y)
print(f"ended after {peer.n_iter_} epochs, {peer.t_} examples, with the loss {peer.loss_:.3f}")

# %% tags=["test"]
assert peer.t_ == 180 * peer.n_iter_
assert peer.n_iter_ < 25
assert peer.loss_ > 0.25

# %% [markdown]
# Its rule was taken in by the plateau, as ours was (its tolerance is absolute, and its patience 10 by default). With its default tolerance, `tol=0.0001`, it goes on.

# %%
ml.quiz("08.max_iter")

# %% [markdown] tags=["instructor"]
# **4 min.** Let them find `max_iter` in scikit-learn's documentation and say what it counts. Then exercise 08.

# %% [markdown]
# ## Pitfalls
#
# - *"An epoch is a step."* Only if the batch holds all the data. A bigger batch makes fewer steps, not a bigger epoch.
# - *"The order does not matter."* Within a batch it does not. From batch to batch it matters: each step starts from where the last one led.
# - *"I made the batches bigger, and it got worse."* With the same epochs and the same learning rate there were fewer steps of the same length.
# - *"The loss is flat, so it has converged."* It is flat.
#
# **Next:** [exercise 08](../exercises/08_iteration.ipynb), where you write all that stands around a step, and see one of two runs taken in by the plateau.
