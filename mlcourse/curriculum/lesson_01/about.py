"""What is said about lesson 01: its title, the documented steps it belongs to, what one can do after it."""

TITLE = "Initialization"

STEPS = (1,)

OBJECTIVES = {
    "01.1": "say why units that start alike stay alike, and show it",
    "01.2": "predict what a spread too small or too large does to signals and gradients in a deep network",
    "01.3": "work out the standard deviation that Xavier and He give a layer, and say which activation each is for",
    "01.4": "start a whole network: weights random, biases zero",
}
