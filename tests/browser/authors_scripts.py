"""Places in a notebook where its author can put a script. Each, where it runs, adds its number to ``window.ran``."""

import base64
import json
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import ipywidgets
from nbformat import NotebookNode, v4

from mlcourse.export import CourseExporter, exporter
from mlcourse.export.widgets import STATE, VIEW

POLICY = "Content-Security-Policy"
PICTURE = "data:image/png;base64,AA"
WORK_ALL = """
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
    const frames = async () => { await frame(); await frame(); };
    await frames();
    for (const each of document.querySelectorAll("main *")) {
        for (const name of ["mouseover", "mouseenter", "pointerdown", "focus", "toggle", "animationstart", "input"]) {
            each.dispatchEvent(new Event(name, { bubbles: false }));
        }
        if (!each.matches("a[href^='http'], a[href^='data'], [type=submit]")) each.click?.();
        if (each.matches("details")) each.open = true;
    }
    await frames();
    return { ran: window.ran ?? [], places: document.querySelectorAll("main > section").length };
"""
"""The body of an asynchronous function that touches all that an author wrote, and returns which scripts ran."""


def in_markdown(run: str, coded: str) -> Iterator[str]:
    """Yield Markdown; ``run`` is a script without quotation marks, ``coded`` the same in base64."""
    above = run.replace("window", "parent")
    yield f"<script>{run}</script>"
    yield f"Text <script>{run}</script> around it."
    yield f"<SCRIPT type=module>{run}</SCRIPT>"
    yield f"<script src='data:text/javascript;base64,{coded}'></script>"
    yield f"<img src={PICTURE} onerror='{run}'>"
    yield f"Text <img src=x onerror={run}> and more."
    yield f'![a picture]({PICTURE}"onerror="{run})'
    yield f"<svg onload='{run}'><script>{run}</script></svg>"
    yield f"<math><mtext><img src={PICTURE} onerror='{run}'></mtext></math>"
    yield f"<math href='javascript:{run}'><mi>x</mi></math>"
    yield f"[a link](javascript:{run})"
    yield f"<javascript:{run}>"
    yield f"<a href='java&#9;script:{run}'>a link</a>"
    yield f"<a href='#' onclick='{run}'>a link</a>"
    yield f"<iframe srcdoc='<script>{above}</script>'></iframe>"
    yield f"<iframe src='javascript:{above}'></iframe>"
    yield f"<details ontoggle='{run}' open><summary onclick='{run}'>more</summary></details>"
    yield f"<style>@keyframes x {{}}</style><p style='animation: x 1ms' onanimationstart='{run}'>moves</p>"
    yield f"<video><source onerror='{run}' src={PICTURE}></video>"
    yield f"<object data='data:text/html;base64,{coded}'></object><embed src='javascript:{run}'>"
    yield f"<form action='javascript:{run}'><button type=button onclick='{run}'>send</button></form>"
    yield f"<input autofocus onfocus='{run}'>"
    yield f"<base href='javascript:{run}//'><link rel=stylesheet href='javascript:{run}' onerror='{run}'>"
    yield f'$\\text{{<img src={PICTURE} onerror={run}>}}$ and $x"><img src=x onerror={run}>$'
    yield f'```js"><img/src=x/onerror={run}>\ncode\n```'
    yield f"| <b onmouseover='{run}'>head</b> |\n|---|\n| <script>{run}</script> |"
    yield f"# A heading <img src={PICTURE} onerror='{run}'>"


def in_html(run: str, coded: str) -> Iterator[str]:
    """Yield an output's HTML."""
    above = run.replace("window", "parent")
    yield f"<script>{run}</script>"
    yield f"<script type=module>{run}</script>"
    yield f"<script src='data:text/javascript;base64,{coded}'></script>"
    yield f"<img src={PICTURE} onerror='{run}'>"
    yield f"<svg><animate onbegin='{run}' attributeName=x dur=1s /></svg>"
    yield f"<svg><a href='javascript:{run}'><text>a link</text></a></svg>"
    yield f"<a href='javascript:{run}'>a link</a>"
    yield f"<iframe srcdoc='<script>{above}</script>'></iframe>"
    yield f"<div tabindex=0 onmouseover='{run}' onfocus='{run}' onclick='{run}'>here</div>"
    data = json.dumps({"modules": [run], "styles": [], "models": {"m": {"module": 0, "state": {}}}})
    yield f"<script type=application/json id=widgets>{data}</script><div data-model=m></div>"
    yield f"<meta http-equiv=refresh content='0; url=javascript:{run}'>"
    yield f"<template><script>{run}</script></template>"
    yield f"<noscript><p title='</noscript><img src=x onerror={run}>'></noscript>"
    yield f"<input autofocus onfocus='{run}'><select onfocus='{run}'><option>x</select>"
    yield f"<body onload='{run}'><math><maction xlink:href='javascript:{run}'>x</maction></math>"


