"""What is said about lesson 09: its title, the documented steps it belongs to, what one can do after it."""

TITLE = "Over- and underfitting, early stopping"

STEPS = (7,)

OBJECTIVES = {
    "09.1": "tell underfitting, a good fit and overfitting apart by the training and the validation loss",
    "09.2": "say what capacity, the amount of data, λ and dropout do to both losses",
    "09.3": "stop early: count the patience, and hand over the weights of the best epoch",
    "09.4": "say what the validation loss shows that the accuracy does not",
    "09.5": "keep the test part, and every statistic of it, out of all choices",
}
