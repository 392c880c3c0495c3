# %% [markdown]
# # 00 · The loop at a glance
#
# A neural network starts as a heap of random numbers. Some hundred times it looks at examples, says how wrong it was, and
# changes every number a little. In the end it reads handwriting. This lesson goes once around that loop, first slowly and by hand,
# then in a player that you can stop at any moment, then on real data.
#
# **Where you are.** This is the loop. Each of the next lessons will open up one of its stations:
#
# | | station | the question it answers | lesson |
# |---|---|---|---|
# | 1 | initialization | where do the numbers start? | 01 |
# | 2 | forward pass | what does the network say? | 02 |
# | 3 | loss | how wrong is that, in one number? | 03 |
# | 4 | backpropagation | which number is to blame, and how much? | 04 |
# | 5 | parameter update | how is it changed? | 05 |
# | 6 | iteration | again, until when? | 06 |
#
# **After this lesson you can**
#
# 1. name the six stations and say what goes into each and what comes out;
# 2. follow one training step of a small network with pencil and paper;
# 3. read a loss curve beside what the network does at that moment;
# 4. train a network on real data and judge it on examples that it has never seen.
#
# You need Python and school mathematics; if you are not sure, [lesson 00b](00b_mathematics_and_numpy.ipynb) begins with a test. Symbols: [Notation and conventions](../docs/notation.md). Run one cell after the other with <kbd>Shift</kbd>+<kbd>Enter</kbd>, and not all at once: a cell below a prediction shows what came true. About 45 minutes.

# %%
import matplotlib.pyplot as plt
import numpy as np

import mlcourse as ml

# %% [markdown]
# ## The data: two moons
#
# 300 points in the plane, each of one of two classes. The network is given the two coordinates and must say which class. A straight line
# cannot separate the moons, so there is something to learn.
#
# We put 60 % of the points into the **training** part. The rest is kept back for **validation** and for a final **test**: a network
# that only repeats what it was shown has learned nothing of use.

# %%
data = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
data

# %% [markdown]
# ## Once around, by hand
#
# Take the smallest network with a hidden layer: 2 inputs, 2 hidden units with ReLU, 1 output, written 2-2-1. It has nine numbers
# to learn: the weights $W_0$ (2×2) and biases $b_0$ (2) of the hidden layer, the weights $W_1$ (2×1) and bias $b_1$ (1) of the output layer. Together they
# are the parameters $\theta$. One example $x = (1, 2)$ with target $y = 3.5$, and
#
# $$W_0 = \begin{pmatrix} 0.5 & -1 \\ 0.25 & 1 \end{pmatrix}, \quad b_0 = (0, -2), \quad W_1 = \begin{pmatrix} 2 \\ 3 \end{pmatrix}, \quad b_1 = 0.5 .$$
#
# **Forward pass.** Each unit adds up its inputs times its weights, $z = xW + b$, and the hidden ones then apply ReLU, $a = \max(z, 0)$:
#
# $$z_0 = (1 \cdot 0.5 + 2 \cdot 0.25 + 0,\;\; 1 \cdot (-1) + 2 \cdot 1 - 2) = (1, -1), \qquad a_0 = (1, 0), \qquad \hat y = 1 \cdot 2 + 0 \cdot 3 + 0.5 = 2.5 .$$
#
# **Loss.** $L = (\hat y - y)^2 = (2.5 - 3.5)^2 = 1$.
#
# **Predict**, before you run on. A prediction is committed with a confidence, and only then shows what is true, and why. Say how sure you are, and you will learn how far to trust yourself.

# %%
ml.predict("00.which_numbers")

# %%
small = ml.MLP(layer_sizes=(2, 2, 1), activation="relu", output="identity")
theta = np.array([0.5, -1.0, 0.25, 1.0, 0.0, -2.0, 2.0, 3.0, 0.5])  # W0 row by row, b0, W1, b1
x, y = np.array([[1.0, 2.0]]), np.array([[3.5]])

fwd = ml.forward(small, theta, x)
loss = ml.mean_squared_error(fwd.output, y)
fwd.layers[0]

# %% [markdown]
# **Backpropagation** asks of every number: if you grew by a tiny bit, how much would the loss grow? That slope is the **gradient**. It is
# computed from the back to the front, by the chain rule:
#
# $$\frac{\partial L}{\partial \hat y} = 2(\hat y - y) = -2, \qquad \frac{\partial L}{\partial W_1} = a_0^\top \cdot (-2) = \begin{pmatrix} -2 \\ 0 \end{pmatrix}, \qquad
# \frac{\partial L}{\partial W_0} = x^\top \cdot \big((-2) \cdot (2, 3) \odot (1, 0)\big) = \begin{pmatrix} -4 & 0 \\ -8 & 0 \end{pmatrix} .$$
#
# The factor $(1, 0)$ is the slope of ReLU: the second hidden unit had $z < 0$ and said nothing, so nothing is its fault.
# **Parameter update**: gradient descent takes every number a small step against its slope, $\theta \leftarrow \theta - \eta \, g$, with the
# learning rate $\eta = 0.01$.

