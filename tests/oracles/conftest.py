"""Keep pytest from importing the script: it needs PyTorch, which the tests do not."""

collect_ignore = ["make_oracles.py"]