def in_other_outputs(run: str, coded: str) -> Iterator[dict[str, Any]]:
    """Yield outputs of other kinds."""
    yield {"application/javascript": run}
    yield {"text/markdown": f"<script>{run}</script><img src={PICTURE} onerror='{run}'>"}
    yield {
        "image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg' onload='{run}'><script>{run}</script></svg>"
    }
    yield {"image/png": f"AA' onerror='{run}' x='"}
    yield {"image/png": f'AA" onerror="{run}'}
    yield {"text/latex": f"$x$<img src={PICTURE} onerror='{run}'>"}
    yield {"text/plain": f"<script>{run}</script>"}


def pages_of_scripts() -> dict[str, str]:
    """Return the notebook as a page: as it is exported; with either of what keeps scripts out taken away; with both."""
    page, _ = CourseExporter().from_notebook_node(notebook_of_scripts())
    with patch.object(exporter, "sanitized", str):
        by_policy, _ = CourseExporter().from_notebook_node(notebook_of_scripts())
    assert POLICY in page
    return {
        "exported": page,
        "by its policy alone": by_policy,
        "by sanitizing alone": page.replace(POLICY, "X-No-Policy"),
        "bare": by_policy.replace(POLICY, "X-No-Policy"),
    }


def script(number: int) -> tuple[str, str]:
    """Return a script that tells its number, without quotation marks or spaces, and the same in base64."""
    run = f"window.ran=(window.ran??[]).concat({number})"
    return run, base64.b64encode(run.encode()).decode()


def of_markdown(numbers: list[int]) -> list[int]:
    """Return those of these numbers that scripts in Markdown have, which alone is sanitized."""
    return [number for number in numbers if number < len(list(in_markdown("", "")))]


def notebook_of_scripts() -> NotebookNode:
    """Return a notebook with a script in every place, each in a cell of its own but for the last few."""
    cells, number = [], 0
    for _ in in_markdown("", ""):
        cells.append(v4.new_markdown_cell(list(in_markdown(*script(number)))[number]))
        number += 1
    for i, _ in enumerate(in_html("", "")):
        cells.append(shown({"text/html": list(in_html(*script(number)))[i]}))
        number += 1
    for i, _ in enumerate(in_other_outputs("", "")):
        cells.append(shown(list(in_other_outputs(*script(number)))[i]))
        number += 1
    run, _ = script(number)
    words, foreign = (
        ipywidgets.HTML(f"<img src={PICTURE} onerror='{run}'>"),
        {"_esm": f"export default {{ render() {{ {run} }} }}"},
    )
    cells += [shown({VIEW: {"model_id": model}}) for model in (words.model_id, "foreign")]
    cells.append(shown({"image/png": "AA"}, {"alt": f'"onerror="{run}'}))
    traceback = [f"\x1b[31m<img src={PICTURE} onerror='{run}'>\x1b[0m"]
    cells[-1].outputs += [
        v4.new_output("stream", text=f"<script>{run}</script>"),
        v4.new_output("error", ename=f"<script>{run}</script>", evalue="x", traceback=traceback),
    ]
    made = v4.new_notebook(cells=cells)
    state = ipywidgets.Widget.get_manager_state(widgets=[words])["state"] | {
        "foreign": {"state": foreign}
    }
    made.metadata["widgets"] = {STATE: {"version_major": 2, "version_minor": 0, "state": state}}
    made.metadata["language_info"] = {
        "name": f'x"><script>{run}</script>',
        "pygments_lexer": "text",
    }
    return made


def shown(data: dict[str, Any], metadata: dict[str, Any] | None = None) -> NotebookNode:
    """Return a cell that was run and shows something."""
    output = v4.new_output("execute_result", data, execution_count=1)
    return v4.new_code_cell("thing", execution_count=1, outputs=[output], metadata=metadata or {})
