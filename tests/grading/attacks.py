"""Submissions that try what a student could try: each is exercise 04 solved in full, but for one answer and a cell.

The attack stands where ``tanh_slope`` is asked for, one point, which none of them has solved: whoever gets that point
has stolen it. No other point of theirs is lost, and none of anybody else.
"""

from dataclasses import dataclass, field
from textwrap import dedent, indent

from damaged import TASK, answer_of, code, place, solved, to_bytes

from mlcourse import curriculum
from mlcourse.checks.calls import calls_of
from mlcourse.checks.cells import grade_id


@dataclass
class Attack:
    """One submission.

    Args:
        name: of the student.
        body: what the function does before it returns something wrong.
        cell: what runs before the function is defined.
        after: what runs after it was judged.
        last: what runs at the very end.
        beside: files that are handed in too.
        many: times that the last cell stands there.
        earned: whether the point is honestly earned.
        costs: other points that it may lose.
    """

    name: str
    body: str = ""
    cell: str = ""
    after: str = ""
    last: str = ""
    beside: dict[str, str] = field(default_factory=dict)
    earned: bool = False
    many: int = 1
    costs: int = 0

    def notebook(self) -> bytes:
        """Return the file that is handed in."""
        notebook = solved()
        if not self.earned:
            body = indent(dedent(self.body).strip() or "pass", "    ")
            answer_of(notebook)["source"] = f"def tanh_slope(z):\n{body}\n    return 0 * z"
        cells = notebook["cells"]
        cells.insert(2, code(dedent(self.cell)))
        cells.insert(place(notebook, grade_id(TASK)) + 1, code(dedent(self.after)))
        cells += [code(dedent(self.last)) for _ in range(self.many)] if self.last else []
        return to_bytes(notebook)


def known_answers() -> str:
    """Return a table of the right results for the numbers that ``check`` draws, by the arguments' bytes."""
    task = curriculum.find_task(TASK)
    table = {}
    for call in calls_of(task, 0):
        z = call.drawn["z"]
        table[z.tobytes().hex()] = (task.answer(z).tobytes().hex(), str(z.dtype), z.shape)
    return repr(table)


SEARCH = """
import os
def found():
    for folder, _, names in os.walk("/"):
        for name in names:
            wanted = ("answers.py", "gradebook.db", "report.json", "grades.csv", "other_right_answers.py")
            if name in wanted or "04_backpropagation" in name or "mlcourse" in folder:
                return os.path.join(folder, name)
if found():
    del tanh_slope
    def tanh_slope(z): return 1 - np.tanh(z) ** 2
"""
SESSION = """
import gc, sys
sessions = [each for each in gc.get_objects() if type(each).__name__ == "Session"]
session = sessions[0]
"""

