"""The chain-rule widget: every number is the library's, and the library's is the slope that the loss has."""

import json
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np
import pytest

from mlcourse import MLP, ChainRule, initialize, numerical_gradient
from mlcourse.base.display import number_text
from mlcourse.widgets.chain_rule.computation_graph import EXAMPLE, Graph, computation_graph, product
from mlcourse.widgets.chain_rule.filling import fill

CASES = [(hidden, output, seed) for hidden in ("relu", "tanh", "sigmoid", "identity")
         for output in ("identity", "sigmoid") for seed in (1, 5)]  # fmt: skip


def example(hidden: str, output: str, seed: int) -> tuple[MLP, np.ndarray, np.ndarray, np.ndarray]:
    network = MLP((2, 2, 1), activation=hidden, output=output)
    generator = np.random.default_rng(seed)
    return (
        network,
        initialize(network, "random_normal", seed, std=0.8),
        generator.normal(size=(1, 2)),
        generator.normal(size=(1, 1)),
    )


def written(chain: ChainRule) -> Any:
    """All that the view gets, with the numbers that stand there now."""
    return filled({k: chain.header[k] for k in ("ways", "paths", "edges")}, chain._graph)


def filled(value: Any, graph: Graph) -> Any:
    if isinstance(value, dict):
        return {key: filled(inner, graph) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, graph) for inner in value]
    return fill(value, graph) if isinstance(value, str) else value


