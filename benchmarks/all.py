"""Renew every table, one program after the other, and say how long each took.

    python benchmarks/all.py                        all of them: about a quarter of an hour
    python benchmarks/all.py lessons fleet          only these

Close what else keeps the processor busy. A program that fails leaves its table as it was and stops no other.
"""

import subprocess
import sys
import time
from pathlib import Path

PROGRAMS = (
    "step_of_two_checkouts",
    "training_speed",
    "beside_a_busy_process",
    "lessons",
    "import_time",
    "fleet",
    "tape",
    "key_press",
    "grading",
)


def main() -> None:
    """Run the programs that are named, or all."""
    taken, failed = [], []
    for name in sys.argv[1:] or PROGRAMS:
        begin = time.perf_counter()
        done = subprocess.run([sys.executable, Path(__file__).with_name(f"{name}.py")], check=False)
        taken.append(f"{name}: {time.perf_counter() - begin:.0f} s")
        if done.returncode:
            failed.append(name)
    print("\n".join(taken))
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
