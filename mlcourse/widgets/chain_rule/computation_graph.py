"""The computation graph of a 2-2-1 network on one example: nodes with values, edges with local derivatives.

Every number comes from the library's records of one forward pass, loss and backward pass. A path from the loss
back to a node is a product of local derivatives; where several paths meet, their products add up to the gradient.
"""

from dataclasses import dataclass
from math import prod
from typing import Any

from mlcourse.base.errors import Array
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.backpropagation import Backward, backward
from mlcourse.steps.forward import Forward, forward
from mlcourse.steps.losses import Loss, mean_squared_error
from mlcourse.steps.network import MLP

GIVEN = ("input", "parameter", "target")  # kinds of nodes that nothing leads to


@dataclass(frozen=True)
class Node:
    """One number of the graph.

    Args:
        name: as in ``"z0[1]"``: unit 1 of layer 0.
        kind: "input", "parameter", "target", "value" or "loss".
        value: the number.
        gradient: ∂L/∂node, from the library's backward pass; None for the target, which is not asked.
        formula: how it is computed, in names; empty where it is given.
        worked: the same with room for the numbers (``filling``).
        rule: "sum", "squared error" or an activation's name, with the nodes it is computed from; empty where given.
    """

    name: str
    kind: str
    value: float
    gradient: float | None
    formula: str = ""
    worked: str = ""
    rule: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edge:
    """A node's direct influence on another.

    Args:
        start: the name of the node that it leaves.
        end: the name of the node that it leads to.
        derivative: ∂end/∂start, the local derivative.
        reason: what that derivative is, in names.
    """

    start: str
    end: str
    derivative: float
    reason: str

    @property
    def name(self) -> str:
        """∂end/∂start."""
        return f"∂{self.end}/∂{self.start}"


