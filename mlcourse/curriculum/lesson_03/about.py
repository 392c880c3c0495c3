"""What is said about lesson 03: its title, the documented steps it belongs to, what one can do after it."""

TITLE = "Loss"

STEPS = (3,)

OBJECTIVES = {
    "03.1": "compute the mean squared error and its gradient, and say where it comes from",
    "03.2": "derive cross-entropy from the likelihood of the data",
    "03.3": "compute binary and categorical cross-entropy from logits, and show that they are one",
    "03.4": "judge the first loss of a run, and compare squares with cross-entropy for classes",
}
