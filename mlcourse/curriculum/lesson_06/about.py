"""What is said about lesson 06: its title, the documented steps it belongs to, what one can do after it."""

TITLE = "Learning rate and regularization"

STEPS = (5,)

OBJECTIVES = {
    "06.1": "find the largest learning rate that a run bears, and say what decides how large it is",
    "06.2": "write a schedule with a warm-up, and say what each of the two is for",
    "06.3": "say what an L1 and an L2 penalty do to weights, and write both with their gradients",
    "06.4": "say what becomes of an L2 penalty under Adam, and write a step of AdamW",
}
