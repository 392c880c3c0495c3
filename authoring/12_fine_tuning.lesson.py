# %% [markdown]
# # 12 · Fine-tuning
#
# So far each network began with random numbers. Somebody who has learned to read digits does not begin anew when asked whether a digit has a hole in it. **Fine-tuning** takes a trained network along to another task: what to keep, what to replace, what to hold still, and when it is better to begin anew after all.
#
# **Where you are.** initialization → forward pass → loss → backpropagation → update → iteration, and what surrounds them. Here it is the *start* that is not random.
#
# **After this lesson you can**
#
# 1. take a trained body along, and put a new head on it, for numbers, two classes or several;
# 2. freeze a layer so that nothing moves it: no gradient, no memory of earlier ones, no decay, no running statistics;
# 3. give body and head learning rates of their own, and say what one rate for all does;
# 4. say when a borrowed body helps, and choose what to train by the two tasks and the number of labels;
# 5. measure how far each layer moved, and what the first task has lost.
#
# You need momentum, Adam and AdamW ([lesson 05](05_from_gradient_descent_to_adam.ipynb), [06](06_learning_rate_and_regularization.ipynb)) and running statistics ([lesson 07](07_batch_normalization.ipynb)). Symbols: [Notation and conventions](../docs/notation.md); words: [Glossary](../docs/glossary.md). About an hour. Run it cell by cell; any cell can be run again at any time.

# %%
import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml

# %% [markdown]
# ## From earlier lessons
#
# Three questions, first of all what you got wrong. When all three are answered, this cell, run again, asks three others.

# %%
ml.look_back("12")

# %% [markdown]
# ## A body and a head
#
# The **source task** is an old one: reading ten digits, with 800 labeled images. The **target task** is a new question about such images: *has the digit a closed loop?* 0, 6, 8 and 9 have one. There are 400 other images that may be labeled for it, few at a time, and 597 to test on. One image of each digit:

# %%
digits = ml.digits()
x, y = (digits.x / 16).astype(np.float32), digits.y
order = np.random.default_rng(0).permutation(len(y))
learn, pool, test = order[:800], order[800:1200], order[1200:]
loop = np.isin(y, (0, 6, 8, 9)).astype(int)

reader = ml.MLP((64, 32, 16, 10))
source = ml.train(
    reader, (x[learn], y[learn]), optimizer=ml.Adam(0.01), batch_size=64, epochs=15, seed=1,
    dtype=np.float32, key_frame_budget=0, progress=False,
)  # fmt: skip
read = np.mean(source.predict(x[test]).argmax(axis=1) == y[test])
print(f"ten digits, read right: {read:.3f}")


def in_a_row(ax, images, top):
    """Draw ten images side by side, their upper edge at this height."""
    strip = np.full((8, 10, 10), np.nan)  # row, image, column: two columns stay empty
    strip[:, :, :8] = images.reshape(10, 8, 8).transpose(1, 0, 2)
    ax.imshow(strip.reshape(8, 100), cmap="Greys", extent=(0, 100, top + 8, top))


one_of_each = x[[learn[y[learn] == digit][0] for digit in range(10)]]
figure, ax = ml.subplots(figsize=(9, 1.4), alt="one image of each digit, 0 to 9")
in_a_row(ax, one_of_each, 0)
for digit in range(10):
    has = "loop" if digit in (0, 6, 8, 9) else "no loop"
    ax.text(10 * digit + 4, -1, f"{digit}: {has}", fontsize=9, ha="center")
ax.set(xlim=(0, 98), ylim=(8, -3))
ax.axis("off")
plt.show()

# %% tags=["test"]
assert 0.955 < read < 0.98
by_reading = np.isin(source.predict(x[test]).argmax(axis=1), (0, 6, 8, 9))
assert np.isclose(np.mean(by_reading == loop[test]), 0.98, atol=0.005)

# %% [markdown]
# The network has three layers of weights, 64 → 32 → 16 → 10. The last layer, 16 → 10, is the **head**: it makes ten answers of the 16 numbers that come in. All that stands before it is the **body**: it makes 16 numbers of an image. Whoever reads the digit and says *loop* at 0, 6, 8 and 9 is right for 98 % of the test images (not shown). But a new question is seldom made of the old one's answers, so we use only the 16 numbers: the head is replaced by a new one, drawn at random, and the body is kept.
#
# The new head has two outputs, *loop* and *no loop*. How many numbers is it made of? Write yours in place of `None`, and run both cells.

# %%
trained_parameters = None  # your number

# %%
hint = ml.hint  # the card names it
ml.check("12.trained_parameters")

# %% [markdown]
# In the flat vector θ the head stands last. A new head is a new tail:

# %%
head = ml.new_head(reader, source.theta, outputs=2, seed=1)
head

