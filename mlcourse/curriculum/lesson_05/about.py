"""What is said about lesson 05: its title, the documented steps it belongs to, what one can do after it."""

TITLE = "From gradient descent to Adam"

STEPS = (4,)

OBJECTIVES = {
    "05.1": "compare a mini-batch's gradient with the full one, and say in what sense it is right",
    "05.2": "follow momentum and Nesterov's momentum by hand, and say what a memory is good for",
    "05.3": "follow RMSProp and Adam by hand, with both of Adam's corrections",
    "05.4": "compare optimizers fairly: each with a learning rate of its own, over many seeds",
    "05.5": "write a training loop that carries an optimizer's memory from step to step",
}