def loss_of(network: MLP, theta: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
    """The loss, written out by hand: the widget's and the library's oracle."""
    functions = {
        "relu": lambda z: max(z, 0.0),
        "tanh": np.tanh,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "identity": lambda z: z,
    }
    f, g = functions[network.activations[0]], functions[network.output]
    a = [f(x[0, 0] * theta[j] + x[0, 1] * theta[2 + j] + theta[4 + j]) for j in range(2)]
    return float((g(a[0] * theta[6] + a[1] * theta[7] + theta[8]) - y[0, 0]) ** 2)


PARAMETERS = [
    "W0[0,0]",
    "W0[0,1]",
    "W0[1,0]",
    "W0[1,1]",
    "b0[0]",
    "b0[1]",
    "W1[0,0]",
    "W1[1,0]",
    "b1[0]",
]


@pytest.mark.parametrize(("hidden", "output", "seed"), CASES)
def test_paths_add_up_to_the_numerical_gradient(hidden: str, output: str, seed: int) -> None:
    network, theta, x, y = example(hidden, output, seed)
    graph = computation_graph(network, theta, x, y)
    numerical = dict(
        zip(PARAMETERS, numerical_gradient(lambda t: loss_of(network, t, x, y), theta), strict=True)
    )
    by_x = numerical_gradient(lambda v: loss_of(network, theta, v[None], y), x[0])
    numerical |= {"x[0]": by_x[0], "x[1]": by_x[1]}
    for name, slope in numerical.items():
        paths = graph.paths(name)
        assert len(paths) == (2 if name.startswith("x") else 1)
        assert sum(product(path) for path in paths) == pytest.approx(slope, rel=1e-6, abs=1e-8)
        assert graph.nodes[name].gradient == pytest.approx(slope, rel=1e-6, abs=1e-8)
    assert graph.nodes["L"].value == pytest.approx(loss_of(network, theta, x, y))


@pytest.mark.parametrize("output", ["identity", "sigmoid"])
def test_each_edge_is_the_slope_between_its_two_nodes(output: str) -> None:
    """Nodes' gradients are related by edges: ∂L/∂start = Σ ∂L/∂end · ∂end/∂start."""
    graph = computation_graph(*example("tanh", output, 3))
    for name in graph.targets:
        passed_back = sum(graph.nodes[e.end].gradient * e.derivative for e in graph.out_of(name))
        assert graph.nodes[name].gradient == pytest.approx(passed_back)


def test_a_path_is_a_chain_from_the_loss_to_its_target() -> None:
    graph = computation_graph(*example("relu", "sigmoid", 2))
    for target in graph.targets:
        for path in graph.paths(target):
            assert path[0].end == "L"
            assert path[-1].start == target
            assert all(later.end == earlier.start for earlier, later in pairwise(path))


def test_both_hidden_units_of_the_default_example_speak_and_their_paths_differ() -> None:
    chain = ChainRule()
    values = chain.header["numbers"]["values"]
    assert (values["a0[0]"], values["a0[1]"]) == (1, 2)
    paths = written(chain)["paths"]
    assert [c["products"][-1] for c in paths["x[1]"]["chains"]] == ["−3", "6"]
    assert paths["x[1]"]["sum"] == "∂L/∂x[1] = −3 + 6 = 3"


def test_the_steps_say_what_the_records_hold() -> None:
    network, theta, x, y = example("tanh", "sigmoid", 4)
    chain = ChainRule(network, theta, x[0], y[0, 0])
    graph = computation_graph(network, theta, x, y)
    forward, backward = written(chain)["ways"].values()
    assert [step["node"] for step in forward] == [
        "",
        "z0[0]",
        "z0[1]",
        "a0[0]",
        "a0[1]",
        "z1[0]",
        "ŷ",
        "L",
    ]
    for step in forward[1:]:
        assert step["lines"][-1].endswith(f"= {number_text(graph.nodes[step['node']].value)}")
    assert backward[-1]["gradients"].keys() == graph.nodes.keys() - {"y"}
    for name, text in backward[-1]["gradients"].items():
        assert text == number_text(graph.nodes[name].gradient), name
    order = [step["node"] for step in backward]
    for edge in graph.edges:  # nobody is asked before those that it leads to
        assert order.index(edge.end) < order.index(edge.start)
    assert order.count("x[0]") == 2  # one step for each product


@pytest.mark.parametrize("target", ["W0[0,1]", "x[0]", "b1[0]", "ŷ"])
def test_the_product_grows_factor_by_factor(target: str) -> None:
    chain = ChainRule(*example("sigmoid", "identity", 7)[:2], (0.3, -1.2), 0.5)
    graph: Graph = chain._graph
    way = written(chain)["paths"][target]
    for path, shown in zip(graph.paths(target), way["chains"], strict=True):
        assert [f["text"] for f in shown["factors"]] == [number_text(e.derivative) for e in path]
        grown = [prod(e.derivative for e in path[: i + 1]) for i in range(len(path))]
        assert shown["products"] == [number_text(value) for value in grown]
    several = len(way["chains"]) > 1
    assert len(way["steps"]) == 1 + sum(len(c["factors"]) for c in way["chains"]) + several
    assert way["gradient"] == number_text(graph.nodes[target].gradient)
    assert way["steps"][-1]["said"].endswith(f"= {way['gradient']}.")
    assert way["steps"][-1]["gradients"][target] == way["gradient"]


def test_a_dead_unit_ends_the_path_in_words() -> None:
    theta = [
        0.5,
        -1.0,
        0.25,
        1.0,
        0.0,
        -2.0,
        2.0,
        3.0,
        0.5,
    ]  # lesson 00: the second unit says nothing
    chain = ChainRule(theta=theta)
    now = written(chain)
    said = [step["said"] for step in now["paths"]["W0[0,1]"]["steps"]]
    assert any("A factor 0 ends the path" in words for words in said)
    assert str(chain.gradient("W0[0,1]")) == "0.0"  # and not −0
    assert "−0" not in [
        chain["factors"] for each in now["paths"].values() for chain in each["chains"]
    ]
    assert now["ways"]["backward"][-1]["gradients"]["W0[0,1]"] == "0"


def test_python_moves_it_and_is_told_where_that_fails() -> None:
    chain = ChainRule()
    chain.way, chain.position = "backward", 10
    assert "∂L/∂" in repr(chain)
    chain.way = "forward"
    assert (
        chain.position == len(chain.header["ways"]["forward"]) - 1
    )  # no further than this way goes
    with pytest.raises(ValueError, match="position must be from 0 to 6 on this way; given 7"):
        chain.position = 7
    with pytest.raises(ValueError, match="Did you mean 'backward'"):
        chain.way = "backwards"
    with pytest.raises(ValueError, match=r"target must be one of"):
        chain.target = "y"


def test_a_changed_number_is_computed_anew_by_the_library() -> None:
    chain = ChainRule()
    chain.changed = {"W0[1,0]": 2.0, "y": -1.0}
    theta = np.array(EXAMPLE[0])
    theta[2] = 2.0
    whole = ChainRule(theta=theta, y=-1.0)
    assert {n: chain.gradient(n) for n in chain._graph.targets} == {
        n: whole.gradient(n) for n in whole._graph.targets
    }
    assert written(chain) == written(whole)
    assert repr(chain) == repr(whole)
    chain.changed = {}
    assert written(chain) == written(ChainRule())


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"z0[0]": 1.0}, ValueError, "changed must be one of"),
        ({"w0[0,0]": 1.0}, ValueError, "Did you mean"),
        ({"y": np.inf}, ValueError, r"changed\['y'\] must be a finite number"),
        ({"y": "1"}, TypeError, r"changed\['y'\] must be a number"),
    ],
)
def test_only_what_is_given_can_be_changed(
    wrong: dict[str, Any], error: type[Exception], message: str
) -> None:
    chain = ChainRule()
    with pytest.raises(error, match=message):
        chain.changed = wrong
    assert chain.changed == {}


def test_all_that_the_view_shows_is_in_the_recording() -> None:
    chain = ChainRule()
    assert json.loads(json.dumps(chain.header, allow_nan=False)) == chain.header
    assert len(json.dumps(chain.header)) < 100_000
    assert ChainRule().header["id"] == chain.header["id"]
    assert ChainRule(y=3.0).header["id"] != chain.header["id"]
    assert EXAMPLE[2] == [[3.5]]
