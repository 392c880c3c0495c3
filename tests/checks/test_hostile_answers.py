"""Whatever an answer does, it gets a clear verdict, and the next check works as if nothing had happened."""
# ruff: noqa: SIM105

import builtins
import itertools
import os
import random
import signal
import subprocess
import sys
import threading
import time
import warnings
from pathlib import Path

import numpy as np
import pytest

from mlcourse.checks import running
from mlcourse.checks.judging import judge

softmax = None  # what a task asks for; the tests set it


@pytest.fixture(autouse=True)
def ample_time(monkeypatch):
    """What ends by itself has ended by then, however busy the machine is."""
    monkeypatch.setattr(running, "SECONDS", 120.0)


def verdict_on(answer, task):
    """Judge an answer; one that never ends is given little time."""
    with pytest.MonkeyPatch.context() as patch:
        if HOSTILE.get(answer) == "had not ended":
            patch.setattr(running, "SECONDS", 0.3)
            patch.setattr(running, "AS_SLOW_AS", 0.0)
        return judge(task, answer)


def right(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def loops(z):
    while True:
        pass


def loops_and_swallows(z):
    while True:
        try:
            while True:
                z = z + 1
        except:  # noqa: E722
            pass


def loops_and_swallows_on_every_line(z):
    def swallow():
        try:
            while True:
                pass
        except BaseException:
            return 1

    while True:
        try:
            try:
                swallow()
            finally:
                swallow()
        except BaseException:
            swallow()


def sleeps(z):
    time.sleep(3600)


def ignores_the_alarm_and_loops(z):
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    while True:
        pass


def stops_the_alarm_and_sleeps(z):
    signal.setitimer(signal.ITIMER_REAL, 0)
    time.sleep(3600)


def blocks_the_alarm_and_loops(z):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    while True:
        pass


def prints(z):
    while True:
        print("still here")


def prints_and_swallows(z):
    while True:
        try:
            print("still here" * 1000)
        except:  # noqa: E722
            pass


def recurses(z):
    return recurses(z)


def recurses_beyond_the_limit(z):
    sys.setrecursionlimit(10**9)
    return recurses(z)


def exits(z):
    sys.exit(3)


class Strange(BaseException):
    def __str__(self):
        raise self


def raises_strangely(z):
    raise Strange


class Liar:
    def __eq__(self, other):
        return True

    __hash__ = None

    def __len__(self):
        return 10**12

    def __getitem__(self, index):
        return Liar()


class RefusesToBeAnArray:
    def __array__(self, dtype=None, copy=None):
        raise Strange


class NeverAnArray:
    def __array__(self, dtype=None, copy=None):
        while True:
            pass


class EqualArray(np.ndarray):
    def __eq__(self, other):
        return True

    __hash__ = None

    def __sub__(self, other):
        return np.zeros(self.shape)

    def __array_ufunc__(self, *arguments, **options):
        return np.zeros(self.shape, dtype=bool)


def holds_itself(z):
    values = []
    values += [values, values]
    return values


def draws(z):
    return right(z) + 0 * np.random.standard_normal()  # noqa: NPY002


def seeds(z):
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002
    return right(z)


def asks(z):
    return float(input("a number: "))


def deletes_a_builtin(z):
    del builtins.len
    return len(z)


def makes_warnings(z):
    warnings.simplefilter("always")
    return np.exp(1e6 * np.ones(3)) / 0


HOSTILE = {
    loops: "had not ended",
    loops_and_swallows: "had not ended",
    loops_and_swallows_on_every_line: "had not ended",
    sleeps: "had not ended",
    ignores_the_alarm_and_loops: "had not ended",
    stops_the_alarm_and_sleeps: "had not ended",
    blocks_the_alarm_and_loops: "had not ended",
    prints: "printed more",
    prints_and_swallows: "had not ended",
    recurses: "RecursionError",
    recurses_beyond_the_limit: "RecursionError",
    exits: "SystemExit: 3",
    raises_strangely: "raises Strange",
    holds_itself: "list that holds itself",
    asks: "a check cannot type",
    deletes_a_builtin: "NameError",
    makes_warnings: "shape (3,)",
    lambda z: z.fill(0): "the result is None.",
    lambda z: Liar(): "of the type Liar",
    lambda z: RefusesToBeAnArray(): "raises Strange",
    lambda z: NeverAnArray(): "had not ended",
    lambda z: np.zeros(z.shape).view(EqualArray): "0 everywhere",
    lambda z: (row for row in z): "np.array(list(…))",
    lambda z: np.zeros(10**8): "shape (100000000,)",
    lambda z: np.zeros(10**14): "MemoryError",
    lambda z: "softmax": "number or an array",
    lambda z: np.full(z.shape, object()): "objects that are no numbers",
    lambda z: right(z).astype(str): "holds strings, where numbers are asked for",
    lambda z: [*right(z)[0], None]: "holds None, where a number is asked for",
    lambda z: right(z) + 1j: "complex numbers",
    lambda z: [[1.0], [1.0, 2.0]]: "not equally long",
    lambda z: np.full(z.shape, np.nan): "NaN where",
    lambda z: right(z)[:-1]: "where (31, 7) is right",
    lambda z: 10**400: "objects that are no numbers",
    lambda z: softmax: "the result is None.",
    lambda z: right: "Call it",
    draws: "NumPy's global random generator",
    seeds: "NumPy's global random generator and the random module's",
}


@pytest.mark.parametrize("answer", HOSTILE, ids=lambda answer: answer.__name__)
def test_a_hostile_answer_gets_a_clear_verdict_and_the_next_check_works(answer, softmax_task):
    verdict = verdict_on(answer, softmax_task)
    assert verdict.status == "failed"
    assert HOSTILE[answer] in f"{verdict.evidence} {verdict.cause}"
    assert verdict.mistake is None
    assert judge(softmax_task, right).status == "passed"


def test_in_another_thread_an_endless_loop_ends_too(softmax_task):
    found = []
    for answer in (loops, loops_and_swallows, loops_and_swallows_on_every_line, right):
        thread = threading.Thread(target=lambda a=answer: found.append(verdict_on(a, softmax_task)))
        thread.start()
        thread.join()
    assert ["had not ended" in verdict.evidence for verdict in found] == [True, True, True, False]
    assert found[-1].status == "passed"


def one_long_call(z, seconds=1.5):
    """No line of Python runs in it, and so nothing can interrupt it."""
    end = time.monotonic() + seconds
    any(map(end.__lt__, iter(time.monotonic, None)))
    return right(z)


def long_without_an_alarm(z):
    sys.setprofile(None)  # so that nobody sees what comes
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    return one_long_call(z)


@pytest.mark.parametrize("answer", [one_long_call, long_without_an_alarm])
def test_of_what_could_not_be_stopped_the_truth_is_said_when_it_has_ended(
    answer, softmax_task, monkeypatch
):
    monkeypatch.setattr(running, "SECONDS", 0.1)
    monkeypatch.setattr(running, "AS_SLOW_AS", 0.0)
    monkeypatch.setattr(running, "LATE", 0.5)
    calls = itertools.count()
    evidence = judge(softmax_task, lambda z: (next(calls), answer(z))[1]).evidence
    took = float(evidence.split()[3])
    assert evidence == f"Your code took {took:.2g} seconds and could not be stopped after 0.1."
    assert took >= 1.5
    assert next(calls) == 1  # and no further call was made


FORKS = """
import os, time
from mlcourse.checks import running
from mlcourse.checks.judging import judge
from mlcourse.checks.task import Probe, Task
running.SECONDS = 1.0
children = []

def forks(x):
    child = os.fork()
    if child:
        children.append(child)
    while not child and {endless}:
        try:
            time.sleep(0.01)
        except BaseException:
            pass
    return 2 * x

task = Task(
    "99.double", "Double", 1, "99.1", lambda x: 2 * x, "why", ("", "", ""),
    (Probe(lambda generator: {{"x": 3}}),),
)
print(os.getpid(), judge(task, forks).status, flush=True)
print(*(os.waitpid(child, 0)[1] for child in children), flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.parametrize("endless", [False, True])
def test_a_fork_ends_in_the_child_and_the_check_goes_on_once(endless):
    code = FORKS.format(endless=endless)
    command = [sys.executable, "-W", "ignore", "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        shown = process.communicate()[0]
    assert shown == f"{process.pid} passed\n0\n"


def test_the_users_interrupt_is_a_verdict(softmax_task):
    def interrupted(z):
        raise KeyboardInterrupt

    assert "interrupted" in judge(softmax_task, interrupted).evidence


def _global_state():
    return (
        sys.getrecursionlimit(), Path.cwd(), np.geterr(), np.get_printoptions(), random.getstate(),
        np.random.get_state()[1].tolist(), sys.stdout, sys.stderr, sys.stdin, sys.__stdout__,  # noqa: NPY002
        builtins.input, dict(vars(builtins)), list(warnings.filters), sys.getprofile(), sys.gettrace(),
        dict(os.environ), [signal.getsignal(each) for each in sorted(signal.valid_signals())],
        signal.pthread_sigmask(signal.SIG_BLOCK, ()), signal.getitimer(signal.ITIMER_VIRTUAL),
        signal.getitimer(signal.ITIMER_REAL),
    )  # fmt: skip


def changes_everything(z):
    sys.setrecursionlimit(500)
    os.chdir("/")
    np.seterr(all="print")
    np.set_printoptions(precision=1)
    warnings.simplefilter("error")
    builtins.print = None
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    os.environ.pop("PATH", None)
    signal.signal(
        signal.SIGTERM, signal.SIG_IGN
    )  # what runs in the background ignores SIGINT already
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    signal.setitimer(signal.ITIMER_VIRTUAL, 3600)
    signal.alarm(3600)
    sys.setprofile(None)
    if sys.stdout is not None:
        sys.stdout.close()
    sys.stdout = sys.stderr = sys.__stdout__ = None
    return right(z)


@pytest.mark.parametrize(
    "answer", [changes_everything, seeds, loops_and_swallows, prints, recurses]
)
def test_all_that_is_global_is_put_back(answer, softmax_task):
    before = _global_state()
    verdict_on(answer, softmax_task)
    assert _global_state() == before


def test_a_right_answer_that_changes_settings_passes_and_is_told(softmax_task):
    verdict = judge(softmax_task, changes_everything)
    assert verdict.status == "passed"
    assert "the working directory and NumPy's error settings" in verdict.remark
    assert "environment variables and what happens at a signal" in verdict.remark


def test_what_the_notebook_set_before_does_not_sway_the_check(softmax_task):
    with np.errstate(all="raise"):
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(10**8)
        try:
            assert "RecursionError" in judge(softmax_task, recurses).evidence
            assert judge(softmax_task, right).status == "passed"
        finally:
            sys.setrecursionlimit(limit)


def test_threads_that_go_on_are_ended(softmax_task, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)  # not pytest's
    threads = []

    def starts_a_thread(z):
        def go_on():
            while True:
                print("still here")

        threads.append(threading.Thread(target=go_on, daemon=True))
        threads[-1].start()
        return right(z)

    judge(softmax_task, starts_a_thread)
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads)


def test_what_is_printed_is_kept_and_not_shown_in_the_cell(softmax_task, capsys):
    def prints_a_line(z):
        print("z has the shape", z.shape)
        return right(z)

    verdict = judge(softmax_task, prints_a_line)
    assert verdict.status == "passed"
    assert verdict.printed.startswith("z has the shape (31, 7)\n")
    assert capsys.readouterr().out == ""


def test_a_tracer_and_a_profiler_go_on_after_a_check(softmax_task):
    seen = []

    def tracer(frame, event, argument):
        seen.append(frame.f_code.co_name)

    def profiler(frame, event, argument):
        pass

    previous = sys.gettrace(), sys.getprofile()
    sys.settrace(tracer)
    sys.setprofile(profiler)
    try:
        statuses = [
            verdict_on(answer, softmax_task).status for answer in (right, loops_and_swallows)
        ]
        kept = sys.gettrace() is tracer, sys.getprofile() is profiler
    finally:
        sys.settrace(previous[0])
        sys.setprofile(previous[1])
    assert statuses == ["passed", "failed"]
    assert kept == (True, True)
    assert "right" in seen


def test_an_alarm_that_was_set_before_still_rings(softmax_task):
    rung = threading.Event()
    before = signal.signal(signal.SIGALRM, lambda number, frame: rung.set())
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        verdict_on(loops, softmax_task)
        assert rung.wait(120)
    finally:
        signal.signal(signal.SIGALRM, before)
