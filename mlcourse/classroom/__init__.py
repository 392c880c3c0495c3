"""What a learner calls in a notebook: check, hint, reveal, quiz, predict, bug_lab, progress.

What they answer stands in one small file beside the notebooks (``progress_file``). Each module is loaded when its
name is first used, so that a check needs no widgets.
"""
