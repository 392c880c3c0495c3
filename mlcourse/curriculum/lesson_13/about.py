"""What is said about lesson 13: its title, the documented step it belongs to, what one can do after it."""

TITLE = "Capstone: from raw data to a judged model"

STEPS = (7,)

OBJECTIVES = {
    "13.1": "find what is wrong with a finished project, line by line",
    "13.2": "decide on output, loss and score from the task, and say why",
    "13.3": "tune without the test part, keep the best weights, and report over several seeds",
    "13.4": "compare with a simple model on the same split, and say when it is enough",
    "13.5": "bring your own table, say what is wrong with it, and show the run",
}
