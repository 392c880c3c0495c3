# %% [markdown]
# # 10 · Evaluation: is it any good?
#
# A network is trained, and says something about images that it has never seen. How good is that? One number is asked for, and the first that comes to mind can be worthless.
#
# **Where you are.** initialization → forward pass → loss → backpropagation → update → iteration; **and then: is it any good?**
#
# **After this lesson you can**
#
# 1. say what accuracy hides, and read a confusion matrix;
# 2. compute precision, recall and F1, by hand and in code;
# 3. choose a threshold by what each error costs, and read the ROC and the precision-recall curve;
# 4. put the scores of several classes together: macro, micro, weighted;
# 5. judge a regression by R², and any score by its spread over folds.
#
# You need what training, validation and test part are for ([lesson 09](09_over_and_underfitting.ipynb)). Symbols: [Notation and conventions](../docs/notation.md); words: [Glossary](../docs/glossary.md). About an hour. Run it cell by cell; any cell can be run again at any time.

# %%
from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml

digits = ml.digits()
eights = replace(digits, y=(digits.y == 8).astype(int), task="binary", class_names=("not 8", "8"))
images = ml.split(eights, seed=1)  # to be looked at
parts = ml.standardize(images)  # to be trained on
print(images.worked()[0])

# %% [markdown]
# ## From earlier lessons
#
# Three questions, first of all what you got wrong. When all three are answered, this cell, run again, asks three others.

# %%
ml.look_back("10")

# %% [markdown]
# ## Is it an 8?
#
# Handwritten digits again, and one question: *is it an 8?* **Positive** is what is asked for, here the eights; all other digits are **negative**.

# %%
ml.predict("10.nine_in_ten")

# %%
always_no = np.zeros(359, dtype=int)
print(ml.accuracy(always_no, parts.test.y).worked()[0])

# %% tags=["test"]
assert parts.test.y.sum() == 35
assert parts.test.y.size == 359
assert np.round(ml.accuracy(always_no, parts.test.y).value, 3) == 0.903
assert np.round(eights.y.mean(), 3) == 0.097

# %% [markdown]
# 90 %, and not one 8 found. Now a model that has learned something: one sigmoid unit over the 64 pixels, without a hidden layer. What it gives for an image is a probability $p$; from $p = 0.5$ on we call the image an 8.

# %%
linear = ml.MLP(layer_sizes=(64, 1), output="sigmoid")
history = ml.train(
    linear, parts.train, optimizer=ml.SGD(0.1), batch_size=32, epochs=20, seed=1, progress=False
)
p = history.predict(parts.test.x)[:, 0]
said = (p >= 0.5).astype(int)
print(f"always no: {ml.accuracy(always_no, parts.test.y):.1%}")
print(f"the model: {ml.accuracy(said, parts.test.y):.1%}")

# %% [markdown]
# 97 % sounds nearly perfect and is not so far from the 90 % of an answer that looks at nothing. What are the errors?
#
# ## The confusion matrix
#
# Two answers and two truths make four cases, each with a name; how many there are of each is the **confusion matrix**:
#
# | | called "not 8" | called "8" |
# |---|---|---|
# | **truly not 8** | TN, true negative | FP, false positive: a false alarm |
# | **truly 8** | FN, false negative: missed | TP, true positive: found |
#
# *True* or *false* says whether the answer was right; *positive* or *negative* says what the answer was.

# %%
ml.confusion_matrix(said, parts.test.y, class_names=eights.class_names)

# %% tags=["test"]
matrix = ml.confusion_matrix(said, parts.test.y).counts
assert matrix.tolist() == [[322, 2], [10, 25]]

# %% [markdown]
# The diagonal holds what is right, $322 + 25$. Of the 12 errors, 10 are eights that were missed, and so more than a quarter of all eights: nothing in "97 %" says so.

# %%
ml.quiz("10.rare_disease")

