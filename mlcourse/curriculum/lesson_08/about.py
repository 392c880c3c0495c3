"""What is said about lesson 08: its title, the documented step it belongs to, what one can do after it."""

TITLE = "Iteration: epochs, batches, convergence"

STEPS = (6,)

OBJECTIVES = {
    "08.1": "count the examples, batches, steps and epochs of a run",
    "08.2": "deal an epoch's batches, shuffled and none left out, and combine their losses into one",
    "08.3": "say what the batch size does to the gradient's noise, to the price of a step and to the learning rate",
    "08.4": "tell a plateau from convergence, and ask a run whether it has converged",
}