@dataclass(frozen=True)
class Graph:
    """All nodes in the order of the forward pass, all edges, and the node L that they lead to."""

    nodes: dict[str, Node]
    edges: tuple[Edge, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        """The nodes by which L can be differentiated."""
        kept = (n.name for n in self.nodes.values() if n.kind not in ("target", "loss"))
        return tuple(kept)

    def into(self, name: str) -> list[Edge]:
        """Return the edges that lead to a node."""
        return [edge for edge in self.edges if edge.end == name]

    def out_of(self, name: str) -> list[Edge]:
        """Return the edges that leave a node."""
        return [edge for edge in self.edges if edge.start == name]

    def paths(self, target: str, start: str = "L") -> list[tuple[Edge, ...]]:
        """Return every path from the loss back to a node, as the edges in that order.

        Args:
            target: a node's name.
            start: where the paths begin.

        Returns:
            The paths, those through the first unit first.

        Example:
            >>> graph = computation_graph(MLP((2, 2, 1), output="identity"), *EXAMPLE)
            >>> [len(path) for path in graph.paths("x[0]")]  # through either hidden unit
            [4, 4]
            >>> sum(product(path) for path in graph.paths("x[0]")) == graph.nodes["x[0]"].gradient
            True
        """
        if start == target:
            return [()]
        return [
            (edge, *rest) for edge in self.into(start) for rest in self.paths(target, edge.start)
        ]


def product(path: tuple[Edge, ...]) -> float:
    """Return the product of a path's local derivatives."""
    return prod(edge.derivative for edge in path)


def computation_graph(network: MLP, theta: Array, x: Array, y: Array) -> Graph:
    """Return the graph of a forward pass, mean squared error and backward pass on one example.

    Args:
        network: 2-2-1, with "identity" or "sigmoid" as output.
        theta: the parameters (9,).
        x: the example (1, 2).
        y: its target (1, 1).

    Returns:
        The graph.

    Raises:
        ValueError: what forward, loss or backward refuse.

    Example:
        >>> graph = computation_graph(MLP((2, 2, 1), output="identity"), *EXAMPLE)
        >>> graph.nodes["ŷ"].worked, graph.nodes["ŷ"].value
        ('{(value a0[0])}·{(value W1[0,0])} + {(value a0[1])}·{(value W1[1,0])} + {(value b1[0])}', 0.5)
    """
    way = forward(network, theta, x)
    loss = mean_squared_error(way.output, y)
    return _Builder(way, loss, backward(network, way.theta, way, loss)).graph()


EXAMPLE: tuple[Any, Any, Any] = (
    # The example of lesson 00, but for b0 and W1, so that both hidden units speak.
    [0.5, -1.0, 0.25, 1.0, 0.0, 1.0, 2.0, -1.0, 0.5],
    [[1.0, 2.0]],
    [[3.5]],
)


class _Builder:
    """Collects nodes and edges from the records, in the order of the forward pass."""

    def __init__(self, way: Forward, loss: Loss, back: Backward) -> None:
        self.way, self.loss, self.back = way, loss, back
        self.nodes: dict[str, Node] = {}
        self.edges: list[Edge] = []

    def graph(self) -> Graph:
        for i in range(2):
            self._node(f"x[{i}]", "input", self.way.x[0, i], self.back.layers[0].dx[0, i])
        hidden = [self._sum(0, j, f"z0[{j}]", [f"x[{i}]" for i in range(2)]) for j in range(2)]
        hidden = [self._activation(0, j, name, f"a0[{j}]") for j, name in enumerate(hidden)]
        if ACTIVATIONS[self.way.layers[1].activation].kind == "linear":  # ŷ and z are one number
            self._sum(1, 0, "ŷ", hidden)
        else:
            self._activation(1, 0, self._sum(1, 0, "z1[0]", hidden), "ŷ")
        self._loss()
        return Graph(self.nodes, tuple(self.edges))

    def _node(self, name: str, kind: str, value: Any, gradient: Any, *how: Any) -> str:
        known = None if gradient is None else float(gradient) + 0.0  # −0 is 0
        self.nodes[name] = Node(name, kind, float(value) + 0.0, known, *how)
        return name

    def _sum(self, layer: int, unit: int, name: str, inputs: list[str]) -> str:
        """z = xW + b of one unit, with its parameters."""
        way, back = self.way.layers[layer], self.back.layers[layer]
        weights = [f"W{layer}[{i},{unit}]" for i in range(2)]
        bias = f"b{layer}[{unit}]"
        for i, weight in enumerate(weights):
            self._node(weight, "parameter", way.W[i, unit], back.dW[i, unit])
        self._node(bias, "parameter", way.b[unit], back.db[unit])
        for i, (start, weight) in enumerate(zip(inputs, weights, strict=True)):
            self.edges.append(Edge(start, name, float(back.dz_dx[i, unit]), f"the weight {weight}"))
            self.edges.append(
                Edge(weight, name, float(back.dz_dW[0, i]), f"the weight's input {start}")
            )
        self.edges.append(Edge(bias, name, 1.0, "the bias is simply added"))
        pairs = list(zip(inputs, weights, strict=True))
        return self._node(
            name, "value", way.z[0, unit], back.delta[0, unit],
            " + ".join(f"{p}·{q}" for p, q in pairs) + f" + {bias}",
            " + ".join(f"{_factor(p)}·{_factor(q)}" for p, q in pairs) + f" + {_factor(bias)}",
            ("sum", *(name for pair in pairs for name in pair), bias),
        )  # fmt: skip

    def _activation(self, layer: int, unit: int, start: str, name: str) -> str:
        """a = f(z) of one unit."""
        way, back = self.way.layers[layer], self.back.layers[layer]
        assert back.da is not None  # mean squared error starts at the output
        assert back.da_dz is not None
        f = ACTIVATIONS[way.activation]
        self.edges.append(
            Edge(
                start,
                name,
                float(back.da_dz[0, unit]),
                f"the slope of {f.label}: {f.slope_formula}",
            )
        )
        return self._node(
            name, "value", way.a[0, unit], back.da[0, unit],
            f"{way.activation}({start})", f"{way.activation}({{value {start}}})", (way.activation, start),
        )  # fmt: skip

    def _loss(self) -> None:
        self._node("y", "target", self.loss.target[0, 0], None)
        self.edges.append(Edge("ŷ", "L", float(self.loss.gradient[0, 0]), "2(ŷ − y)"))
        worked = f"({{value ŷ}} − {_factor('y')})²"
        self._node(
            "L", "loss", self.loss.value, 1.0, "(ŷ − y)²", worked, ("squared error", "ŷ", "y")
        )


def _factor(name: str) -> str:
    return f"{{(value {name})}}"
