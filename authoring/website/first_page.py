# %% [markdown]
# # How does training a neural network really work?
#
# A course to play with in JupyterLab, for whoever knows some Python, alone or in a class.
# **[Read lesson 00 here](lessons/00_the_loop_at_a_glance.ipynb)**
#
# <div class="hero">
# <div class="claim">
#
# **Go back to any step of a training run** and see every value that went into it. **Where an answer is wrong, you are
# told which mistake it probably was.**
#
# Not public yet: you need the folder that you were given. In it, on Linux ([Windows, macOS: untried](#install)):
#
# ```bash
# python3 -m venv .venv && .venv/bin/python -m pip install -c constraints.txt -e . && .venv/bin/python -m mlcourse lab
# ```
#
# </div>
# <div class="film">

# %% tags=["no-input"]
import mlcourse as ml

data = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
network = ml.MLP(layer_sizes=(2, 8, 2), activation="tanh", output="softmax")
adam = ml.Adam(learning_rate=0.02)
run = {"validation": data.validation, "epochs": 40, "seed": 1, "progress": False}
history = ml.train(network, data.train, optimizer=adam, **run)
ml.TrainingPlayer(history)

# %% [markdown]
# </div>
# <div class="mistake">
#
# A wrong answer, and what is said to it:


# %%
def output_delta(logits, y):
    p = ml.softmax(logits)
    return p - ml.one_hot(y, p.shape[1])


# %%
ml.check("04.output_delta")

# %% [markdown]
# </div>
# </div>
#
# ## Install
#
# You need Python 3.11 or newer and the course's folder, the one with `pyproject.toml` in it. **The course has no public
# address yet**, neither a repository nor a package: take the folder that you were given, or ask whoever showed you this
# page. In it, on Linux, where the course is tested, and on macOS, where nobody has tried it:
#
# ```bash
# python3 -m venv .venv && .venv/bin/python -m pip install -c constraints.txt -e . && .venv/bin/python -m mlcourse lab
# ```
#
# On Windows, where nobody has tried it either, in PowerShell, in the same folder, one line after the other:
#
# ```powershell
# py -m venv .venv
# .venv\Scripts\python -m pip install -c constraints.txt -e .
# .venv\Scripts\python -m mlcourse lab
# ```
#
# [More of installing and using it](README.md#for-the-learner).
#
# ## What is here
#
# - **[Lessons](lessons/00_the_loop_at_a_glance.ipynb)**: about an hour each, from random numbers to
#   convergence. Here they can be read and played with; in JupyterLab the code can be changed too.
# - **[Exercises](exercises/01_initialization.ipynb)**: a check below each task says at once whether an answer is right,
#   and if not, which mistake it probably was. [What is said to each](docs/mistakes.md).
# - **[Reference](reference/initialization.rst)**: each step of training as a function, with its formula and its source.
# - **[For instructors](workshop/README.md)**: tracks for 90 minutes, half a day and two days, notes to each lesson,
#   [grading](docs/grading.md).
# - **[Benchmarks](benchmarks/README.md)**: what was measured, and how.