# %% [markdown] tags=["instructor"]
# **11 min.** Let somebody sell a classifier with 90 % first, and let the others ask what they want to know. Expect "then it finds 90 % of the eights". Have the matrix read aloud cell by cell: "an 8, called not 8". Other books put the prediction in the rows; ask which sum must be 35 to find out. When late: sell the classifier yourself, in one sentence.

# %% [markdown]
# ## Precision and recall
#
# Two questions, two fractions. Both have TP above; they differ in what they divide by.
#
# $$\text{precision} = \frac{TP}{TP + FP}\qquad\text{recall} = \frac{TP}{TP + FN}$$
#
# - **Precision**: it was *called* an 8. How often is that so? It looks along the column.
# - **Recall**: it *is* an 8. How often is it found? It looks along the row.
#
# **By hand**, eight images, of which four are eights:
#
# | truth | 8 | 8 | 8 | 8 | – | – | – | – |
# |---|---|---|---|---|---|---|---|---|
# | called | 8 | 8 | 8 | – | 8 | – | – | – |
#
# TP 3, FN 1, FP 1, TN 3, so precision is $3/4$ and recall is $3/4$. Had it called one more negative an 8, precision would be $3/5$, and recall would not have moved. In code, and then the model:

# %% tags=["nbval-check-output"]
small_truth = np.array([1, 1, 1, 1, 0, 0, 0, 0])
small_said = np.array([1, 1, 1, 0, 1, 0, 0, 0])
print(ml.precision(small_said, small_truth).worked()[0])
print(ml.recall(small_said, small_truth).worked()[0])

# %%
print(ml.precision(said, parts.test.y).worked()[0])
print(ml.recall(said, parts.test.y).worked()[0])
print("\n".join(ml.precision(always_no, parts.test.y).worked()))

# %% tags=["test"]
assert ml.precision(said, parts.test.y).value == 25 / 27
assert ml.recall(said, parts.test.y).value == 25 / 35
assert ml.precision(always_no, parts.test.y).undefined == (1,)

# %% [markdown]
# Whoever always says no never calls anything an 8: $0/0$. It counts as 0 here, and a note says so.

# %%
ml.quiz("10.by_name")

# %%
ml.quiz("10.never_called")

# %% [markdown] tags=["instructor"]
# **9 min.** Fingers on the table: precision down the column, recall along the row. Expect the two to be swapped for the whole hour; ask each time "divided by what?". Examples where one alone matters: marking mail as spam (precision), an airport's scanner (recall). When late: recall only, precision is read.

# %% [markdown]
# ## One number of two: F1
#
# To compare models one number is handy. The **F1** score is the harmonic mean of precision $P$ and recall $R$: the mean of $1/P$ and $1/R$, turned over again.
#
# $$F_1 = \frac{2}{1/P + 1/R} = \frac{2PR}{P + R} = \frac{2\,TP}{2\,TP + FP + FN}$$
#
# By hand, for the eight images above: $2 \cdot 3/(2 \cdot 3 + 1 + 1) = 0.75$.

# %%
ml.predict("10.always_yes")

# %%
always_yes = np.ones(359, dtype=int)
for who, answers in (("always yes", always_yes), ("the model", said), ("always no", always_no)):
    P, R = (float(score(answers, parts.test.y)) for score in (ml.precision, ml.recall))
    print(
        f"{who:10}  P {P:.2f}  R {R:.2f}  mean {(P + R) / 2:.2f}  F1 {ml.f1(answers, parts.test.y):.2f}"
    )

# %% tags=["test"]
assert np.isclose((35 / 359 + 1) / 2, 0.55, atol=0.005)
assert np.isclose(ml.f1(always_yes, parts.test.y).value, 0.18, atol=0.005)
assert np.isclose(ml.f1(said, parts.test.y).value, 0.81, atol=0.005)

# %% [markdown]
# The plain mean gives 0.55 to an answer that looks at nothing. The harmonic mean stays near the smaller of the two: 0.18. (For *always no*, with $P = R = 0$, take the last form: $0/35 = 0$.)

