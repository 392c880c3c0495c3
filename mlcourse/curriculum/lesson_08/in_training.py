"""How exercise 08's functions take part in training: they stand around the steps, in the exercise's last run."""

OWN_RUN = ()
"""``your_run`` puts functions into a step; these stand outside of it."""
