"""What is said about lesson 00b: its title, the documented steps it belongs to, what one can do after it."""

TITLE = "The mathematics and numpy you need"

STEPS = ()

OBJECTIVES = {
    "00b.1": "read a slope off a curve and a partial derivative off a formula",
    "00b.2": "take the derivative of one function inside another by the chain rule",
    "00b.3": "multiply matrices by hand and say which shapes go together",
    "00b.4": "say what shape numpy broadcasts two arrays to, and when that is a trap",
    "00b.5": "take means and variances over the right axis",
}
