"""What widgets compute in the browser, once a number has been changed by hand, is what the library computes."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mlcourse import MLP, ChainRule, ForwardLab, forward, initialize
from mlcourse.base.display import number_text
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.widgets.chain_rule.filling import fill
from mlcourse.widgets.forward_lab.words import counted, layer_lines, share_words

SCRIPT = Path(__file__).parent / "js" / "computed.mjs"
SINGLE = [name for name, f in ACTIVATIONS.items() if f.kind != "probabilities"]


@pytest.fixture
def compute(node: str) -> Callable[[list[dict[str, Any]]], Any]:
    """What asks the JavaScript for the answers to cases."""

    def answers(cases: list[dict[str, Any]]) -> Any:
        done = subprocess.run(
            [node, SCRIPT], input=json.dumps(cases), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return answers


def test_every_activation_is_known(compute: Any) -> None:
    z = np.array([-800.0, -3.0, -0.25, 0.0, 1e-9, 0.7, 2.0, 30.0, 800.0])
    found = compute([{"what": "activation", "name": name, "z": z.tolist()} for name in SINGLE])
    for name, each in zip(SINGLE, found, strict=True):
        f = ACTIVATIONS[name]
        assert None not in each, f"{name} is not in mlcourse/widgets/kit/activations.js"
        a = f.function(z)
        np.testing.assert_allclose(
            each, np.stack([a, f.slope(z, a)], 1), 1e-14, 1e-300, err_msg=name
        )


def test_numbers_are_rounded_as_the_library_does(compute: Any) -> None:
    halves = np.array(
        [0.15625, 0.09375, 1.0625, 1.03125, 0.140625, 0.12345, 10.3125, 1234.5, 99995]
    )
    values = [*halves, *-halves, 0.0, -0.0, 0.1 + 0.2, 1e-7, 12346.5, 2.0**-13]
    (found,) = compute([{"what": "text", "values": values}])
    assert found == [number_text(value + 0.0) for value in values]


CASES = [
    (MLP((2, 2, 1), activation=hidden, output=output), seed)
    for hidden in SINGLE
    for output, seed in (("identity", 1), ("sigmoid", 2))
]


def test_every_number_and_word_of_the_chain_rule_follows(compute: Any) -> None:
    """Changed to numbers of the grid on which they are dragged, some of which make units silent or gradients 0."""
    chains = []
    for network, seed in CASES:
        chain = ChainRule(network, initialize(network, "random_normal", seed, std=0.8))
        random = np.random.default_rng(seed)
        given = [node["name"] for node in chain.header["nodes"] if not node["rule"]]
        for names in (given[:1], given[1::2], given):
            changed = {name: int(random.integers(-32, 33)) / 8 for name in names}
            chains.append((chain, changed))
    cases = [{"what": "chain", "header": c.header, "changed": changed} for c, changed in chains]
    for (chain, changed), found in zip(chains, compute(cases), strict=True):
        chain.changed = changed
        graph = chain._graph
        assert found["computable"]
        numbers = {
            "values": {name: node.value for name, node in graph.nodes.items()},
            "gradients": {name: graph.nodes[name].gradient for name in (*graph.targets, "L")},
            "derivatives": dict(enumerate(edge.derivative for edge in graph.edges)),
        }
        found["numbers"]["derivatives"] = dict(enumerate(found["numbers"]["derivatives"]))
        for kind, expected in numbers.items():
            for name, number in expected.items():
                assert found["numbers"][kind][name] == pytest.approx(number, 1e-12, 1e-13), name
        words = [chain.header["ways"], chain.header["paths"]]
        assert found["texts"] == list(filled_texts(words, graph))


def filled_texts(value: Any, graph: Any) -> Any:
    """Yield all strings of a value, filled."""
    if isinstance(value, str):
        yield fill(value, graph)
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from filled_texts(inner, graph)


NETWORKS = [
    MLP((2, 3, 1), activation="relu", output="sigmoid"),
    MLP((3, 6, 4, 3), activation=("tanh", "sigmoid"), output="softmax"),
    MLP((4, 7, 2), activation="identity", output="identity"),
]


def test_every_number_and_word_of_the_forward_lab_follows(compute: Any) -> None:
    labs = []
    for network in NETWORKS:
        x = np.random.default_rng(3).normal(size=(6, network.layer_sizes[0]))
        y = x[:, : network.layer_sizes[-1]] if network.output == "identity" else [0, 1, 0, 1, 1, 0]
        lab = ForwardLab(network, initialize(network, "random_normal", 2, std=0.7), x, y)
        labs.append((lab, {}, []))
        changed = {"x[2,1]": 2.125, "W0[1,2]": -1.5, "W1[2,0]": 0.0, "b0[0]": 3.0, "x[0,0]": -4.0}
        labs.append((lab, changed, []))
        hidden = len(network.layer_sizes) - 2
        labs += [(lab, changed, [name] * hidden) for name in SINGLE if ACTIVATIONS[name].in_hidden]
    cases = [
        {"what": "forward", "header": lab.header, "changed": changed, "activations": names}
        for lab, changed, names in labs
    ]
    for (lab, changed, names), found in zip(labs, compute(cases), strict=True):
        lab.changed, lab.activations = changed, names
        for number, layer in enumerate(lab.forward.layers):
            np.testing.assert_allclose(found["z"][number], layer.z, 1e-12, 1e-13)
            np.testing.assert_allclose(found["a"][number], layer.a, 1e-12, 1e-13)
            np.testing.assert_allclose(found["shares"][number], counted(layer).mean(axis=0))
            for unit in range(layer.z.shape[1]):
                words = share_words(number, layer, unit, lab._classes, lab._names.targets)
                assert found["said"][number][unit] == words
                for example in range(len(layer.z)):
                    lines = layer_lines(number, layer, unit, example)
                    assert found["lines"][example][number][unit] == lines
        fresh = ForwardLab(
            lab.forward.network, lab.forward.theta, lab.forward.x, lab.header["labels"] or None
        )
        assert found["verdict"] == fresh.header["verdict"]


def test_a_units_picture_is_its_a_over_the_plane(compute: Any) -> None:
    network = NETWORKS[0]
    theta = initialize(network, "random_normal", 2, std=0.7)
    layers = [
        {"W": la.W.of(theta).ravel().tolist(), "b": la.b.of(theta).tolist(), "activation": la.activation}
        for la in network.layers
    ]  # fmt: skip
    (found,) = compute(
        [{"what": "planes", "layers": layers, "bounds": [[-2, 2], [-1, 3]], "count": 5}]
    )
    x = np.array(found["points"]).T
    assert x[0] == pytest.approx([-1.6, 2.6])  # the first is left above, the next one beside it
    assert x[1] == pytest.approx([-0.8, 2.6])
    for layer, planes in zip(forward(network, theta, x).layers, found["planes"], strict=True):
        np.testing.assert_allclose(np.array(planes).T, layer.a, 1e-12, 1e-13)
