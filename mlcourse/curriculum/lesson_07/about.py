"""What is said about lesson 07: its title, the documented step it belongs to, what one can do after it."""

TITLE = "Batch normalization"

STEPS = (5,)

OBJECTIVES = {
    "07.1": "normalize a batch by hand and in code, and say what γ and β are for",
    "07.2": "say what differs between training and evaluation, and keep the running statistics",
    "07.3": "go back through the normalization, with the paths through the mean and the variance",
    "07.4": "say what batch normalization does for a deep network, what it costs, and how sure the reasons are",
}
