"""The chain-rule widget of lesson 04: a small network as a computation graph, forwards, backwards, path by path."""

from typing import Any

import traitlets

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, choice, finite, floats, given, instance, integer, number
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.network import MLP
from mlcourse.widgets.chain_rule.computation_graph import EXAMPLE, GIVEN, Graph, computation_graph
from mlcourse.widgets.chain_rule.filling import ENDS, fill
from mlcourse.widgets.chain_rule.steps import backward_steps, forward_steps, path_steps
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles
from mlcourse.widgets.kit.knobs import reach_of

WAYS = ("forward", "backward", "path")
# Of one unit; softmax needs several.
OUTPUTS = [name for name, f in ACTIVATIONS.items() if f.in_output and f.kind != "probabilities"]


class ChainRule(RecordedWidget):
    """Show a 2-2-1 network as a computation graph in which every edge carries its local derivative.

    Three ways lead through it, step by step: ``"forward"``, the values flow from x to L; ``"backward"``, ∂L/∂node
    is passed back from L, and where several edges leave a node their products add up; ``"path"``, the paths from
    L back to one node, whose factors are multiplied one by one. What is given, inputs, parameters and the target, can
    be changed, and all numbers follow. ``way``, ``target``, ``position`` and ``changed`` say what is on the screen: set
    them, and the view follows.

    Args:
        network: of layer sizes (2, 2, 1), with "identity" or "sigmoid" as output; None takes ReLU and identity.
        theta: the parameters (9,): W0 row by row, b0, W1, b1. None takes the network of lesson 00, with b0 and W1
            changed so that both hidden units are active.
        x: one example, (2,) or (1, 2).
        y: its target, one number.
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: another network, an array of another shape, or a size that is not known.

    Example:
        >>> chain = ChainRule()
        >>> chain.gradient("W0[0,1]")
        6.0
        >>> chain.way, chain.target, chain.position = "path", "x[0]", 4
        >>> print(chain)
        ChainRule: 2-2-1 network, L = 9
          Path 1 of 2, factor 4 of 4: ∂z0[0]/∂x[0] = 0.5, the weight W0[0,0]. The product so far: −12 · 0.5 = −6.
        >>> chain.changed = {"y": 1.0, "W0[0,0]": -0.5}
        >>> chain.gradient("W0[0,1]")
        5.0
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    way = traitlets.Unicode("forward", help="forward, backward or path").tag(sync=True)
    target = traitlets.Unicode("W0[0,1]", help="the node whose paths are shown").tag(sync=True)
    position = traitlets.Int(0, help="the step on this way, from 0").tag(sync=True)
    changed = traitlets.Dict(help="given numbers that were changed, by node").tag(sync=True)

    def __init__(
        self,
        network: MLP | None = None,
        theta: Array | None = None,
        x: Array | None = None,
        y: Array | float | None = None,
        size: str = "normal",
    ) -> None:
        choice("size", size, SIZES)
        network = MLP((2, 2, 1), output="identity") if network is None else _check_network(network)
        theta = _numbers("theta", EXAMPLE[0] if theta is None else theta, network.size)
        x = _numbers("x", EXAMPLE[1] if x is None else x, 2)[None]
        y = _numbers("y", EXAMPLE[2] if y is None else y, 1)[None]
        self._network = network
        self._graph = self._start = computation_graph(network, theta, x, y)
        super().__init__(_header(self._graph), {}, size=size)

    def gradient(self, node: str) -> float:
        """Return ∂L/∂node as the library's backward pass gives it.

        Args:
            node: a name as on the screen, such as ``"W0[0,1]"``.

        Returns:
            The number.

        Raises:
            TypeError: it is not a string.
            ValueError: there is no such node.
        """
        found = self._graph.nodes[choice("node", node, self._graph.targets)].gradient
        assert found is not None  # targets have one
        return found

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        said = fill(self._steps()[self.position]["said"], self._graph)
        loss = number_text(self._graph.nodes["L"].value)
        return f"ChainRule: 2-2-1 network, L = {loss}\n  {said}"

    def _steps(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (
            self.header["paths"][self.target]["steps"]
            if self.way == "path"
            else self.header["ways"][self.way]
        )
        return found

    @traitlets.validate("way")
    def _known_way(self, proposal: Any) -> str:
        return choice("way", proposal["value"], WAYS)

    @traitlets.validate("target")
    def _known_target(self, proposal: Any) -> str:
        return choice("target", proposal["value"], self._graph.targets)

    @traitlets.validate("position")
    def _within(self, proposal: Any) -> int:
        position, last = integer("position", proposal["value"]), len(self._steps()) - 1
        if not 0 <= position <= last:
            raise ValueError(f"position must be from 0 to {last} on this way; given {position}.")
        return position

    @traitlets.validate("changed")
    def _known_changes(self, proposal: Any) -> dict[str, float]:
        names = [node.name for node in self._start.nodes.values() if node.kind in GIVEN]
        return {
            choice("changed", name, names): number(f"changed[{name!r}]", value)
            for name, value in proposal["value"].items()
        }

    @traitlets.observe("changed")
    def _compute(self, change: Any) -> None:
        if not self.header:
            return
        values = {name: node.value for name, node in self._start.nodes.items()} | change["new"]
        theta = [values[name] for name in PARAMETERS]
        x, y = [[values["x[0]"], values["x[1]"]]], [[values["y"]]]
        self._graph = computation_graph(
            self._network, *(floats("changed", v) for v in (theta, x, y))
        )

    @traitlets.observe("way", "target")
    def _stay_within(self, change: Any) -> None:
        if self.header:
            self.position = min(self.position, len(self._steps()) - 1)


PARAMETERS = (
    "W0[0,0]", "W0[0,1]", "W0[1,0]", "W0[1,1]", "b0[0]", "b0[1]", "W1[0,0]", "W1[1,0]", "b1[0]",
)  # fmt: skip
"""The nodes of the parameters, in the order of θ."""


def _header(graph: Graph) -> dict[str, Any]:
    """Return the library's numbers, all words with room for numbers, and how each node follows from others."""
    return {
        "nodes": [
            {"name": node.name, "kind": node.kind, "rule": list(node.rule)}
            for node in graph.nodes.values()
        ],
        "edges": [
            {"start": edge.start, "end": edge.end, "reason": edge.reason} for edge in graph.edges
        ],
        "numbers": {
            "values": {name: node.value for name, node in graph.nodes.items()},
            "gradients": {name: graph.nodes[name].gradient for name in (*graph.targets, "L")},
            "derivatives": [edge.derivative for edge in graph.edges],
        },
        "reach": reach_of(max(abs(n.value) for n in graph.nodes.values() if n.kind in GIVEN)),
        "ends": ENDS,
        "targets": list(graph.targets),
        "ways": {"forward": forward_steps(graph), "backward": backward_steps(graph)},
        "paths": {target: path_steps(graph, target) for target in graph.targets},
    }


def _check_network(network: MLP) -> MLP:
    try_this = 'Try MLP((2, 2, 1), activation="tanh", output="identity").'
    instance("network", network, MLP, try_this)
    fits = network.layer_sizes == (2, 2, 1) and network.output in OUTPUTS
    if not fits or network.batch_normalization:
        raise ValueError(
            f"network must have the layer sizes (2, 2, 1), an {' or '.join(OUTPUTS)} output and no batch "
            f"normalization; given {network}. {try_this}"
        )
    return network


def _numbers(name: str, value: Any, size: int) -> Array:
    """Return ``size`` finite numbers, given in any shape that holds just these."""
    array = finite(name, floats(name, value)).astype(float)
    if array.size != size:
        raise ValueError(
            f"{name} must hold {size} number{'s' * (size > 1)}; given {given(value)}. "
            "The widget shows one example through a 2-2-1 network, with 9 parameters."
        )
    return array.reshape(size)
