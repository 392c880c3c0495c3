"""What is said about lesson 02: its title, the documented steps it belongs to, what one can do after it."""

TITLE = "Forward pass"

STEPS = (2,)

OBJECTIVES = {
    "02.1": "follow an example, and a whole batch, through a network with the shape at every arrow",
    "02.2": "compute ReLU, sigmoid and tanh, and say where each of them saturates",
    "02.3": "turn logits into probabilities with softmax, stably and at any temperature",
    "02.4": "say what a network without activations computes, and prove it by multiplying out",
}
