"""Where there is no sandbox, as on Windows: one clear message, never a traceback."""

import subprocess
import sys

ELSEWHERE = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name in ("resource", "fcntl", "pwd", "grp", "termios"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
for name in ("resource", "fcntl", "pwd", "grp", "termios"):
    sys.modules.pop(name, None)
"""


def said(program):
    return subprocess.run(
        [sys.executable, "-c", ELSEWHERE + program], capture_output=True, text=True, check=False
    )


def test_all_of_the_grader_but_what_runs_in_the_sandbox_is_imported():
    done = said("""
import importlib, pkgutil, mlcourse.grading, mlcourse.cli.grade, mlcourse.cli.validate
for module in pkgutil.walk_packages(mlcourse.grading.__path__, "mlcourse.grading."):
    if module.name not in ("mlcourse.grading.inside.namespaces", "mlcourse.grading.inside.warm"):
        importlib.import_module(module.name)
try:
    import mlcourse.grading.inside.warm
except ImportError as error:
    print(error)
""")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Submissions can be isolated on Linux only")


def test_grade_says_what_it_needs(tmp_path):
    (tmp_path / "submitted").mkdir()
    for line, code, expected in (
        ("['grade', '--help']", 0, "--allow-unisolated"),
        (f"['grade', {str(tmp_path / 'submitted')!r}, '--exercise', '04', '--out', 'out']", 1, "on Linux only"),
    ):  # fmt: skip
        done = said(
            f"import mlcourse.cli.grade\nfrom mlcourse.cli import main\nsys.platform = 'darwin'\nsys.exit(main({line}))"
        )
        assert done.returncode == code, done.stderr
        assert expected in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
