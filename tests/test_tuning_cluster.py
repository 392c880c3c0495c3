"""Tuning on a real cluster of two workers, one of them killed in the middle: nothing is lost, nothing counted twice."""

import json
import subprocess
import sys

CANDIDATES = 10

PROGRAM = """
import json, os, signal
from distributed import Client, LocalCluster
import mlcourse as ml
from mlcourse.tuning import fleets, tune as module


def searched(executor=None):
    drawn = ml.random_candidates({"learning_rate": ml.LogUniform(0.001, 0.1)}, budget=COUNT, seed=3)
    parts = ml.split(ml.moons(120, seed=1), seed=1)
    return ml.tune(ml.MLP((2, 8, 2)), parts, drawn, epochs=40, batch_size=4, seed=2, executor=executor)


if __name__ == "__main__":
    fleets.WIDEST = 1
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            pids, taken, each_once = list(client.run(os.getpid).values()), [], module.each_once

            def killing(*arguments, **options):
                for job, future in each_once(*arguments, **options):
                    taken.append(job[0])
                    if len(taken) == 2:
                        os.kill(pids[0], signal.SIGKILL)
                    yield job, future

            module.each_once = killing
            found = searched(client.get_executor())
            module.each_once = each_once
    alone = searched()
    same = (found.per_example == alone.per_example).all() and (found.steps == alone.steps).all()
    print("FOUND", json.dumps([sorted(taken), bool(same), found.trainings]))
"""


def test_a_worker_that_is_killed_loses_nothing(distributed, tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM.replace("COUNT", str(CANDIDATES)))
    done = subprocess.run(
        [sys.executable, "program.py"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("FOUND")]
    taken, is_same, trainings = json.loads(line.removeprefix("FOUND "))
    assert taken == list(range(CANDIDATES))
    assert is_same
    assert trainings == CANDIDATES
