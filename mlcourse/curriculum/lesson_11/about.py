"""What is said about lesson 11: its title, the documented step it belongs to, what one can do after it."""

TITLE = "Hyperparameter tuning: which settings?"

STEPS = (7,)

OBJECTIVES = {
    "11.1": "say what training cannot find by itself, and on which scale to look for it",
    "11.2": "search on a grid and at random, and say what a budget buys",
    "11.3": "choose by the mean over folds, with its spread",
    "11.4": "find and repair a leak in a cross-validation",
    "11.5": "say what the best of many scores is worth",
}
