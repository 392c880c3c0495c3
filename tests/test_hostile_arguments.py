"""Hostile arguments, a share of them; `python tests/hostile_arguments.py` tries all, and says what they are."""

import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("hostile_arguments.py")


def test_no_hostile_argument_gives_a_raw_error_an_endless_call_or_a_wrong_number():
    command = [sys.executable, str(SCRIPT), "--share", "16"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    tried, functions = map(int, re.findall(r"\d+", done.stdout)[:2])
    assert tried > 3000
    assert functions > 170
