"""What is said about lesson 10: its title, the documented step it belongs to, what one can do after it."""

TITLE = "Evaluation: is it any good?"

STEPS = (7,)

OBJECTIVES = {
    "10.1": "say what accuracy hides, and read a confusion matrix",
    "10.2": "compute precision, recall and F1, by hand and in code",
    "10.3": "choose a threshold by what each error costs, and read the ROC and the precision-recall curve",
    "10.4": "put the scores of several classes together: macro, micro, weighted",
    "10.5": "judge a regression by R², and any score by its spread over folds",
}
