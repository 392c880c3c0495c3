"""From a folder of handed-in notebooks to grades, whatever the notebooks do.

``reading.py`` says what of a notebook counts, and where nbgrader would count otherwise; ``matching.py`` whose it is;
``submission.py`` runs one and judges it. The student's code runs in a process of its own (``sandbox.py``, and
``inside/``), and is told what to compute; what is right is known only on this side (``remote.py``, ``judging.py``).
"""
