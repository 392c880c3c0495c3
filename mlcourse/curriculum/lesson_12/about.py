"""What is said about lesson 12: its title, the documented steps it belongs to, what one can do after it."""

TITLE = "Fine-tuning"

STEPS = (7,)

OBJECTIVES = {
    "12.1": "take a trained body along, and put a new head on it, for numbers, two classes or several",
    "12.2": "freeze a layer so that nothing moves it: no gradient, no memory of earlier ones, no decay, no running "
    "statistics",
    "12.3": "give body and head learning rates of their own, and say what one rate for all does",
    "12.4": "say when a borrowed body helps, and choose what to train by the two tasks and the number of labels",
    "12.5": "measure how far each layer moved, and what the first task has lost",
}
