"""A run: training, its history, any step of which can be had again, and its file."""
