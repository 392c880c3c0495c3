"""The pulse of a room: on the instructor's machine, what a class has done, where it is stuck, and how it votes.

- ``posted.py``: what a notebook may post, looked at before it is believed;
- ``limits.py``: how often;
- ``store.py``: what was posted, in SQLite, each report once;
- ``board.py``: what follows from it: done, stuck on which named mistake, votes by round;
- ``server.py``: the three pages and what they listen to (``page/``).

What a learner's notebook does is in ``classroom/joining.py``.
"""