# %%
grid = np.linspace(0.005, 1, 200)
across, up = np.meshgrid(grid, grid)
figure, axes = ml.subplots(1, 2, figsize=(8, 3.2), sharey=True)
for ax, mean, name in (
    (axes[0], (across + up) / 2, "arithmetic mean"),
    (axes[1], 2 * across * up / (across + up), "F1, the harmonic mean"),
):
    lines = ax.contour(across, up, mean, levels=np.arange(0.1, 1, 0.1), colors="C0")
    ax.clabel(lines, fontsize=8, manual=[(level, level) for level in lines.levels])
    ax.plot(35 / 359, 1, "s", color="C1", label="always yes", clip_on=False)
    ax.plot(25 / 27, 25 / 35, "o", color="C2", label="the model")
    ax.set(title=name, xlabel="precision", aspect="equal", xlim=(0, 1), ylim=(0, 1))
axes[0].set_ylabel("recall")
axes[1].legend(loc="upper left", bbox_to_anchor=(1.02, 1))
plt.show()

# %% [markdown]
# *Lines of equal mean. On the left they are straight, and always yes lies between 0.5 and 0.6. On the right they run along the axes where one is small: always yes lies below 0.2.*

# %% [markdown] tags=["instructor"]
# **7 min.** Vote on the card. Ask for a classifier with arithmetic mean 0.5 that needs no data. F1 weighs P and R equally, and leaves TN out; where that is not what one wants, say so and give both. When late: leave the figure.

# %% [markdown]
# ## The threshold
#
# The model gives a probability, and *an 8 from 0.5 on* was our decision: 0.5 was the **threshold**. What else could have been decided?

# %%
ml.predict("10.threshold_lowered")

# %%
scores = ml.threshold_scores(p, parts.test.y)
for threshold in (0.5, 0.2, 0.05):
    print("\n".join(scores.at(threshold).worked()), "\n")

# %% tags=["test"]
half, fifth, low = (scores.at(each) for each in (0.5, 0.2, 0.05))
assert (fifth.true_positives[0], fifth.false_positives[0]) == (32, 29)
assert (low.true_positives[0], low.false_positives[0]) == (35, 93)
assert half.f1[0] > fifth.f1[0] > low.f1[0]


# %% tags=["test"]
def of_a_split(seed):
    """Return what the lesson says of one split, for another."""
    other = ml.standardize(ml.split(eights, seed=seed))
    options = {"batch_size": 32, "epochs": 20, "seed": seed, "progress": False}
    run = ml.train(linear, other.train, optimizer=ml.SGD(0.1), **options)
    chances = run.predict(other.test.x)[:, 0]
    tested = ml.threshold_scores(chances, other.test.y)
    chosen_by = ml.threshold_scores(run.predict(other.validation.x), other.validation.y)
    dearest = 10 * chosen_by.false_negatives + chosen_by.false_positives
    at = [tested.at(each) for each in (0.5, 0.2, 0.05, chosen_by.thresholds[dearest.argmin()])]
    cost = [float((10 * each.false_negatives + each.false_positives)[0]) for each in at]
    called = (chances >= 0.5).astype(int)
    return (
        [each.precision[0] for each in at]
        + [each.recall[0] for each in at]
        + cost
        + [
            float(ml.roc_curve(chances, other.test.y)),
            float(ml.accuracy(called, other.test.y)),
            float(ml.recall(called, other.test.y, average="macro")),
        ]
    )


splits = np.array([of_a_split(seed) for seed in range(50)])
middle = np.median(splits, axis=0)
assert (splits[:, 0] > splits[:, 1]).all()  # precision falls in each of 50 splits
assert (splits[:, 4] < splits[:, 5]).all()  # and recall rises
assert np.allclose(middle[:3], (0.89, 0.61, 0.30), atol=0.03)
assert np.allclose(middle[4:7], (0.69, 0.91, 1.0), atol=0.03)
assert np.mean(splits[:, 11] < splits[:, 8]) > 0.9  # the chosen threshold costs less than 0.5
assert middle[8] > 1.5 * middle[11]
assert 0.97 < middle[12] < 0.99
assert middle[13] > 0.95
assert middle[14] < 0.86

