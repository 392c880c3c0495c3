"""What is said about lesson 00: its title, the documented steps it belongs to, what one can do after it."""

TITLE = "The loop at a glance"

STEPS = ()  # it shows all six, and leaves each to its own lesson

OBJECTIVES = {
    "00.1": "name the six stations and say what goes into each and what comes out",
    "00.2": "follow one training step of a small network with pencil and paper",
    "00.3": "read a loss curve beside what the network does at that moment",
    "00.4": "train a network on real data and judge it on examples that it has never seen",
}
