"""Checks: from a learner's answer to a verdict that names the mistake.

What a verdict says stands where it is found out. What is said to a known mistake is the lesson's own
(``mlcourse/curriculum/lesson_NN/mistakes.py``). The evidence before it is the same for all tasks: which number or shape
differs (``differences``), which parts are right (``located``), a factor and the size that it equals (``ratios``), what
an exception means (``exceptions``), what stands in the learner's code (``source``), why a result cannot be compared
(``results``), whose numbers they are (``naming``), of which slip that nobody listed (``mutants``), that the given
generator is not what is drawn from (``drawing``), all else (``judging``).
"""