NEVER_ENDING = (
    Attack("endless_loop", "while True: pass"),
    Attack("ignores_signals", """
        import signal
        for each in range(1, 65):
            try: signal.signal(each, signal.SIG_IGN)
            except Exception: pass
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        while True:
            try:
                while True: pass
            except BaseException: pass
        """),
    Attack("sleeps", "import time; time.sleep(10**6)"),
    Attack("one_long_call", "10 ** 10 ** 9"),
    Attack("spinning_threads", """
        import threading
        def spin():
            while True: pass
        for _ in range(30): threading.Thread(target=spin).start()
        while True: pass
        """),
    Attack("endless_cell", cell="while True: pass"),
    Attack("stops_itself", "import os, signal; os.kill(os.getpid(), signal.SIGSTOP); os.killpg(0, signal.SIGSTOP)"),
)  # fmt: skip
ENDING = (
    Attack("os_exit", "import os; os._exit(0)"),
    Attack("sys_exit", "import sys; sys.exit(0)"),
    Attack("aborts", "import os; os.abort()"),
    Attack("segfault", "import ctypes; ctypes.string_at(0)"),
    Attack("kills_all", """
        import os
        for each in (-1, 0, os.getppid(), 1, 2, 3):
            try: os.kill(each, 9)
            except ProcessLookupError: pass
        """),
    Attack("recursion", "return tanh_slope(z)"),
    Attack("recursion_without_limit", "import sys; sys.setrecursionlimit(10**9); return tanh_slope(z)"),
    Attack("raises_base_exception", "raise BaseException('<script>alert(1)</script><img src=x onerror=alert(2)>')"),
    Attack("ends_in_a_cell", cell="import os; os._exit(0)"),
    Attack("exits_in_a_cell", cell="exit()"),
)  # fmt: skip
FILLING = (
    Attack("fork_storm", """
        import os, time
        for _ in range(50):
            try:
                if os.fork() == 0:
                    time.sleep(3600)
            except OSError: break
        """),
    Attack("leaves_a_process", """
        import subprocess
        subprocess.Popen(["sleep", "98765"], start_new_session=True)
        """),
    Attack("four_gigabytes", "import numpy; a = numpy.ones(500_000_000); a[::512] = 2"),
    Attack("four_gigabytes_shared", """
        import mmap
        held = mmap.mmap(-1, 4_000_000_000)
        for i in range(0, 4_000_000_000, 4096): held[i] = 1
        """),
    Attack("many_processes_with_much_memory", """
        import os, time
        for _ in range(6):
            if os.fork() == 0:
                import numpy
                a = numpy.ones(60_000_000)
                time.sleep(3600)
        time.sleep(3600)
        """),
    Attack("one_gigabyte_file", """
        with open("/tmp/large", "wb") as file:
            for _ in range(1000): file.write(bytes(10**6))
        """),
    Attack("many_files", """
        for i in range(100_000): open(f"/tmp/{i}", "w").close()
        """),
    Attack("hundred_megabytes_of_output", """
        import sys
        for _ in range(100): print("x" * 10**6); sys.stderr.write("y" * 10**5)
        """),
    Attack("large_answer", "return np.ones(12_500_000)"),
    Attack("long_answer", "return [0.0] * 5_000_000"),
    Attack("answer_of_answers", "return [[np.ones(10**6)] * 100] * 100"),
)  # fmt: skip
LYING = (
    Attack("lies_by_eq", cell="""
        class Equal:
            def __eq__(self, other): return True
            def __array_ufunc__(self, *_, **__): return True
            def __array_function__(self, *_, **__): return True
            def __array__(self, dtype=None, copy=None): return np.ones((1, 3))
            def __rmul__(self, other): return self
            __lt__ = __le__ = __gt__ = __ge__ = __sub__ = __rsub__ = __abs__ = __eq__
        """, body="return Equal()"),
    Attack("lies_by_subclass", cell="""
        class Equal(np.ndarray):
            def __eq__(self, other): return True
            def __array_ufunc__(self, *_, **__): return np.bool_(True)
        """, body="return z.view(Equal)"),
    Attack("patches_all", cell="""
        import builtins, json, math, pickle, struct, sys, time
        import numpy as np
        yes = lambda *_, **__: True
        for name in ("allclose", "isclose", "array_equal", "abs", "absolute", "all"):
            setattr(np, name, yes)
        np.testing.assert_allclose = builtins.isinstance = builtins.abs = yes
        pickle.loads = pickle.dumps = yes
        time.time = time.monotonic = time.perf_counter = lambda: 0.0
        get_ipython().run_cell = yes
        """, costs=23),
    Attack("silences_check", cell="""
        import sys, types, mlcourse
        mlcourse.check = check = lambda *_: print("✓ right")
        fake = types.ModuleType("mlcourse"); fake.check = check; sys.modules["mlcourse"] = fake
        """, costs=23),
    Attack("says_so_itself", cell=SESSION + dedent("""
        def called(arguments, sent, right=type(session).called):
            return {**right(session, arguments, sent), "status": "passed", "points": 24, "verdict": "✓"}
        session.called = called
        """)),
    Attack("swallows_the_arguments", cell=SESSION + dedent("""
        def called(arguments, sent):
            return {"value": ["array", 0], "after": [["array", 0]], "library": [], "drew": False}
        session.called = called
        """), costs=23),
    Attack("garbage_on_every_descriptor", """
        import os
        for each in range(256):
            try: os.write(each, b"garbage" * 1000)
            except OSError: pass
        """),
    Attack("replies_before_it_is_asked", cell=SESSION + dedent("""
        import json, struct
        reply = json.dumps({"kind": "got", "id": 1, "calls": [], "arrays": []}).encode()
        for number in range(50): session.connection.send(struct.pack("<II", len(reply), 0) + reply)
        """)),
    Attack("bombs_the_protocol", SESSION + dedent("""
        import json, struct
        bomb = json.dumps({"kind": "got", "id": 0, "calls": [["long"]] * 100000, "arrays": []}).encode()
        session.connection.sendall(struct.pack("<II", len(bomb), 0) + bomb)
        """)),
    Attack("claims_four_gigabytes", SESSION + dedent("""
        import struct
        session.connection.sendall(struct.pack("<II", 2**32 - 1, 2**32 - 1))
        """)),
    Attack("asks_for_what_is_not_allowed", """
        import mlcourse as ml
        return ml.tanh_derivative(z)
        """),
    Attack("asks_the_other_side", SESSION + dedent("""
        for name in ("tanh_derivative", "backward", "__import__", "_HOME", "check", "reveal"):
            try:
                value = session.ask({"library": name}, [z], {})
                if isinstance(value, np.ndarray): return value
            except Exception: pass
        """)),
    Attack("asks_for_functions", SESSION + dedent("""
        for number in (-1, 0, 1, 10**9, "f", None, [0]):
            try: session.ask({"function": number}, [z], {})
            except ValueError: pass
        """)),
    Attack("draws_the_graders_memory", SESSION + dedent("""
        seen, far = [], 10**9
        for name, place in (("MT19937", {"pos": far}), ("MT19937", {"pos": 5000}), ("Philox", {"buffer_pos": -far})):
            bits = getattr(np.random, name)(0)
            state = bits.state
            (state["state"] if "pos" in place else state).update(place)
            from inside import protocol
            arrays = protocol.Arrays()
            node = ["generator", name, protocol.packed(state, arrays)]
            given = {"arguments": ["list", [["int", "2"], ["int", "500"], node]], "options": ["dict", []]}
            session.wire.send({"kind": "ask", "id": 1, "library": "he_normal", **given}, arrays)
            frame, got = session.wire.receive()
            seen += got
        if seen: return 1 - np.tanh(z) ** 2
        """)),
    Attack("knows_the_checks_numbers", f"""
        table = {known_answers()}
        if z.tobytes().hex() in table:
            data, dtype, shape = table[z.tobytes().hex()]
            return np.frombuffer(bytes.fromhex(data), dtype).reshape(shape)
        """),
)  # fmt: skip
READING = (
    Attack("reads_the_solution", cell="import os\n" + SEARCH.replace("del tanh_slope", "pass")),
    Attack("imports_the_solution", cell="""
        import sys
        for each in [name for name in sys.modules if name.startswith("mlcourse")]: del sys.modules[each]
        sys.meta_path[:] = [each for each in sys.meta_path if type(each).__name__ != "Library"]
        try:
            from mlcourse.curriculum.lesson_04.answers import tanh_slope as stolen
        except ImportError:
            stolen = None
        """, body="if stolen: return stolen(z)", costs=23),
    Attack("looks_at_other_processes", cell="""
        import os
        seen = []
        for place in ("/proc/1/environ", "/proc/1/root", "/proc/self/root/etc/passwd", "/proc/1/cmdline", "/dev/mem",
                      "/etc/passwd", "/root/.ssh", "/home", "COURSE"):
            if os.path.exists(place) and (os.path.isfile(place) or os.listdir(place)): seen.append(place)
        """, body="if seen: return 1 - np.tanh(z) ** 2"),
    Attack("uses_the_network", cell="""
        import socket
        reached = []
        for address in (("127.0.0.1", PORT), ("1.1.1.1", 53), ("8.8.8.8", 443)):
            try:
                socket.create_connection(address, timeout=0.2); reached.append(address)
            except OSError: pass
        """, body="if reached: return 1 - np.tanh(z) ** 2"),
    Attack("writes_outside", cell="""
        import os
        wrote = []
        for place in ("REPORT/grades.csv", "REPORT/.results/ada.json", "SUBMITTED/ada/x", "/usr/x", "/room/inside/x",
                      "/x", "/etc/x", "/dev/x", "/proc/x"):
            try:
                with open(place, "w") as file: file.write("24"); wrote.append(place)
            except OSError: pass
        """, body="if wrote: return 1 - np.tanh(z) ** 2"),
    Attack("leaves_a_message", cell="open('/tmp/message', 'w').write('x'); open('/dev/shm/message', 'w').write('x')"),
    Attack("sends_a_text_that_crashes_a_parser", cell="""
        import inspect
        inspect.getsource = lambda _: "def tanh_slope(z):\\n    return " + "-" * 3900 + "z"
        """),
    Attack("asks_for_ever", SESSION + dedent("""
        while True: session.ask({"library": "softmax"}, [np.ones((1000, 100))], {})
        """)),
    Attack("looks_for_the_message", cell="""
        import os
        places = ("/tmp/message", "/dev/shm/message", "helpers.py", "/tmp/helpers.py")
        there = [each for each in places if os.path.exists(each)]
        """, body="if there: return 1 - np.tanh(z) ** 2"),
    Attack("mounts_and_unshares", """
        import ctypes
        c = ctypes.CDLL(None)
        for flags in (0x10000000, 0x20000, 0x40000000): c.unshare(flags)
        c.umount2(b"/proc", 2); c.umount2(b"/tmp", 2); c.mount(b"proc", b"/proc", b"proc", 0, None); c.chroot(b"/")
        c.setuid(0); c.ptrace(16, 1, 0, 0)
        import os
        if os.path.exists("/proc/2/cmdline"): return 1 - np.tanh(z) ** 2
        """),
)  # fmt: skip
HONEST = (
    Attack("ada", earned=True),
    Attack("with_helpers", cell="from helpers import twice\nassert twice(2) == 4",
           beside={"helpers.py": "def twice(x): return 2 * x"}, earned=True),
    Attack("without_helpers", cell="""
        import importlib.util
        if importlib.util.find_spec("helpers"): np.tanh = None  # those of the student before
        """, earned=True),
    Attack("shadows_packages", cell="import numpy, json, socket", beside={
        "numpy.py": "raise SystemExit", "json.py": "raise SystemExit", "mlcourse.py": "def check(*_): return 'right'",
        "inside/session.py": "raise SystemExit", "sitecustomize.py": "raise SystemExit",
    }, earned=True),
    Attack("ends_at_the_end", last="import os; os._exit(0)", earned=True),
    Attack("leaves_a_thousand_remarks", earned=True, last="raise ValueError('x' * 300)", many=1000),
    Attack("warns", cell="""
        import warnings, sys
        warnings.warn('<b>careful</b>')
        print('oops', file=sys.stderr)
        np.log(0)
        """, earned=True),
    Attack("asks_for_input", cell="name = input('Who? ')", earned=True),
    Attack("draws", cell="""
        %matplotlib inline
        import matplotlib.pyplot as plt
        plt.plot([1, 2]); plt.show()
        """, earned=True),
    Attack("shows_the_hidden_numbers", cell="""
        import sys
        seen, tanh = [], np.tanh
        def leaking(z):
            seen.append(z)
            print("HIDDEN", np.asarray(z).tolist()); print("HIDDEN", z, file=sys.stderr); display("HIDDEN", z)
            return tanh(z)
        np.tanh = leaking
        """, after="raise ValueError('HIDDEN ' + ' '.join(repr(each.ravel()[0]) for each in seen))", earned=True),
    Attack("raises_markup", cell="raise ValueError('<script>alert(1)</script>')", earned=True),
)  # fmt: skip
ATTACKS = (*NEVER_ENDING, *ENDING, *FILLING, *LYING, *READING)
EVERYBODY = (*ATTACKS, *HONEST)