# %% [markdown]
# At 0.2 it finds 32 of the 35 eights and calls 29 others so; at 0.05 it finds all of them, with 93 false alarms.
#
# Here are the test images themselves, each at its probability: above the line what is no 8, below it the eights. **Drag the threshold**, or move it by the arrow keys, one image at a time. (This is only for looking. The threshold will be chosen on the validation part.) The four fields are the confusion matrix; the two curves are explained below. Try to find all the eights with as few false alarms as possible; then try for no false alarm at all.

# %%
ml.ThresholdLab(p, parts.test.y, images.test.x, name="8")

# %% [markdown]
# The two curves show all thresholds at once; the dot is where yours stands, and dashed is what answers by chance would give.
#
# - The **ROC curve** goes up with every 8 that is found (recall, here called *true positive rate*), and to the right with every false alarm (*false positive rate*, FP/(FP + TN)). The area under it is the share of pairs, an 8 and another digit, in which the 8 has the higher probability (a tie counts half): ½ by chance, 1 if one threshold separates them all.
# - The **precision-recall curve** has no place for the many true negatives, so it shows what ROC hides where positives are rare. At 0.2 the 29 false alarms are 9 % of the others, and 48 % of what is called an 8. The area under its steps is the **average precision** (AP).
#
# **By hand**, three eights and two others, from the highest probability down: 8, –, 8, 8, –. The six pairs: the first 8 beats both others, the second and the third beat one each. $4/6$. The precisions at each 8 are $1$, $2/3$ and $3/4$, each for a third of the recall: AP is $(1 + 2/3 + 3/4)/3 = 0.806$.

# %% tags=["nbval-check-output"]
falling, truth = np.array([0.9, 0.8, 0.7, 0.6, 0.2]), np.array([1, 0, 1, 1, 0])
print(ml.roc_curve(falling, truth).worked()[0])
print(ml.precision_recall_curve(falling, truth).worked()[0])

# %%
ml.quiz("10.area_of_half")

# %% [markdown] tags=["instructor"]
# **14 min.** Five of them with the lab. First find every 8, then no false alarm, then the best F1 (about 0.4). Let somebody say what one arrow key does to the dot: up for an 8, right for another. Expect "the curve gets better when I move the threshold": the curve stays, only the dot moves. When late: leave the pairs by hand.

# %% [markdown]
# ## Choosing the threshold
#
# So which one? That depends on what each error costs, and that comes from the use.

# %%
ml.predict("10.costs")

# %%
validated = ml.threshold_scores(history.predict(parts.validation.x)[:, 0], parts.validation.y)
cost = 10 * validated.false_negatives + validated.false_positives
chosen = validated.thresholds[cost.argmin()]
for threshold in (0.5, chosen):
    tested = scores.at(threshold)
    missed, alarms = tested.false_negatives[0], tested.false_positives[0]
    print(
        f"threshold {threshold:.2f}: {missed:2} missed, {alarms:2} alarms, cost {10 * missed + alarms}"
    )

# %% tags=["test"]
assert 0.3 < chosen < 0.35
assert (10 * scores.at(0.5).false_negatives + scores.at(0.5).false_positives)[0] == 102
assert (10 * scores.at(chosen).false_negatives + scores.at(chosen).false_positives)[0] == 69
for lower in (0.2, 1 / 11):
    assert (10 * scores.at(lower).false_negatives + scores.at(lower).false_positives)[0] == 59

# %% [markdown]
# The threshold was chosen on the validation part; on the test part it costs a third less than 0.5. (There 0.2 and 1/11 would have cost still less, 59 each: nobody can know that beforehand.) Nothing was trained again. Whoever leaves it at 0.5 has decided too: that both errors cost the same, and that of the images with $p = 0.5$ half are eights.
#
# Now the same model where eights are not rare. After the card try the slider **positives** in the lab above.

# %%
ml.predict("10.half_of_them")

