"""Wrong answers made by machine from right ones, and the mistake that nobody listed found among them.

A task's right answers are written in several forms. Each form is a ``Program`` (programs.py): the function and the
helpers that it calls, as syntax trees. ``edits`` (edits/) changes a program in one place, as a slip would: another
axis, a factor left out, ``=`` for ``+=``. What every edited program gives on the probes is kept as a fingerprint of a
few bytes in the lesson's package (table.py). A learner's wrong answer that no listed mistake explains is looked up
there (finding.py): of all the edits that give its very numbers the one whose text is nearest to the learner's own code
is said, in the words of words.py.
"""
