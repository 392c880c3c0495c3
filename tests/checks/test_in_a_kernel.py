"""The same in a real IPython kernel: after each hostile answer the notebook goes on as before."""

import nbformat
import pytest
from nbclient import NotebookClient

SETUP = """
import sys
import numpy as np
from IPython.display import clear_output
from mlcourse.checks import running
from mlcourse.checks.judging import judge
from mlcourse.checks.task import Probe, Task
double = Task(
    "99.double", "Double", 1, "99.1", lambda x: 2 * x, "why", ("", "", ""),
    (Probe(lambda generator: {"x": generator.normal(size=3)}),),
)
"""

CELLS = {
    "while True:\n        try: x = x + 1\n        except: pass": "had not ended",
    "import time; time.sleep(3600)": "had not ended",
    "while True: print(1000 * 'x')": "printed more",
    "for each in range(1200): display(each)": "printed more",
    "display(x.sum()); clear_output(); return 2 * x": "np.float64(0.634",
    "return answer(x)": "RecursionError",
    "sys.setrecursionlimit(10**9); return answer(x)": "RecursionError",
    "sys.exit()": "SystemExit",
    "exit()": "SystemExit",
    "quit()": "SystemExit",
    "return input('?')": "a check cannot type",
    "sys.stdout.close(); sys.stdout = None": "the result is None.",
    "return y": "line 2, `return y`, raises NameError",
    "...  # your code here": "not attempted yet",
    "print('hello'); return x": "hello",
}


@pytest.fixture(scope="module")
def outputs():
    """The text that each cell showed, and what a cell after it printed."""
    cells = [nbformat.v4.new_code_cell(SETUP)]
    for body in CELLS:
        # What never ends is given little time, and all else more than it takes on the busiest machine.
        seconds = 0.3 if CELLS[body] == "had not ended" else 120
        source = f"def answer(x):\n    {body}\n\nrunning.SECONDS = {seconds}\njudge(double, answer)"
        after = "running.SECONDS = 120\nprint(judge(double, lambda x: x + x).status)"
        cells += [nbformat.v4.new_code_cell(source), nbformat.v4.new_code_cell(after)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=600, iopub_timeout=600, kernel_name="python3").execute()
    return [cell.outputs for cell in notebook.cells[1:]]


@pytest.mark.parametrize("number", range(len(CELLS)), ids=list(CELLS))
def test_the_verdict_is_clear_and_the_next_cell_works(number, outputs):
    shown, after = outputs[2 * number : 2 * number + 2]
    assert [output.output_type for output in shown] == ["execute_result"]
    assert list(CELLS.values())[number] in shown[0].data["text/plain"]
    assert 'role="status"' in shown[0].data["text/html"]
    assert "".join(output.text for output in after) == "passed\n"