# %% tags=["nbval-check-output"]
bwd = ml.backward(small, theta, fwd, loss)
descent = ml.GradientDescent(learning_rate=0.01)
update = descent.update(bwd.gradient, descent.init(theta), theta)
print("loss      ", loss.value)
print("gradient  ", *(f"{g:g}" for g in bwd.gradient))
print("new theta ", *(f"{t:g}" for t in update.theta))

# %% [markdown]
# Is that better? **Predict** first, then go forward again with the new numbers.

# %%
ml.predict("00.next_loss")

# %%
again = ml.forward(small, update.theta, x)
new_loss = ml.mean_squared_error(again.output, y)
print(f"output {again.output.item():.4f}   loss {new_loss.value:.4f}")

# %% [markdown]
# That was one whole turn: forward, loss, backward, update. All that is missing is to do it again.

# %% tags=["try"]
# learning_rate=0.01 → learning_rate=0.1
assert new_loss.value > loss.value

# %% tags=["test"]
assert np.isclose(again.output.item(), 3.0248)  # 1.24 · 2.02 + 0 · 3 + 0.52
assert np.isclose(new_loss.value, 0.4752**2)

# %% [markdown]
# ## The same six stations on the moons
#
# Now a network with two hidden layers of 16 units and tanh, and softmax at the end, which turns two numbers into two probabilities: 2-16-16-2.

# %%
network = ml.MLP(layer_sizes=(2, 16, 16, 2), activation="tanh", output="softmax")
theta = ml.initialize(network, "xavier_normal", seed=1)  # 1 initialization
batch = next(ml.minibatches(data.train.x, data.train.y, batch_size=32, seed=1))  # 32 examples
fwd = ml.forward(network, theta, batch.x)  # 2 forward pass
print(
    f"{network.size} random numbers; the first example gets the probabilities",
    fwd.output[0].round(3),
)

# %% [markdown]
# **Predict** the loss:

# %%
ml.predict("00.first_loss")

# %%
loss = ml.categorical_cross_entropy(fwd.logits, batch.y)  # 3 loss
print(f"knowing nothing: {np.log(2):.3f}")
loss

# %% [markdown]
# Every result of this course shows itself like that: its formula, the numbers put into it, and each value with its shape. The gradient, and the update by **Adam**, an optimizer
# that you will meet in lesson 04:

# %%
bwd = ml.backward(network, theta, fwd, loss)  # 4 backpropagation
adam = ml.Adam(learning_rate=0.01)
update = adam.update(bwd.gradient, adam.init(theta), theta)  # 5 parameter update
update

# %% [markdown]
# ## 6 · Iteration: watch it
#
# `train` does nothing that you have not just done; it does it again and again, and writes down what happened. One pass through all training examples is an **epoch**: here
# 180 examples in batches of 32, so 6 steps.

# %%
history = ml.train(
    network,
    data.train,
    validation=data.validation,
    optimizer=adam,
    batch_size=32,
    epochs=60,
    seed=1,
)
history

# %% [markdown]
# Below is that run as a film: the points, and the regions in which the network says one class or the other. **Predict** first:

# %%
ml.predict("00.first_border")

# %% [markdown]
# Now **play** the film once. Then wind it back and look for the answers:
#
# 1. At step 0, were you right about the border?
# 2. When does the border begin to bend? Find that moment in the loss curve.
# 3. The loss of a single batch jumps up and down, while the line through the epochs falls smoothly. Why? (Which points does a batch see?)
# 4. Step through one turn by phases: forward → loss → backward → update. In which phase do the weights change? In which do they not?
#
# The space bar plays and stops, the arrow keys step, <kbd>Home</kbd> and <kbd>End</kbd> jump; the words below the pictures say the same as the pictures.
#
# Whoever wants to look closer: <kbd>Z</kbd> zooms into the step, operation by operation, each with its shapes and numbers. A click on a line or a unit
# opens its story: how it went through the run, what each example gave to its gradient, what its update is made of.

# %%
player = ml.TrainingPlayer(history, frames=100)
player

# %% [markdown]
# A batch
# holds 32 of 180 points, so its loss is a noisy estimate of the whole; the epoch's mean smooths that. And the weights change in the update only:
# *backpropagation computes the gradient, the optimizer changes the weights.*
#
# Any moment of the run can be had again, whole. This is step 57 with every value that was in it:

# %%
history.at(57)

# %%
history.at(57).backward.layers[1]  # the chain rule, factor by factor, in the second hidden layer

