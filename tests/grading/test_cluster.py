"""`--dask`: a real cluster of two workers, one of them killed in the middle: nothing is lost, nothing counted twice."""

import json
import subprocess
import sys

from damaged import TOPIC, solved, to_bytes

from mlcourse import curriculum

FULL = sum(task.points for task in curriculum.tasks("04"))
STUDENTS = 12

PROGRAM = """
import os, signal, sys
from distributed import Client, LocalCluster
from mlcourse.cli import grade as command, main
from mlcourse.grading import whole_class

if __name__ == "__main__":
    kept, keep = [], whole_class.keep
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            pids = list(client.run(os.getpid).values())

            def counted(out, result):
                kept.append(result.student)
                keep(out, result)
                if len(kept) == 2:
                    os.kill(pids[0], signal.SIGKILL)

            whole_class.keep = counted
            code = main(["grade", sys.argv[1], "--out", sys.argv[2], "--dask", cluster.scheduler_address])
    print("KEPT", *kept)
    sys.exit(code)
"""


def test_a_worker_that_is_killed_loses_nothing(distributed, sandbox, tmp_path):
    submitted, out = tmp_path / "submitted", tmp_path / "out"
    names = [f"student{place}" for place in range(STUDENTS)]
    for name in names:
        (submitted / name / TOPIC).mkdir(parents=True)
        (submitted / name / TOPIC / f"{TOPIC}.ipynb").write_bytes(to_bytes(solved()))
    (tmp_path / "program.py").write_text(PROGRAM)
    done = subprocess.run(
        [sys.executable, "program.py", str(submitted), str(out)],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    (kept,) = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("KEPT")]
    assert sorted(kept) == sorted(names)
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert {each["student"]: each["points"] for each in report["students"]} == dict.fromkeys(
        names, FULL
    )


def test_where_no_scheduler_answers_it_is_said(distributed, sandbox, tmp_path, capsys):
    from mlcourse.cli import main

    (tmp_path / "ada.ipynb").write_bytes(to_bytes(solved()))
    arguments = ["grade", str(tmp_path), "--out", str(tmp_path / "out"), "--dask", "nothing://here"]
    assert main(arguments) == 1
    assert "No Dask scheduler answers" in capsys.readouterr().err