# %% tags=["test"]
assert head.body.sum() == 64 * 32 + 32 + 32 * 16 + 16 == 2608
assert (~head.body).sum() == 34

# %% [markdown]
# `head.body` is True at the parameters of the body. **Freezing** takes one boolean for each parameter: `train(…, frozen=head.body)` leaves the body as it is, and trains the head alone.
#
# **By hand**, on a network 2-2-1 with ReLU, identity output and squared error, one example x = (3, 4), y = 2, and W₀ = (1, 0; 0, −1), b₀ = (0, 0), W₁ = (1, 1), b₁ = 0.5:
#
# - Forward: z₀ = (3, −4), a₀ = (3, 0), ŷ = 3.5.
# - Backward: ∂L/∂ŷ = 2(3.5 − 2) = 3, so ∂L/∂W₁ = (9, 0), ∂L/∂b₁ = 3; ∂L/∂W₀ = (9, 0; 12, 0), ∂L/∂b₀ = (3, 0).
# - Update, η = 0.01, first layer frozen: W₁ becomes (0.91, 1), b₁ 0.47. The first layer has a gradient, and does not follow it.
#
# The same by the library:

# %% tags=["nbval-check-output"]
small = ml.MLP((2, 2, 1), output="identity")
start = np.array([1.0, 0, 0, -1, 0, 0, 1, 1, 0.5])
example = (np.array([[3.0, 4.0]]), np.array([[2.0]]))
one = ml.train(
    small, example, theta=start, optimizer=ml.GradientDescent(0.01), epochs=1, batch_size=None,
    frozen=ml.layer_mask(small, 0),
)  # fmt: skip
print("frozen  ", one.plan.frozen.astype(int))
print("∂L/∂θ   ", one.at(0).backward.gradient)
print("θ after ", one.theta)

# %%
ml.quiz("12.head_of")

# %% [markdown] tags=["instructor"]
# **9 min.** Let them count the parameters of body and head (2608 and 34) before the cell. Expect "the head is the output layer's activation": it is the layer, weights included. Ask what the 16 numbers might say. When late: leave the example by hand, exercise 12 has it.

# %% [markdown]
# ## How many labels does it take?
#
# Four ways to the new task:
#
# | way | starts from | trained | η (Adam, 100 steps) |
# |---|---|---|---|
# | from scratch | random numbers | everything | 0.003 |
# | head only | body of the reader, new head | the head | 0.03 |
# | all | body of the reader, new head | everything | 0.01 |
# | all, large rate | body of the reader, new head | everything | 0.1 |
#
# Each rate but the last suits its own way: of 0.001, 0.003, 0.01, 0.03 and 0.1 it has the highest accuracy on the test images, or 0.015 less at most, with 10, 50 and 200 labels.
#
# How good is each with few labels, and with many? All of them, and a fifth way for later, are trained side by side, for six amounts of labels, from 4 to 200. Half of the labels are digits with a loop. Each number is of one draw of the labels and one new head; the tests behind this page repeat it with fifty.

# %%
amounts = (4, 10, 20, 50, 100, 200)
ways = ("from scratch", "head only", "all", "all, large rate", "a rate for each layer")
network, body = head.network, head.body


def fleet(seeds):
    """Return start, frozen, factors and optimizer of five ways, each from as many starts as there are seeds."""
    count = len(seeds)
    scratch = ml.initialize(network, "he_normal", seeds, np.float32)
    heads = ml.new_head(reader, source.theta, outputs=2, seed=seeds)
    frozen = np.zeros((5 * count, network.size), dtype=bool)
    frozen[count : 2 * count] = body
    factors = np.ones((5 * count, network.size))
    factors[-count:] = ml.layer_rates(network, (0.1, 0.1, 1))  # the fifth way, further down
    return {
        "theta": np.concatenate([scratch, *[heads.theta] * 4]), "frozen": frozen,
        "rate_factors": factors,
        "optimizer": ml.Adam(tuple(np.repeat((0.003, 0.03, 0.01, 0.1, 0.03), count))),
    }  # fmt: skip


one_each = fleet([3])

# %% [markdown]
# Next: labels, training, and the accuracy on the test images.


