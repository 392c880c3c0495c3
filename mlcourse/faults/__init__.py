"""Wrong answers to the tasks of the exercises as runnable code, a module for each step."""
