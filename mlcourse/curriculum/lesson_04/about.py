"""What is said about lesson 04: its title, the documented steps it belongs to, what one can do after it."""

TITLE = "Backpropagation"

STEPS = (4,)

OBJECTIVES = {
    "04.1": "multiply local slopes along a path through a network, and say what to do where paths meet",
    "04.2": "say what δ of a layer is, and compute it from the layer after it",
    "04.3": "compute dW, db and dx of a layer, and derive from the shapes where the transposes stand",
    "04.4": "check a gradient by trying, and say what such a check cannot see",
    "04.5": "tell computing a gradient from using it, and name a fault of a run from its symptoms",
}