# %%
kept = np.flatnonzero(parts.test.y == 1), np.flatnonzero(parts.test.y == 0)[:35]
mixed = np.concatenate(kept)
for name, rows in (("a tenth", slice(None)), ("half", mixed)):
    at_a_fifth = ml.threshold_scores(p[rows], parts.test.y[rows]).at(0.2)
    area = ml.roc_curve(p[rows], parts.test.y[rows])
    print(
        f"{name:7}: found {at_a_fifth.true_positives[0]}, false alarms {at_a_fifth.false_positives[0]:2}, "
        f"precision {at_a_fifth.precision[0]:.2f}, recall {at_a_fifth.recall[0]:.2f}, ROC area {area:.2f}"
    )

# %% tags=["test"]
half_eights = ml.threshold_scores(p[mixed], parts.test.y[mixed]).at(0.2)
assert half_eights.recall[0] == fifth.recall[0]
assert half_eights.false_positives[0] == 4
assert round(29 / 324, 2) == 0.09
assert round(29 / 61, 2) == 0.48
assert half_eights.precision[0] > 0.85
assert fifth.precision[0] < 0.55

# %% [markdown]
# Recall looks at the eights alone, and stays; the area compares pairs, and stays too. Precision mixes in the false alarms of the others: 324 others have become 35, and their 29 false alarms 4.

# %% [markdown] tags=["instructor"]
# **8 min.** Ask for a case in which 10 : 1 is far too mild. The formula behind the card: $p > 1/(1 + \text{ratio})$. Expect "0.5 is where the sigmoid turns": of the curve's shape, yes; of the decision, no. When late: leave the mixture to the slider.

# %% [markdown]
# ## Several classes
#
# Now all ten digits, and a model with ten outputs; the largest is its answer:

# %%
all_ten = ml.standardize(ml.split(digits, seed=1))
ten_outputs = ml.train(
    ml.MLP(layer_sizes=(64, 10)),
    all_ten.train,
    optimizer=ml.SGD(0.1),
    batch_size=32,
    epochs=20,
    seed=1,
    progress=False,
)
named = ten_outputs.predict(all_ten.test.x).argmax(axis=1)
ml.confusion_matrix(named, all_ten.test.y)

# %% tags=["test"]
ten_by_ten = ml.confusion_matrix(named, all_ten.test.y).counts
wrong = ten_by_ten - np.diag(np.diag(ten_by_ten))
assert wrong.max() == wrong[9, 1] == 3
assert np.sum(wrong == 3) == 1
assert (ten_by_ten[9, 9], ten_by_ten[9].sum()) == (31, 36)
assert (ten_by_ten[1, 1], ten_by_ten[:, 1].sum()) == (35, 40)
assert (np.diag(ten_by_ten) / ten_by_ten.sum(axis=1)).argmin() == 9

# %% [markdown]
# What is beside the diagonal says which digits are mistaken for which: most often a 9 for a 1. Along its row the 9 has the lowest recall, $31/36$; down its column the 1 has the precision $35/40$. So there are ten precisions and ten recalls. To make one number of them, what counts once?
#
# - **macro**: each class. The mean of the classes' scores.
# - **micro**: each example. TP, FP and FN are summed over the classes first. Where each example has one class, that comes to the accuracy.
# - **weighted**: the classes' scores, weighted by how many examples each has.

# %%
ml.predict("10.two_averages")

# %%
for who, answers, truth_of in (
    ("always no", always_no, parts.test.y),
    ("is it an 8?", said, parts.test.y),
    ("ten digits", named, all_ten.test.y),
):
    row = [float(ml.recall(answers, truth_of, average=each)) for each in ("macro", "micro")]
    print(f"{who:11}: recall, macro {row[0]:.2f}, micro {row[1]:.2f}")

# %% tags=["test"]
assert ml.recall(always_no, parts.test.y, average="macro").value == 0.5
assert np.isclose(ml.recall(always_no, parts.test.y, average="micro").value, 324 / 359)
for score in (ml.precision, ml.recall, ml.f1):
    micro = score(said, parts.test.y, average="micro")
    assert np.isclose(micro.value, ml.accuracy(said, parts.test.y).value)
