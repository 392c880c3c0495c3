"""mlcourse: how training a neural network really works, each step open to inspection."""

__version__ = "0.1.0"