# %% [markdown]
# ## Has it learned, or only remembered?
#
# The test part was not used for training, nor for any choice. That is what the network is judged by.


# %%
def test_accuracy(history, part):
    """Return how many of a part's examples get the right class."""
    return ml.accuracy(history.predict(part.x).argmax(axis=-1), part.y)


test_accuracy(history, data.test)

# %% tags=["test"]
assert float(test_accuracy(history, data.test)) >= 0.9

# %% [markdown]
# ## Real data: handwritten digits
#
# 1797 digits that people wrote by hand, as 8×8 gray values (Alpaydin and Kaynak 1998). Nothing in the loop changes. Only the sizes do:
# 64 inputs, a hidden layer of 128 ReLU units, 10 outputs, one for each digit.

# %%
raw = ml.digits()
images = np.pad(raw.x[:20].reshape(20, 8, 8), ((0, 0), (3, 1), (1, 1)))  # a margin around each
figure, ax = ml.subplots(figsize=(10, 2.4), alt="the first twenty images: the digits 0 to 9 twice")
ax.imshow(np.vstack([np.hstack(images[:10]), np.hstack(images[10:])]), cmap="gray_r")
for i, label in enumerate(raw.y[:20]):
    ax.text(10 * (i % 10) + 4.5, 12 * (i // 10) + 1, label, ha="center", va="center")
ax.axis("off")
plt.show()

# %% [markdown]
# *The first twenty images, each with its label above it: the digits 0 to 9 twice, in coarse gray squares.*
#
# **Predict:**

# %%
ml.predict("00.digits")

# %%
digits = ml.standardize(ml.split(raw, seed=1))
digits_run = ml.train(
    ml.MLP(layer_sizes=(64, 64, 10), activation="relu", output="softmax"),
    digits.train,
    validation=digits.validation,
    optimizer=ml.Adam(learning_rate=0.01),
    batch_size=64,
    epochs=15,
    seed=1,
    l2=1e-4,
    early_stopping=ml.EarlyStopping(patience=5),
)
digits_run

# %%
score = test_accuracy(digits_run, digits.test)
score

# %% tags=["test"]
assert float(score) >= 0.96

# %% [markdown]
# The same film for the digits. Instead of regions in the plane, which 64 inputs do not have, it shows one example of the batch and what the network thinks it is.

# %%
ml.TrainingPlayer(digits_run, frames=60, images=ml.split(raw, seed=1).train.x)

# %% [markdown]
# Which digits are confused? Rows are the truth, columns what the network said; the diagonal is right.

# %%
predicted = digits_run.predict(digits.test.x).argmax(axis=-1)
ml.confusion_matrix(predicted, digits.test.y)

# %% [markdown]
# ## What practitioners call it
#
# | station | here | scikit-learn | PyTorch |
# |---|---|---|---|
# | 1 initialization | `initialize(network, "he_normal")` | inside `MLPClassifier` | `nn.init.kaiming_normal_` |
# | 2 forward pass | `forward(network, theta, x)` | `predict_proba` | `model(x)` |
# | 3 loss | `categorical_cross_entropy(logits, y)` | inside `fit` | `nn.CrossEntropyLoss()` |
# | 4 backpropagation | `backward(network, theta, fwd, loss)` | inside `fit` | `loss.backward()` |
# | 5 parameter update | `adam.update(gradient, state, theta)` | inside `fit` | `optimizer.step()` |
# | 6 iteration | `train(…)` | `fit(x, y)` | your own `for` loop |
#
# The same network in scikit-learn, on the same data (for early stopping it keeps back a tenth of the training part by itself):

# %%
from sklearn.neural_network import MLPClassifier

peer = MLPClassifier(
    hidden_layer_sizes=(64,),
    learning_rate_init=0.01,
    batch_size=64,
    early_stopping=True,
    random_state=1,
)
peer.fit(digits.train.x, digits.train.y)
print(f"scikit-learn {peer.score(digits.test.x, digits.test.y):.3f}, ours {float(score):.3f}")

# %% [markdown]
# ## Check yourself
#
# A wrong option says what it overlooks; try again until you find the right one. Your first answer counts for your progress.

# %%
ml.quiz("00.after_backward")

# %%
ml.quiz("00.steps")

# %%
ml.quiz("00.one_batch")

# %% [markdown]
# ## Pitfalls
#
# - *"Backpropagation trains the network."* It computes slopes. The optimizer uses them.
# - *"A low training loss means that it works."* Only data that it has not seen can tell.
# - *"Random means bad."* Random is how units become different from each other. Lesson 01 shows what happens when all start alike.
#
# **Try next:** change `activation` to `"relu"`, the learning rate to 1.0, or the hidden sizes to (2,), run the moons again and watch where the film goes wrong.