# %%
def labeled(count, draw):
    """Return which images are labeled, half of them with a loop."""
    generator = np.random.default_rng(draw)
    halves = [generator.permutation(pool[loop[pool] == has])[: count // 2] for has in (0, 1)]
    return np.concatenate(halves)


def tuned(count, draw, runs):
    """Return the history of all ways on so many labels: 100 steps, of 50 images at the most."""
    chosen = labeled(count, draw)
    return ml.train(
        network, (x[chosen], loop[chosen]), batch_size=50, epochs=100 // max(1, count // 50),
        dtype=np.float32, key_frame_budget=0, progress=False, **runs,
    )  # fmt: skip


def right(history):
    """Return the share of test images that each way gets right, (ways,)."""
    said = history.predict(x[test]).argmax(axis=-1)
    return (said == loop[test]).mean(axis=-1).reshape(5, -1).mean(axis=1)


of_amount = {count: tuned(count, 10, one_each) for count in amounts}
by_amount = np.array([right(history) for history in of_amount.values()])

# %% [markdown]
# It is trained, and nothing is shown yet. Draw the four curves, one after the other; then what came out is laid beside them. Who always says *no loop* has 0.6.

# %%
ml.predict("12.four_curves", truth=(np.arange(6.0), by_amount[:, :4].T))

# %% tags=["test"]
print(by_amount)
assert np.all(by_amount[:5, 1] > by_amount[:5, 0] + 0.01)
assert np.all(by_amount[:3, 1] > by_amount[:3, 0] + 0.05)
assert np.all(by_amount[:4, 1] > by_amount[:4, 2])
assert by_amount[5, 2] > by_amount[5, 1]
assert np.all(by_amount[1:, 3] < by_amount[1:, 0])
assert np.all(by_amount[:3, 4] < by_amount[:3, 1])
assert abs(by_amount[3, 4] - by_amount[3, 1]) < 0.02
assert np.all(by_amount[4:, 4] > by_amount[4:, :4].max(axis=1))
assert np.all(by_amount[:, 4] > by_amount[:, 2])
of_four = np.array(
    [right(tuned(4, draw, fleet([draw]))) for draw in range(50)]
)  # other labels each
print(of_four.mean(axis=0), of_four.std(axis=0))
assert np.all(np.abs(by_amount[0] - of_four.mean(axis=0)) < of_four.std(axis=0))
assert 0.66 < of_four[:, 1].mean() < 0.72
assert np.all(of_four[:, 1].mean() > of_four[:, [0, 2, 3]].mean(axis=0) + 0.02)
assert of_four[:, 1].mean() > of_four[:, 4].mean()
assert np.all(np.abs(of_four[:, [0, 3]].mean(axis=0) - 0.61) < 0.03)
many = fleet(list(range(25)))
of_fifty = {  # 50 runs of each way
    count: np.mean([right(tuned(count, draw, many)) for draw in (7, 8)], axis=0)
    for count in (10, 50, 200)
}
assert 0.74 < of_fifty[10][1] < 0.83
assert 0.66 < of_fifty[10][0] < 0.74
assert np.all(of_fifty[10][1] > of_fifty[10][[0, 2, 3, 4]] + 0.02)
assert of_fifty[50][3] < of_fifty[50][0] < of_fifty[50][2] < of_fifty[50][1]
assert abs(of_fifty[50][4] - of_fifty[50][1]) < 0.015
assert of_fifty[200][3] < of_fifty[200][0] < of_fifty[200][1] < of_fifty[200][2] < of_fifty[200][4]
rates, eight = (0.001, 0.003, 0.01, 0.03, 0.1), fleet(list(range(8)))
for way, rate in enumerate((0.003, 0.03, 0.01)):  # 32 runs of each way and rate
    own = slice(8 * way, 8 * way + 8)
    searched = {
        "theta": np.tile(eight["theta"][own], (5, 1)),
        "frozen": np.tile(eight["frozen"][own], (5, 1)),
        "optimizer": ml.Adam(tuple(np.repeat(rates, 8))),
    }
    for count in (10, 50, 200):
        found = np.mean([right(tuned(count, d, searched)) for d in (0, 1, 7, 8)], axis=0)
        print(ways[way], count, found)
        assert found[rates.index(rate)] > found.max() - 0.015

# %% [markdown]
# The same as numbers:

# %%
print("labels  " + "".join(f"{way:>17}" for way in ways[:4]))
for count, row in zip(amounts, by_amount[:, :4], strict=True):
    print(f"{count:6}  " + "".join(f"{accuracy:17.2f}" for accuracy in row))

# %% [markdown]
# Head only is highest from 4 labels to 50 (means of 50 runs: 0.69 at 4 and 0.80 at 10). *All* lies below it and meets it at 100; from scratch climbs; *all, large rate* is lowest from 10 labels on.
#
# - **Few labels:** for this pair of tasks, the head alone. What its 16 inputs say of an image was learned from 800 others, and its 34 numbers are more easily found from 10 images than the 2642 of the whole network. With 4 labels chance has a large part; from scratch and all at the large rate then have 0.61, on the average of 50 draws, hardly more than who always says *no loop*.
# - **Many labels:** the ways come together. What the body brought can now be learned from the labels; from 100 on it does no harm to let the body move at 0.01.
# - **A large rate** throws away what was borrowed, and does worse, from 10 labels on, than a start from scratch at its own rate (at 50 and 200 labels on the average of 50 runs, too).

# %%
ml.quiz("12.what_to_train")

# %% [markdown] tags=["instructor"]
# **12 min.** Give them four minutes for the four curves on the card; who is done compares with a neighbor, then all commit. Expect "all" above "head only" ("more freedom"): lesson 09 has the answer. With 4 and 10 labels chance is large: run the cell with other draws. When late: draw two of the four by show of hands, then *Only show me*.

# %% [markdown]
# ## A rate for each layer
#
# Between holding the body and training it like the head lies a third way: train all, and the body more slowly. The fifth way of the fleet above does so: it has the rate 0.03 in the head, and a tenth of that in the body.

# %% [markdown] tags=["belief-60"]
# > **A common belief:** fine-tuning is training on, with one learning rate, if only it is well chosen.

# %%
_, ax = ml.subplots(figsize=(7, 3.2))
for way, style in {1: "s-", 2: "^--", 4: "*-"}.items():  # the marks of the card, and one more
    ax.plot(range(6), by_amount[:, way], style, color=f"C{way}", markersize=5, label=ways[way])
ax.set_xticks(range(6), amounts)
ax.set(xlabel="labels", ylabel="accuracy on 597 new images", ylim=(0.5, 1))
ax.legend(loc="lower right")
plt.show()

# %% [markdown]
# *Accuracy over the labels for head only, all at the rate 0.01, and a rate for each layer. Up to 20 labels head only is highest; at 50 it and a rate for each layer are within a point; at 100 and 200 a rate for each layer is highest, 0.96 at 200; everywhere it lies above "all" at one rate.*
#
# One rate for all, even a well chosen one, is not the best: a rate of its own for the body beats it at every number of labels, and from 100 on the frozen body too. **Why,** probably: one rate cannot serve both. The head is random, and has far to go; the body is nearly right, and every long step of it spoils what the head is just learning to use. `ml.layer_rates(network, (0.1, 0.1, 1))` is one factor for each parameter: Δθ is multiplied by it. In deep networks the rates fall from the head down, layer by layer, since what the first layers know (edges, strokes) serves most tasks, and what the last ones know served the old one: **discriminative** learning rates (Howard and Ruder 2018).
#
# The **old head must go**, too. If its weights stay, the first steps are spent on unlearning ten digits; if it has as many outputs as the new task needs, no error warns you that it stayed.

# %%
ml.quiz("12.where_slow")

# %% [markdown] tags=["instructor"]
# **6 min.** Ask which way they would take with 50 labels, and with 20. Expect "the smallest rate is the safest": show `all` at 20 labels. When late: leave the picture, point at the first row of the table again.

# %% [markdown]
# ## Frozen means: not a bit
#
# A layer that is frozen shall be, after training, the one that it was before.

# %%
ml.predict("12.zero_gradient")


# %% [markdown]
# Here is a training step of our own that sets the body's gradient to 0 and leaves the rest to AdamW, beside a training that is told what is frozen:

# %%
from mlcourse.steps.iteration import finish, passes


def gradient_only(plan, state):
    """Make a training step in which the body's gradient is 0."""
    passed = passes(plan, state)
    gradient = np.where(body, 0, passed.gradient)
    update = plan.optimizer.update(gradient, state.optimizer_state, state.theta)
    return finish(plan, state, passed, update)


fifty = (x[labeled(50, 0)], loop[labeled(50, 0)])
options = {
    "theta": head.theta, "optimizer": ml.AdamW(0.03, weight_decay=0.1), "batch_size": None,
    "epochs": 100, "dtype": np.float32,
}  # fmt: skip
leaking = ml.train(network, fifty, step=gradient_only, **options)
held = ml.train(network, fifty, frozen=body, **options)
for name, history in {"gradient 0": leaking, "frozen": held}.items():
    print(name)
    for line in ml.layer_movement(network, head.theta, history.theta).worked():
        print("   ", line)

# %% tags=["test"]
moved = ml.layer_movement(network, head.theta, leaking.theta)
assert np.all(np.abs(moved.relative[:2] - (1 - 0.997**100)) < 0.01)  # by the decay alone
assert np.array_equal(held.theta[body].view(np.int32), head.theta[body].view(np.int32))

# %% [markdown]
# **Why:** a step is more than −η times a gradient. **Four hands move a layer**: the *gradient*, the *memory* (momentum's velocity, Adam's m, filled before the freezing), the *decay*, and, with batch normalization, the *running statistics*, which no gradient touches at all. Frozen puts Δθ aside, whatever it is made of, and keeps the statistics as they are.
#
# The last one is the most hidden. A body with batch normalization learns from digits with a loop only, whose means are others: once wholly frozen, and once all but the shift β of layer 1. One free parameter is enough to make layer 1 a layer in training, and its 16 means and 16 variances run:

# %%
normed = ml.MLP((64, 32, 16, 10), batch_normalization=True)
trained = ml.train(
    normed,
    (x[learn], y[learn]),
    optimizer=ml.Adam(0.01),
    batch_size=64,
    epochs=8,
    seed=1,
    dtype=np.float32,
    key_frame_budget=0,
)
looped = labeled(200, 0)[loop[labeled(200, 0)] == 1]  # only digits with a loop: another mean
fresh = ml.new_head(normed, trained.theta, outputs=2, seed=1)
parameters = fresh.network.layout.mask("W0", "b0", "gamma0", "beta0", "W1", "b1", "gamma1")
same = {
    "theta": fresh.theta,
    "running": trained.running,
    "epochs": 20,
    "seed": 1,
    "key_frame_budget": 0,
}
whole = ml.train(fresh.network, (x[looped], loop[looped]), frozen=fresh.body, **same)
almost = ml.train(fresh.network, (x[looped], loop[looped]), frozen=parameters, **same)
for name, history in {"frozen layers": whole, "all but one shift frozen": almost}.items():
    of_normed = ml.forgetting(
        normed, trained.theta, history.theta, x[test], y[test],
        running=trained.running, running_after=history.running,
    )  # fmt: skip
    moved = np.sum(history.running != trained.running)
    print(f"{name}: {moved} running statistics moved, ten digits {of_normed.accuracy_after:.3f}")

# %% tags=["test"]
assert np.array_equal(whole.running, trained.running)
assert 0 < np.sum(almost.running != trained.running) <= 32
assert of_normed.accuracy_before - of_normed.accuracy_after > 0.03
old_shift = np.where(fresh.network.layout.mask("beta1"), fresh.theta, almost.theta)
put_back = {"statistics": (almost.theta, trained.running), "shift": (old_shift, almost.running)}
after = {
    name: ml.forgetting(
        normed, trained.theta, theta, x[test], y[test],
        running=trained.running, running_after=running,
    ).accuracy_after
    for name, (theta, running) in put_back.items()
}  # fmt: skip
print(after)
assert np.isclose(after["statistics"], 0.96, atol=0.005)
assert np.isclose(after["shift"], 0.88, atol=0.01)

# %% [markdown]
# `frozen=` takes a layer as frozen when *all* of it is: then it normalizes by its running statistics, in training too, and these stay. If one of its parameters is free, it is a layer in training: it normalizes by the batch, and its statistics run, whether its weights are frozen or not. The digits were lost by the statistics: with the old ones put back they are at 0.96 again, with the old shift put back only at 0.88 (not shown).

# %%
ml.quiz("12.memory")

# %%
ml.quiz("12.statistics")

# %% [markdown] tags=["instructor"]
# **10 min.** Let them list what moves a parameter in AdamW before the card; three of the four come up. The fourth, statistics, never does. In PyTorch `requires_grad = False` stops gradient, memory and decay, and leaves the statistics running. When late: leave the cell with batch normalization, keep the question.

# %% [markdown]
# ## The old head on the new body
#
# The new task's accuracy says nothing about the old one. To know, put the *old* head back onto the body as it is now, and ask for the digits.

# %%
ml.predict("12.source_after")

# %% [markdown]
# Both tasks after 50 labels, way by way:

# %%
fine = of_amount[50]
lost = ml.forgetting(reader, source.theta, fine.theta, x[test], y[test])
kept = lost.accuracy_after
for way, target, old in zip(ways, right(fine), kept, strict=True):
    print(f"{way:22} loop {target:.2f}   ten digits {old:.2f}")

# %% tags=["test"]
assert kept[1] == np.float64(lost.accuracy_before)
fifty_draws = [
    ml.forgetting(reader, source.theta, tuned(50, s, many).theta, x[test], y[test]).accuracy_after
    for s in (7, 8)
]
by_way = np.mean(fifty_draws, axis=0).reshape(5, 25).mean(axis=1)  # 50 runs of each way
print(by_way)
assert 0.4 < by_way[2] < 0.65
assert by_way[3] < 0.25
assert 0.8 < by_way[4] < 0.93
assert 0.4 < kept[2] < 0.52
of_all = np.reshape(fifty_draws, (2, 5, 25))[:, 2]
print(np.mean(of_all < 0.75))
assert np.mean(of_all < 0.75) > 0.9

# %% [markdown]
# With a frozen body nothing is lost, by construction: both heads work, side by side. A rate for each layer keeps 0.83 of the 0.96. One rate for all loses half of the digits (here, and on the average of 50 runs), a large one most of them, and no accuracy on the loop says so. (From scratch, a body that never saw ten digits stands under the old head.)

# %%
ml.quiz("12.unseen_loss")

# %% [markdown] tags=["instructor"]
# **5 min.** Ask who would have noticed. Expect "train on both tasks": right, if the old data are still there; else a frozen body, or a small rate. When late: leave the card, show the table.

# %% [markdown]
# ## Under the microscope
#
# Six ways, recorded step by step, all on the same 50 labels (another draw than above: with these *head only* ends lower). Each small square is a weight: the stronger its color, the farther it is from where it began; one without color has moved *not a bit*. Beside it the accuracy on both tasks. Begin with "head only" and go through its steps; then "all"; then look for the way that trains the body, too, and forgets least. ("gradient 0" makes the whole body shorter, all of it alike: the old head still finds what it knew, only fainter.) Rows and columns without color in "all" are weights that no gradient reaches: a pixel at the edge is 0 in all 50 images, and a unit of ReLU that answers 0 to all of them passes nothing back.

# %%
microscope = ml.Microscope(theta=source.theta)
microscope

# %% tags=["test"]
assert microscope.moved("head only")[:2] == (0, 0)
assert microscope.moved("gradient 0")[0] > 2000
of_old_task = dict(
    zip(("head", "layers", "all", "large", "zero"), microscope._runs.source, strict=False)
)
assert of_old_task["large"][2] < 0.3
assert of_old_task["layers"][-1] > of_old_task["all"][-1] + 0.1
assert of_old_task["zero"][-1] > 0.95

# %% [markdown] tags=["instructor"]
# **6 min.** On the projector: "gradient 0" first, and ask what should be white. Then all at the large rate: after which step are the digits gone? (By step 2.) When late: three ways are enough.

# %% [markdown]
# ## Two other pairs of tasks
#
# The same pictures, and another question:

# %%
ml.predict("12.other_digits")

# %% [markdown]
# One label of each new digit, and ten of each:

# %%
low, high = learn[y[learn] < 5], np.concatenate([pool, learn])
high, high_test = high[y[high] >= 5], test[y[test] >= 5]
first_five = ml.MLP((64, 32, 16, 5))
reader_of_five = ml.train(
    first_five, (x[low], y[low]), optimizer=ml.Adam(0.01), batch_size=64, epochs=8, seed=1,
    dtype=np.float32, key_frame_budget=0, progress=False,
)  # fmt: skip
five = ml.new_head(first_five, reader_of_five.theta, outputs=5, seed=1)
three = np.stack([ml.initialize(five.network, "he_normal", 1, np.float32), five.theta, five.theta])
holds = np.stack([np.zeros_like(five.body), five.body, np.zeros_like(five.body)])


def on_high(per_digit, draw):
    """Return the accuracy on 5 to 9 of from scratch, head only and all, with so many labels of each digit."""
    generator = np.random.default_rng(draw)
    chosen = [generator.permutation(high[y[high] == digit])[:per_digit] for digit in range(5, 10)]
    chosen = np.concatenate(chosen)
    history = ml.train(
        five.network, (x[chosen], y[chosen] - 5), theta=three, frozen=holds, batch_size=None,
        optimizer=ml.Adam((0.003, 0.03, 0.01)), epochs=100, dtype=np.float32,
        key_frame_budget=0, progress=False,
    )  # fmt: skip
    said = history.predict(x[high_test]).argmax(axis=-1)
    return (said == y[high_test] - 5).mean(axis=-1)


not_helped = {count: on_high(count, 4) for count in (1, 10)}
for count, accuracies in not_helped.items():
    told = ", ".join(f"{way} {a:.2f}" for way, a in zip(ways, accuracies, strict=False))
    print(f"{5 * count:2} labels of 5 to 9: {told}")

# %% tags=["test"]
of_draws = {count: np.mean([on_high(count, d) for d in range(50)], axis=0) for count in (1, 10)}
print(of_draws)
assert of_draws[10][1] < of_draws[10][0] - 0.15
assert of_draws[1][1] < of_draws[1][0] - 0.1
assert of_draws[10][2] < of_draws[10][0]
assert of_draws[1][2] < of_draws[1][0] - 0.05
assert abs(of_draws[10][2] - of_draws[10][0]) < 0.015
assert abs(not_helped[10][2] - not_helped[10][0]) < 0.015
assert not_helped[10][1] < not_helped[10][0] - 0.1

# %% [markdown]
# From scratch beats *head only* at both amounts; a body that may move is behind at 5 labels, and level at 50. Now the question stays, ten digits, and the pictures change: *printed* digits, drawn in four of matplotlib's fonts, each a little wider or narrower, lower and slanted by chance.

# %%
ml.predict("12.printed")

# %% [markdown]
# What a reader of printed digits reads, of those (above) and of handwritten ones (below):

# %%
printed = ml.printed_digits(1000, seed=0)
x_print, y_print = (printed.x / 16).astype(np.float32), printed.y


def reader_of_print(seed):
    """Return the history of a network that learns 600 printed digits."""
    return ml.train(
        reader, (x_print[:600], y_print[:600]), optimizer=ml.Adam(0.01), batch_size=64, epochs=10,
        seed=seed, dtype=np.float32, key_frame_budget=0, progress=False,
    )  # fmt: skip


print_reader = reader_of_print(48)
reads = np.mean(print_reader.predict(x_print[600:]).argmax(axis=1) == y_print[600:])
reads_hand = np.mean(print_reader.predict(x[test]).argmax(axis=1) == y[test])
print(f"new printed digits {reads:.2f}, handwritten ones {reads_hand:.2f}")

figure, ax = ml.subplots(figsize=(9, 2), alt="ten printed digits above ten handwritten ones")
in_a_row(ax, x_print[600:610], 0)
in_a_row(ax, one_of_each, 10)
ax.set(xlim=(0, 98), ylim=(18, 0))
ax.axis("off")
plt.show()

# %% [markdown]
# *Above, ten printed digits, with even strokes and straight stems; below, ten written by hand.*
#
# The reader of print reads about half, as it is. As a body for handwritten digits, with one label of each and with ten:


# %%
def on_hand(theta, per_digit, draw):
    """Return the accuracy on handwriting of from scratch, head only and all, with so many labels of each digit."""
    ready = ml.new_head(reader, theta, outputs=10, seed=draw)
    generator = np.random.default_rng(draw)
    chosen = [generator.permutation(pool[y[pool] == digit])[:per_digit] for digit in range(10)]
    chosen = np.concatenate(chosen)
    random = ml.initialize(ready.network, "he_normal", draw, np.float32)
    history = ml.train(
        ready.network, (x[chosen], y[chosen]), theta=np.stack([random, ready.theta, ready.theta]),
        frozen=np.stack([np.zeros_like(ready.body), ready.body, np.zeros_like(ready.body)]),
        batch_size=None, optimizer=ml.Adam((0.003, 0.03, 0.01)), epochs=100, dtype=np.float32,
        key_frame_budget=0, progress=False,
    )  # fmt: skip
    return (history.predict(x[test]).argmax(axis=-1) == y[test]).mean(axis=-1)


from_print = {count: on_hand(print_reader.theta, count, 48) for count in (1, 10)}
for count, accuracies in from_print.items():
    told = ", ".join(f"{way} {a:.2f}" for way, a in zip(ways, accuracies, strict=False))
    print(f"{10 * count:3} handwritten labels: {told}")

# %% tags=["test"]
many_readers = reader_of_print(list(range(50)))
hand = np.mean(many_readers.predict(x[test]).argmax(axis=-1) == y[test], axis=-1)
per_amount = {
    count: np.array([on_hand(many_readers.theta[d], count, d) for d in range(50)])
    for count in (1, 10)
}
print(np.quantile(hand, (0, 0.5, 1)), *(runs.mean(axis=0) for runs in per_amount.values()))
assert reads > 0.98
assert 0.35 < hand.min() < hand.max() < 0.65
few_scratch, few_head, few_all = per_amount[1].mean(axis=0)
assert abs(few_scratch - 0.53) < 0.015
assert abs(few_head - 0.576) < 0.015
assert abs(few_all - 0.634) < 0.015
assert np.mean(per_amount[1][:, 2] > per_amount[1][:, 0]) > 0.9
assert np.mean(per_amount[1][:, 1] > per_amount[1][:, 0]) < 0.85
more_scratch, more_head, more_all = per_amount[10].mean(axis=0)
assert abs(more_head - 0.79) < 0.015
assert abs(more_scratch - 0.88) < 0.015
assert abs(more_all - more_scratch) < 0.01
assert from_print[1][0] < from_print[1][1] < from_print[1][2]
assert from_print[10][1] < from_print[10][0] - 0.03

# %% [markdown]
# As a body it helps while labels are few. The means of 50 such runs are, from scratch, head only and all, 0.53, 0.58 and 0.63 with 10 labels (*all* was ahead of scratch in nearly each run), and 0.88, 0.79 and 0.88 with 100: nothing of the help is left, and what the body says of even strokes is not enough for a hand. So **few labels speak for the head alone only where the tasks are closely related**; here *all* was the better even with 10.
#
# What a body is worth depends on its question and on its pictures, and nobody knows beforehand. So **try a start from scratch beside the borrowed body**, always. It costs one more run, and it is the only measure of what was gained.
#
# ## One body, three heads
#
# The same body serves a question with a number for an answer, one with two answers, and one with several. **Only head, loss and targets change**: one unit without an activation and the squared error for a number; one unit with a sigmoid and the binary cross-entropy for yes or no; K units with a softmax for K classes. The number here is how much a digit slants, computed from its pixels; the classes are no loop, one, or two. All three with 50 labels:

# %%
image = x.reshape(-1, 8, 8)
row, column = np.mgrid[:8, :8]
ink = image.sum(axis=(1, 2))
middle_row, middle_column = ((image * axis).sum(axis=(1, 2)) / ink for axis in (row, column))
down = row - middle_row[:, None, None]
across = column - middle_column[:, None, None]
slant = (image * across * down).sum(axis=(1, 2)) / (image * down**2).sum(axis=(1, 2))
slant = ((slant - slant[pool].mean()) / slant[pool].std()).astype(np.float32)
loops = np.array([1, 0, 0, 0, 0, 0, 1, 0, 2, 1])[y]

tasks = {
    "regression, the slant": (1, "identity", slant[:, None]),
    "binary, a loop or none": (1, "sigmoid", loop[:, None].astype(np.float32)),
    "multi-class, how many loops": (3, "softmax", loops),
}


def score(output, prediction, target):
    """Return R² of numbers, accuracy of classes."""
    if output == "identity":
        return ml.r_squared(prediction, target).value
    said = prediction.argmax(axis=1) if output == "softmax" else prediction[:, 0] > 0.5
    return ml.accuracy(said.astype(int), target.ravel().astype(int)).value


scores = {}
for name, (outputs, output, target) in tasks.items():
    new = ml.new_head(reader, source.theta, outputs, output, seed=1)
    random = ml.initialize(new.network, "he_normal", 1, np.float32)
    history = ml.train(
        new.network, (x[pool[:50]], target[pool[:50]]), theta=np.stack([random, new.theta]),
        frozen=np.stack([np.zeros_like(new.body), new.body]), optimizer=ml.Adam((0.003, 0.03)),
        batch_size=None, epochs=100, dtype=np.float32, key_frame_budget=0, progress=False,
    )  # fmt: skip
    found = history.predict(x[test])
    scores[name] = [score(output, found[run], target[test]) for run in (0, 1)]
    measure = "R²" if output == "identity" else "accuracy"
    scratch_score, head_score = scores[name]
    print(f"{name}: {measure} from scratch {scratch_score:.2f}, head only {head_score:.2f}")

# %% tags=["test"]
numbers, binary, several = scores.values()
assert numbers[1] < numbers[0] - 0.1
assert binary[1] > binary[0] + 0.02
assert several[1] > several[0] + 0.02

# %% [markdown]
# Two of the three are helped. The slant is not, and for a reason: a 7 is a 7 however it slants, so a reader of digits learns to *put the slant aside*, and its 16 numbers say little of it. What a body has learned to ignore, a head finds badly.

# %% [markdown] tags=["instructor"]
# **10 min.** Vote on 0–4 → 5–9, then ask for a body that would help (one that reads letters). Vote on the print; ask what of a printed 1 or 7 a hand leaves out. For the slant: ask first whether a reader of digits knows it. When late: leave the three heads, ask what of the network would change for a regression.

# %% [markdown]
# ## What practitioners call it
#
# | here | PyTorch | Keras |
# |---|---|---|
# | `new_head(network, theta, 2)` | `model.fc = nn.Linear(16, 2)` | `Dense(2)` on `base.output` |
# | `frozen=head.body` | `p.requires_grad = False`, for each parameter; and `layer.eval()` for batch normalization, or its statistics run | `layer.trainable = False` before `compile`; batch normalization then uses its running statistics |
# | a gradient set to 0 | `p.grad.zero_()`: momentum and decay still move p; with `p.grad = None` it is left out | |
# | `rate_factors=layer_rates(…)` | parameter groups: `Adam([{"params": …, "lr": 1e-4}, …])` | an optimizer for each part |
# | body, head | backbone, or feature extractor; head | base model; top |
#
# **Transfer learning** is the name for all of it; **linear probing** is head only. scikit-learn has neither frozen layers nor heads.
#
# ## Pitfalls
#
# - *"Its gradient is 0, so it is frozen."* Memory, decay and running statistics need no gradient.
# - *"Fine-tuned beats frozen: it has more freedom."* With how many labels?
# - *"0.96 on the new task."* And on the old one?
# - *"It was trained on similar pictures."* On a related question?
#
# **Next:** [exercise 12](../exercises/12_fine_tuning.ipynb), where you write the step that leaves the frozen alone, and measure what moved and what was forgotten.