both = [float(ml.recall(named, all_ten.test.y, average=each)) for each in ("macro", "micro")]
assert abs(both[0] - both[1]) < 0.005

# %% [markdown]
# Where all classes are about as frequent, as with ten digits, the two agree.
#
# **By hand**, three classes with 7, 2 and 1 examples, and all ten called the first. Recalls: $1, 0, 0$. Macro $1/3$; micro $7/10$; weighted $7 \cdot 1/10$. Precisions: $7/10, 0, 0$. Macro $0.7/3$; micro $7/10$; weighted $7 \cdot 0.7/10$.

# %% tags=["nbval-check-output"]
three, called_first = np.array([0] * 7 + [1, 1, 2]), np.zeros(10, dtype=int)
for score in (ml.recall, ml.precision):
    for average in ("macro", "micro", "weighted"):
        print(f"{score.__name__:9} {average:8} {score(called_first, three, average=average):.3f}")

# %%
ml.quiz("10.which_average")

# %% [markdown] tags=["instructor"]
# **6 min.** Have the row of the 9 and the column of the 1 read aloud. Ask who would like which average: the seller, the owner of the rare class. Recall by weights is the accuracy as well; weighted F1 is not. When late: leave the calculation by hand.

# %% [markdown]
# ## Numbers: R²
#
# A regression has no right or wrong answers, but errors $\hat y - y$. The mean absolute error is in the unit of $y$, so tasks cannot be compared by it. **R²** (a name, and no square of recall) compares with the best answer that is the same for all, $\bar y$, the mean of the part that is judged:
#
# $$R^2 = 1 - \frac{\sum(\hat y - y)^2}{\sum(y - \bar y)^2}$$
#
# **By hand**: $y = 1, 2, 3, 4$ and $\hat y = 1, 2, 3, 5$. One error of 1, so the sum above is 1. From the mean 2.5 the targets differ by 1.5, 0.5, 0.5, 1.5: below, 5. $R^2 = 1 - 1/5 = 0.8$.
#
# Now 442 patients, and a linear model, whose weights of the least squared error are calculated at once (`lstsq`), not trained.

# %%
ml.predict("10.worse_than_the_mean")

# %%
patients = ml.standardize(ml.split(ml.diabetes(), seed=1))


def fitted(data):
    """Return the linear model of the least squared error, as a function."""
    with_one = np.column_stack([data.x, np.ones(len(data.x))])
    weights = np.linalg.lstsq(with_one, data.y, rcond=None)[0]
    return lambda x: x @ weights[:-1] + weights[-1]


line = fitted(patients.train)
answers_of = {
    "a linear model": line(patients.test.x),
    "the mean of the training part": np.full(len(patients.test.y), patients.train.y.mean()),
    "always 50": np.full(len(patients.test.y), 50.0),
}
for who, answers in answers_of.items():
    off = ml.mean_absolute_error(answers, patients.test.y)
    share = ml.r_squared(answers, patients.test.y)
    print(f"{who:29}  R² {share:6.3f}  off by {off:.0f} on average")

# %% tags=["test"]
r2 = [ml.r_squared(each, patients.test.y).value for each in answers_of.values()]
assert np.allclose(r2, (0.393, -0.004, -2.098), atol=0.001)
assert len(patients.test.y) == 88

# %% [markdown]
# The mean of the training part gets nearly 0, and not exactly: R² compares with the mean of the part that is judged. An answer worse than that is below 0.
#
# ## How sure is a score?
#
# That R² was measured on 88 patients; others would have given another number. **K-fold** cross-validation shows how far: the data are dealt into $k$ folds, each is held out once, and the model is trained anew on the others. Here the score is to be judged and nothing is chosen by it, so all of the data may take part:

