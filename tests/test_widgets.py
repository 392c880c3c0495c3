"""The training player without a browser: what is recorded, what is sent, and what Python can ask of it."""

import base64
import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcourse import (
    MLP,
    SGD,
    Adam,
    AdamW,
    EarlyStopping,
    digits,
    forward,
    moons,
    noisy_sine,
    softmax,
    spirals,
    split,
    standardize,
    train,
)
from mlcourse.base.display import number_text
from mlcourse.base.heat_map import heat_map
from mlcourse.run.history import History
from mlcourse.widgets.kit import join_module, join_styles
from mlcourse.widgets.kit.compact import compact
from mlcourse.widgets.kit.packing import pack
from mlcourse.widgets.kit.regions import class_codes
from mlcourse.widgets.player import TrainingPlayer
from mlcourse.widgets.player.recording import choose_frames, record_run

ROOT = Path(__file__).parents[1]
WIDGETS = ROOT / "mlcourse" / "widgets"


@pytest.fixture(scope="module")
def history() -> History:
    return train(
        MLP((2, 6, 5, 2), activation="tanh"), moons(seed=1), validation=moons(seed=2), optimizer=Adam(0.01),
        batch_size=32, epochs=40, seed=1, progress=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def player(history: History) -> TrainingPlayer:
    return TrainingPlayer(history)


def unpacked(player: TrainingPlayer) -> dict[str, np.ndarray]:
    """The arrays as the browser gets them."""
    return {
        name: np.frombuffer(
            player.buffer, a["dtype"], int(np.prod(a["shape"])), a["offset"]
        ).reshape(a["shape"])
        for name, a in player.header["arrays"].items()
    }


# ---------------------------------------------------------------- JavaScript


def _softmax_table() -> Iterator[list[Any]]:
    """Exponents, whether the maximum is subtracted, and the library's probabilities; None is nan."""
    for exponents in ([2.0, 1.0, 0.0], [-3.0, 4.5], [1000.0, 999.0, -1000.0], [0.0] * 6):
        yield [exponents, True, softmax(np.array(exponents)).tolist()]
    yield [[2.0, 1.0, 0.0], False, softmax(np.array([2.0, 1.0, 0.0])).tolist()]
    yield [[1000.0, 1001.0], False, [None, None]]


def test_pure_javascript(node: str) -> None:
    """What of the JavaScript needs no browser, by node's own test runner."""
    values = [0.0, 1.0, -2.0, 0.1 + 0.2, 123456.0, 12346.0, 9999.6, 0.00012345]
    values += [0.0000123456, -1e-300, 2.5e10, 1e16, 999.95]
    texts = json.dumps([[value, number_text(value)] for value in values])
    files = sorted(str(path) for path in (ROOT / "tests" / "js").glob("*.test.mjs"))
    tables = {
        "NUMBER_TEXTS": texts,
        "SOFTMAX_TABLE": json.dumps(list(_softmax_table())),
        "COMPACTED": json.dumps(_compacted()),
        "HEAT_MAP": json.dumps(_heat_map()),
    }
    done = subprocess.run(
        [node, "--test", *files],
        env={**os.environ, **tables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _heat_map() -> dict[str, Any]:
    """A picture of every 2nd row of an array, and what it is to tell."""
    values = np.random.default_rng(1).standard_normal((128, 20))
    html = heat_map("W", values)
    file = html.partition("base64,")[2].partition('"')[0]
    texts = [number_text(value) for value in values[::2].ravel()]
    return {"file": file, "texts": texts, "place": "[4, 3]"}


def _compacted() -> dict[str, Any]:
    """A recording with arrays of each kind, as it is and made small; among the numbers every awkward one."""
    random = np.random.default_rng(1)
    spread = random.standard_normal(900) * 10.0 ** random.integers(-40, 38, 900)
    # Halves of every digit, and what lies just beside them.
    halves = np.array([0.12345, 0.1235, 0.125, 0.15, 1.0625, 1234.5, 12345, 99995, 9.9995, 0.09995])
    halves = np.outer(halves, [1, 1 - 1e-7, 1 + 1e-7, 1 - 1e-4, 1 + 1e-4, -1]).ravel()
    special = np.array([0, -0.0, np.nan, np.inf, -np.inf, 1e-45, 3.4e38, 1, 10, 100, 1e4, 1e-4])
    numbers = np.concatenate([spread, halves, special]).astype(np.float32)
    arrays = {
        "W0": numbers.reshape(4, -1),
        "exact": numbers[::-1].reshape(2, 3, -1),
        "regions": random.integers(0, 256, (7, 5)).astype(np.uint8),
        "step": np.array([0, -1, 70000], np.int32),
        "place": random.integers(-32768, 32768, (4, 3, 2)).astype(np.int16),
        "none": np.zeros((0, 3), np.float32),
        "one": np.array(0.1, np.float32),
    }
    layout, buffer = pack(arrays, rounded=["W0"])
    header = {"title": "δ and ŷ", "arrays": layout}
    return {
        "header": header,
        "buffer": base64.b64encode(buffer).decode(),
        "text": compact(header, buffer),
    }


SCRIPTS = sorted(path.relative_to(WIDGETS).as_posix() for path in WIDGETS.glob("*/*.js"))


PARSE = """
const scripts = JSON.parse(require("fs").readFileSync(0, "utf-8")), wrong = {};
for (const [name, text] of Object.entries(scripts)) {
    try { new (require("vm").SourceTextModule)(text); } catch (error) { wrong[name] = `${error.stack}`; }
}
console.log(JSON.stringify(wrong));
"""


@pytest.fixture(scope="module")
def modules() -> dict[str, str]:
    """The joined module of every script."""
    return {name: join_module(WIDGETS / name) for name in SCRIPTS}


def test_node_can_read_every_joined_module(modules: dict[str, str], node: str) -> None:
    """It cannot where two files declare one name, for instance."""
    command = [node, "--experimental-vm-modules", "--no-warnings", "--eval", PARSE]
    done = subprocess.run(
        command, input=json.dumps(modules), capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == {}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_joined_module_is_whole_and_fetches_nothing(name: str, modules: dict[str, str]) -> None:
    module, styles = modules[name], join_styles(WIDGETS / name)
    assert not re.search(r"^(import|export) (?!default)", module, re.MULTILINE)
    assert "http" not in module.replace("http://www.w3.org/2000/svg", "")  # a name, not an address
    assert module.count("export default") == (WIDGETS / name).read_text("utf-8").count(
        "export default"
    )
    assert "url(" not in styles
    assert "@import" not in styles


STYLED = re.compile(r"^(?:\.mlc )?\.(mlc-[\w-]+)", re.MULTILINE)  # what a rule begins with
KIT = {
    name for path in WIDGETS.glob("kit/*.css") for name in STYLED.findall(path.read_text("utf-8"))
}
OWN = [name for name in SCRIPTS if Path(name).parent.name == Path(name).stem]


@pytest.mark.parametrize("name", OWN)
def test_a_class_of_the_kit_comes_with_its_style(name: str) -> None:
    """A style sheet is joined with the script of its name: whoever names a class must import that."""
    named = set(re.findall(r"mlc-[\w-]+", join_module(WIDGETS / name)))
    assert named & KIT <= set(STYLED.findall(join_styles(WIDGETS / name)))


def test_nothing_moves_but_what_the_clock_plays() -> None:
    """Whoever wants less motion is asked for by the clock alone (kit/clock.js): no style sheet moves anything."""
    moving = re.compile(r"\b(animation|transition|scroll-behavior)\b|behavior: \"smooth\"")
    files = [*WIDGETS.glob("*/*.css"), *WIDGETS.glob("*/*.js")]
    assert [path.name for path in files if moving.search(path.read_text("utf-8"))] == []


FOLDERS = sorted(path.name for path in WIDGETS.iterdir() if (path / "__init__.py").exists())


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_widget_takes_nothing_from_another(folder: str) -> None:
    for file in (WIDGETS / folder).rglob("*.*"):
        text = file.read_text("utf-8") if file.suffix in (".py", ".js") else ""
        taken = re.findall(r"mlcourse\.widgets(?:\.(\w+)| import)", text)
        taken += re.findall(r'from "\.\./(\w+)/\w+\.js"', text)
        assert set(taken) <= {folder, "kit"}, file


def write_modules(root: Path, **texts: str) -> Path:
    """Write JavaScript files, ``kit__axes`` as kit/axes.js; return the folder that they are in."""
    for name, text in texts.items():
        path = root / f"{name.replace('__', '/')}.js"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_each_file_is_joined_once_after_what_it_imports(tmp_path: Path) -> None:
    root = write_modules(
        tmp_path,
        w__w='import { a } from "../kit/kit.js";\nimport {\n  b,\n  c,\n} from "./parts.js";\nexport default a + c;\n',
        w__parts='import { a } from "../kit/kit.js";\nexport const { b, x: c } = a;\nconst hidden = 1;\n',
        kit__kit="export async function a() {}\n",
        w__unused="export const d = 1;\n",
    )
    assert (
        join_module(root / "w" / "w.py")
        == """const kit$kit = (() => {
async function a() {}
return { a };
})();
const w$parts = (() => {
const { a } = kit$kit;
const { b, x: c } = a;
const hidden = 1;
return { b, c };
})();
const { a } = kit$kit;
const {
  b,
  c,
} = w$parts;
export default a + c;
"""
    )
    (root / "w" / "parts.css").write_text(".parts {}\n", encoding="utf-8")
    (root / "w" / "w.css").write_text(".w {}\n", encoding="utf-8")
    assert join_styles(root / "w" / "w.js") == ".parts {}\n.w {}\n"


def test_files_may_declare_the_same_names_and_keep_their_own(tmp_path: Path, node: str) -> None:
    root = write_modules(
        tmp_path,
        kit__one="""let a = 1, key = 2;
export function one() { return a++ + key; }
""",
        w__two="""import { one } from "../kit/one.js";
let a = 10, key = 20;
export class Two { sum() { a += one(); return a + key; } }
""",
        w__w="""import { Two } from "./two.js";
let a = 100, key = 200;
export function mount() {}
const made = new Two();
made.sum();
export default [a, key, made.sum()];
""",
    )
    (root / "joined.mjs").write_text(join_module(root / "w" / "w.js"), encoding="utf-8")
    script = "import('./joined.mjs').then((m) => console.log(JSON.stringify([m.default, Object.keys(m)])))"
    done = subprocess.run(
        [node, "-e", script], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [[100, 200, 37], ["default"]]  # 10 + 3 + 4 + 20


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (
            {"w": 'import { a } from "./b.js";\n', "b": 'import { c } from "./w.js";\n'},
            "circle: w/w.js → w/b.js → w/w.js",
        ),
        (
            {"w": 'import { a } from "./gone.js";\n'},
            "w/w.js imports from w/gone.js, which is not there; there are: w.js",
        ),
        ({"other": ""}, "the widget needs w/w.js, which is not there; there are: other.js"),
        (
            {"w": 'import { a } from "./b.js";\n', "b": "const a = 1;\n"},
            "w/w.js imports 'a', which w/b.js does not export",
        ),
        (
            {"w": 'import { a as b } from "./b.js";\n', "b": "export const a = 1;\n"},
            "imports 'a as b'",
        ),
        (
            {"w": 'import * as d3 from "https://elsewhere/d3.js";\n'},
            "w/w.js says .import . as d3 .* write import {…}",
        ),
        ({"w": 'import { a } from "../../outside/b.js";\n'}, "w/w.js says .import { a } from"),
        ({"w": 'export * from "./b.js";\n', "b": ""}, "w/w.js says 'export"),
        (
            {
                "w": 'import { a } from "./b.js";\n',
                "b": "export const a = 1;\nexport let count = 0;\n",
            },
            "w/b.js says 'export let count = 0;'.* keeps its first value",
        ),
        (
            {
                "w": 'import { a } from "./b.js";\n',
                "b": "export const a = 1;\nconst b = 2;\nexport { b };\n",
            },
            "w/b.js says 'export { b };'",
        ),
        (
            {"w": 'import { a } from "./b.js";\n', "b": "export const a = 1;\nexport default a;\n"},
            "w/b.js has a default export, which w/w.js alone may have",
        ),
    ],
)
def test_what_cannot_be_joined_is_said(tmp_path: Path, texts: dict[str, str], message: str) -> None:
    root = write_modules(tmp_path, **{f"w__{name}": text for name, text in texts.items()})
    with pytest.raises(ValueError, match=message):
        join_module(root / "w" / "w.js")


# ---------------------------------------------------------------- what is sent


def test_a_buffer_holds_other_types_than_the_browser_knows_never() -> None:
    with pytest.raises(
        TypeError, match="loss must be float32, int32, int16 or uint8; given float64"
    ):
        pack({"loss": np.zeros(3)})


def test_arrays_start_where_a_typed_array_may_start() -> None:
    layout, buffer = pack({"a": np.arange(3, dtype=np.uint8), "b": np.array([1.5], np.float32)})
    assert layout["b"]["offset"] % 8 == 0
    assert np.frombuffer(buffer, np.float32, 1, layout["b"]["offset"]) == [1.5]


@given(st.integers(1, 5000), st.integers(2, 200))
def test_frames_are_ever_sparser_and_keep_both_ends(steps: int, frames: int) -> None:
    chosen = choose_frames(steps, frames)
    gaps = np.diff(chosen)
    assert (chosen[0], chosen[-1], len(chosen)) == (0, steps - 1, min(steps, frames))
    assert (gaps >= 1).all()
    assert (gaps[: len(gaps) // 2].sum()) <= gaps[len(gaps) // 2 :].sum()


def test_numbers_on_the_screen_are_the_librarys(history: History, player: TrainingPlayer) -> None:
    arrays, words = unpacked(player), player.header["words"]
    for frame in (0, 7, 100, len(player.steps) - 1):
        k = player.steps[frame]
        step = history.at(k)
        assert words["loss"][frame] == number_text(history.loss[k])
        assert words["gradient_norm"][frame] == number_text(history.gradient_norm[k])
        assert words["update_ratio"][frame] == number_text(history.update_ratio[k])
        for i, (way, back) in enumerate(
            zip(step.forward.layers, step.backward.layers, strict=True)
        ):
            np.testing.assert_allclose(arrays[f"a{i + 1}"][frame], way.a[0], rtol=1e-6)
            np.testing.assert_allclose(arrays[f"dW{i}"][frame], back.dW, rtol=1e-6)
            np.testing.assert_allclose(arrays[f"delta{i + 1}"][frame], back.delta[0], rtol=1e-6)
            before, after = (arrays[f"W{i}"][arrays[name][frame]] for name in ("before", "after"))
            np.testing.assert_allclose(before, way.W, rtol=1e-6)
            np.testing.assert_allclose(after - before, arrays[f"change{i}"][frame], atol=1e-6)
            biases = arrays[f"b{i}"][arrays["before"][frame]]
            np.testing.assert_allclose(biases, way.b, rtol=1e-6, atol=1e-12)
        again = forward(history.plan.network, step.after.theta, step.batch.x)
        np.testing.assert_allclose(arrays["probability_after"][frame], again.output[0], rtol=1e-6)
        np.testing.assert_allclose(
            arrays["batch"][frame][: step.batch.size, :2], step.batch.x, rtol=1e-6
        )
        np.testing.assert_array_equal(arrays["batch"][frame][: step.batch.size, 2], step.batch.y)


def test_the_worked_weight_is_that_of_gradient_and_update(
    history: History, player: TrainingPlayer
) -> None:
    unit, name = player.header["worked"]["unit"], player.header["worked"]["name"]
    frame = 30
    step = history.at(player.steps[frame])
    layout = history.plan.network.layout
    old, new = (
        number_text(layout.view(theta, "W2")[unit, 0])
        for theta in (step.before.theta, step.after.theta)
    )
    gradient = number_text(step.backward.layers[2].dW[unit, 0])
    backward, update = (
        player.header["words"][phase][frame][-1] for phase in ("backward", "update")
    )
    assert name == f"W2[{unit}, 0]"
    assert backward.startswith(f"∂L/∂{name} = ")
    assert backward.endswith(f" = {gradient}")
    assert update.startswith(f"{name} ← {old} ")
    assert update.endswith(f" = {new}")


def test_regions_are_the_networks_answers(history: History, player: TrainingPlayer) -> None:
    arrays, panel = unpacked(player), player.header["panel"]
    x_low, x_high, y_low, y_high = panel["bounds"]
    moment = arrays["after"][-1]
    grid = arrays["regions"][moment].reshape(panel["grid"], panel["grid"])
    for row, column in ((0, 0), (47, 0), (20, 30), (24, 24)):
        x = x_low + (column + 0.5) / panel["grid"] * (x_high - x_low)
        y = y_high - (row + 0.5) / panel["grid"] * (y_high - y_low)
        p = forward(history.plan.network, history.last.theta, np.array([[x, y]])).output[0]
        label, level = divmod(int(grid[row, column]), 128)
        assert label == p.argmax()
        assert level / 127 == pytest.approx(2 * p.max() - 1, abs=0.01)


@pytest.mark.parametrize(
    ("network", "is_pictured"),
    [
        (MLP((2, 3, 2)), True),
        (MLP((2, 17, 2)), False),
        (MLP((2, 3, 2), batch_normalization=True), False),
    ],
)
def test_units_have_pictures_where_the_browser_can_draw_them(
    network: MLP, is_pictured: bool
) -> None:
    run = train(network, moons(40, seed=1), epochs=2, seed=1, progress=False)
    assert ("b0" in TrainingPlayer(run).header["arrays"]) is is_pictured


def test_codes_of_many_classes_fit_a_byte() -> None:
    sure = class_codes(np.eye(10), 10)
    assert sure.tolist() == [k * 25 + 24 for k in range(10)]
    assert class_codes(np.array([[0.25], [1.0]]), 2).tolist() == [64, 255]  # one sigmoid unit


def test_at_most_three_megabytes_are_sent() -> None:
    wide = train(MLP((2, 64, 64, 64, 64, 2)), moons(seed=1), epochs=30, progress=False)
    player = TrainingPlayer(wide)
    assert len(player.buffer) <= 3_000_000
    assert 50 <= len(player.steps) < 200
    assert (player.steps[0], player.steps[-1]) == (0, wide.steps - 1)


def test_of_large_layers_a_part_is_drawn_and_said() -> None:
    data = digits()
    history = train(
        MLP((64, 32, 10)), (data.x / 16, data.y), batch_size=256, epochs=2, progress=False
    )
    player = TrainingPlayer(history)
    arrays, columns = unpacked(player), player.header["layers"]
    assert [(column["size"], len(column["units"])) for column in columns] == [
        (64, 16),
        (32, 16),
        (10, 10),
    ]
    W1 = history.plan.network.layout.view(history.last.theta, "W1")
    np.testing.assert_allclose(
        arrays["W1"][arrays["after"][-1]], W1[columns[1]["units"]], rtol=1e-6
    )
    assert player.header["panel"] == {
        "kind": "example",
        "side": 8,
        "labels": [str(i) for i in range(10)],
        "grays": [0.0, 1.0],
        "note": "",
    }
    np.testing.assert_allclose(arrays["example"][0], history.at(0).batch.x[0], rtol=1e-6)
    assert player.header["worked"]["unit"] in columns[1]["units"]


def test_the_same_run_gives_the_same_recording(history: History, player: TrainingPlayer) -> None:
    again = TrainingPlayer(history)
    assert again.header == player.header
    assert again.buffer == player.buffer
    assert TrainingPlayer(history, frames=20).header["id"] != player.header["id"]


# ---------------------------------------------------------------- every kind of run


def _sine() -> Any:
    return train(MLP((1, 8, 1), output="identity"), noisy_sine(), epochs=5, progress=False)


def _binary() -> Any:
    network = MLP((2, 6, 1), output="sigmoid")
    return train(network, moons(), optimizer=SGD(0.1), batch_size=None, epochs=5, progress=False)


def _normalized() -> Any:
    return train(
        MLP((2, 6, 3), batch_normalization=True),
        spirals(),
        optimizer=AdamW(0.01),
        epochs=5,
        progress=False,
    )


def _no_hidden_layer() -> Any:
    return train(MLP((2, 2)), moons(), epochs=1, progress=False)


def _one_hot() -> Any:
    data = moons()
    return train(MLP((2, 3, 2)), (data.x, np.eye(2)[data.y]), epochs=1, progress=False)


def _many_outputs() -> Any:
    x = np.random.default_rng(1).normal(size=(40, 5))
    return train(MLP((5, 4, 3), output="identity"), (x, x[:, :3]), epochs=2, progress=False)


def _stopped() -> Any:
    early = EarlyStopping(patience=1)
    return train(
        MLP((2, 8, 2)),
        moons(),
        validation=moons(seed=3),
        early_stopping=early,
        epochs=50,
        progress=False,
    )


def _diverged() -> Any:
    return train(
        MLP((1, 4, 1), output="identity"),
        noisy_sine(),
        optimizer=SGD(1e6),
        epochs=50,
        progress=False,
    )


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (_sine, "curve"), (_binary, "regions"), (_normalized, "regions"), (_no_hidden_layer, "regions"),
        (_one_hot, "regions"), (_many_outputs, "example"), (_stopped, "regions"), (_diverged, "curve"),
    ],
)  # fmt: skip
def test_every_kind_of_run_can_be_shown(make: Any, kind: str) -> None:
    history = make()
    player = TrainingPlayer(history)
    assert player.header["panel"]["kind"] == kind
    assert player.header["stop"] == history.stop.message
    assert json.loads(json.dumps(player.header, allow_nan=False)) == player.header
    arrays = unpacked(player)
    if history.stop.reason != "diverged":
        for name in arrays.keys() - {"batch", "validation_loss"}:
            assert np.isfinite(arrays[name]).all(), name
    assert len(player.header["words"]["iterate"]) == len(player.steps) == len(arrays["before"])


def test_one_of_several_runs_is_shown_as_if_it_were_alone() -> None:
    data, network = moons(seed=1), MLP((2, 4, 2))
    rates = (0.001, 0.03)
    both = train(network, data, optimizer=Adam(rates), epochs=5, seed=[4, 5], progress=False)
    for run, (rate, seed) in enumerate(zip(rates, (4, 5), strict=True)):
        alone = train(network, data, optimizer=Adam(rate), epochs=5, seed=seed, progress=False)
        shown, expected = TrainingPlayer(both, run=run), TrainingPlayer(alone)
        assert shown.header == expected.header
        assert shown.buffer == expected.buffer


# ---------------------------------------------------------------- what Python can ask of it


def test_a_step_that_is_not_shown_gives_the_nearest(player: TrainingPlayer) -> None:
    missing = next(step for step in range(player.steps[-1]) if step not in player.steps)
    player.step = missing
    assert player.step in player.steps
    assert abs(player.step - missing) == min(abs(step - missing) for step in player.steps)


def test_step_and_phase_go_together(player: TrainingPlayer) -> None:
    player.phase = "initialize"
    assert player.step == 0
    player.step = 3
    assert (player.step, player.phase) == (3, "iterate")
    player.phase = "loss"
    player.step = 5
    assert player.phase == "loss"


def test_words_where_widgets_cannot_show(history: History, player: TrainingPlayer) -> None:
    player.phase = "initialize"
    text = repr(player)
    assert "2-6-5-2 network, 200 of 400 steps" in text
    assert number_text(history.loss[-1]) in text
    assert "before the first step" in text
    bundle, _ = player._repr_mimebundle_()
    assert bundle["text/plain"] == text
    assert "application/vnd.jupyter.widget-view+json" in bundle


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (
            {"history": [0.7, 0.5]},
            TypeError,
            r"history must be a History; given .* Try history = train",
        ),
        ({"run": 0}, ValueError, "this history is of one"),
        ({"frames": 1}, ValueError, "frames must be at least 2; given 1"),
        ({"frames": 2.5}, TypeError, "frames must be an integer"),
        (
            {"class_names": ["moon"]},
            ValueError,
            "class_names must be 2 names, one for each; given 1",
        ),
        ({"class_names": "ab"}, TypeError, "class_names must be a sequence of 2 names"),
        ({"feature_names": ["x", "y", "z"]}, ValueError, "feature_names must be 2 names"),
        (
            {"images": np.zeros((3, 2))},
            ValueError,
            r"images must have the shape \(\d+, 2\); given .*\(3, 2\).* before they were standardized",
        ),
        ({"images": "moons"}, TypeError, "images must hold real numbers"),
        ({"size": "present"}, ValueError, "size must be one of .* Did you mean 'presenter'"),
    ],
)
def test_bad_input_is_named(
    history: History, arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        TrainingPlayer(**{"history": history, **arguments})


def test_an_image_is_drawn_as_it_looks_though_the_network_saw_it_standardized() -> None:
    parts = split(digits(), seed=1)
    run = {"batch_size": 256, "epochs": 2, "seed": 1, "progress": False}
    history = train(MLP((64, 8, 10)), standardize(parts).train, **run)
    for other in ({}, {"beside": history}):
        player = TrainingPlayer(history, images=parts.train.x, **other)
        arrays = unpacked(player)
        for frame, step in enumerate(player.steps):
            example = parts.train.x[history.at(step).batch.indices[0]]
            assert (arrays["example"][frame] == example).all()
            np.testing.assert_allclose(
                arrays["a0"][frame], history.at(step).batch.x[0][player.header["layers"][0]["units"]], rtol=1e-6
            )  # fmt: skip
        assert player.header["panel"]["grays"] == [0, 16]
        assert player.header["panel"]["note"] == ""
    assert TrainingPlayer(history).header["panel"]["note"] == "standardized pixels"


def test_several_runs_need_a_choice() -> None:
    both = train(MLP((2, 2)), moons(), epochs=1, seed=[1, 2], progress=False)
    with pytest.raises(ValueError, match=r"holds 2 runs, .* Try TrainingPlayer\(history, run=0\)"):
        TrainingPlayer(both)
    with pytest.raises(ValueError, match="run must be from 0 to 1; given 2"):
        TrainingPlayer(both, run=2)


def test_a_history_without_a_step_is_refused(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(History, "steps", 0)
    with pytest.raises(ValueError, match="holds no step"):
        record_run(history)


def test_a_step_or_phase_that_is_not_there_is_refused(
    history: History, player: TrainingPlayer
) -> None:
    with pytest.raises(ValueError, match=f"step must be from 0 to {history.steps - 1}"):
        player.step = history.steps
    with pytest.raises(ValueError, match=r"phase must be one of .* Did you mean 'backward'"):
        player.phase = "backwards"


def test_names_are_shown(history: History) -> None:
    player = TrainingPlayer(history, class_names=["up", "down"], feature_names=["width", "height"])
    assert player.header["classes"] == ["up", "down"]
    assert player.header["layers"][0]["labels"] == ["width", "height"]
    assert any("class up" in words[0] for words in player.header["words"]["forward"])
