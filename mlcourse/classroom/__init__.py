"""What a learner calls in a notebook: check, consequence, hint, reveal, your_run, quiz, predict …

What they answer stands in one small file beside the notebooks (``progress_file``). Each module is loaded when its
name is first used, so that a check needs no widgets.
"""