# %%
by_fold = ml.fold_scores(
    [
        ml.r_squared(fitted(fold.train)(fold.held_out.x), fold.held_out.y)
        for fold in ml.k_folds(ml.diabetes(), folds=10, seed=1)
    ]
)
print(by_fold.worked()[0])
by_fold.scores.round(2)

# %% tags=["test"]
folded = []
for seed in range(50):
    folds = ml.k_folds(ml.diabetes(), folds=10, seed=seed)
    of_each = [ml.r_squared(fitted(f.train)(f.held_out.x), f.held_out.y) for f in folds]
    folded.append(ml.fold_scores(of_each))
assert 0.08 < np.median([each.spread for each in folded]) < 0.12
assert np.std([each.value for each in folded]) < 0.02
assert np.median([each.scores.min() for each in folded]) < 0.35
assert np.allclose((by_fold.scores.min(), by_fold.scores.max()), (0.27, 0.66), atol=0.005)
assert round(by_fold.value, 2) == 0.46

# %% [markdown]
# The same model, and between 0.27 and 0.66 on a tenth of the patients each; the test part above gave 0.39, and the mean of the folds is 0.46. Whoever has seen one of these numbers knows little. (The **spread** is their standard deviation, as of a sample: with $k - 1$ in place of $k$.) The mean moves far less when the folds are dealt anew: in 50 deals, not shown here, its standard deviation was below 0.02. But they were the same 442 patients each time: that says nothing about new ones.

# %%
ml.quiz("10.two_scores")

# %% [markdown] tags=["instructor"]
# **8 min.** First the calculation by hand. Ask what R² = 0 means *here*: 62 off on average. Then let them guess the worst fold. When late: leave the folds; lesson 11 needs them.

# %% [markdown]
# ## What practitioners call it
#
# | here | scikit-learn's `metrics` | also called |
# |---|---|---|
# | `precision(prediction, target)` | `precision_score(y_true, y_pred)`: **the truth first** | positive predictive value |
# | `recall` | `recall_score` | sensitivity, true positive rate, hit rate |
# | recall of the class "not 8" | `recall_score(…, pos_label=0)` | specificity, 1 − false positive rate |
# | macro recall | `balanced_accuracy_score` | balanced accuracy |
# | `confusion_matrix` | `confusion_matrix`, rows are the truth too | contingency table |
# | area of `roc_curve` | `roc_auc_score(y, p)` | AUC |
# | AP of `precision_recall_curve` | `average_precision_score(y, p)` | |
# | `r_squared`, `mean_absolute_error` | `r2_score`, `mean_absolute_error` | R², MAE |
# | `k_folds` | `KFold(shuffle=True)`, or `StratifiedKFold`, which gives each fold the same share of each class; `cross_val_score` | |
#
# In PyTorch none of this is built in; `torchmetrics` has it, with the prediction first. What happens if the order is mixed up?

# %%
from sklearn.metrics import classification_report, precision_score

print(classification_report(parts.test.y, said, target_names=eights.class_names, digits=3))
print("truth first:", round(precision_score(parts.test.y, said), 3))
print("truth last: ", round(precision_score(said, parts.test.y), 3))

# %% tags=["test"]
assert np.isclose(precision_score(said, parts.test.y), ml.recall(said, parts.test.y).value)

# %% [markdown]
# With the arguments swapped FP and FN change places: precision becomes recall, and no error is raised.

# %% [markdown] tags=["instructor"]
# **3 min.** Let them find macro and weighted in the report, and say which line is the trap. Then exercise 10.

# %% [markdown]
# ## Pitfalls
#
# - *"95 % accuracy."* Compared with what? Say the share of the most frequent class beside it.
# - *"The threshold is 0.5."* Until somebody says what the errors cost.
# - *"Precision 0.9, measured on as many positives as negatives."* It will be another where positives are rare.
# - *"The best F1 of all thresholds on the test part."* Then the test part has been used to choose, and flatters.
# - *"0.82 is better than 0.80."* On how many examples, and with what spread?
#
# **Next:** [exercise 10](../exercises/10_evaluation.ipynb), where you write each score, and the threshold that costs least.
