"""Words with room for numbers, so that they hold whatever number is given: filled here and, alike, in ``filling.js``.

In a text ``{value z0[0]}`` stands for a node's value, ``{gradient z0[0]}`` for ∂L/∂z0[0], ``{product 5.3}`` for the
product of the local derivatives of edges 5 and 3, ``{back 5}`` for what edge 5 passes back, its end's gradient times
its derivative, and ``{ends 5}`` for what is said of a factor 0. ``{(value z0[0])}`` puts a negative number in
parentheses, as a factor.
"""

import re

from mlcourse.base.display import factor_text, number_text
from mlcourse.widgets.chain_rule.computation_graph import Edge, Graph, product

ROOM = re.compile(r"\{(\()?(value|gradient|product|back|ends) ([^)}]+)\)?\}")
ENDS = " A factor 0 ends the path: nothing before it can change the loss."


def fill(text: str, graph: Graph) -> str:
    """Return a text with the numbers of a graph.

    Args:
        text: with room for numbers.
        graph: whose numbers are meant.

    Returns:
        The text.

    Example:
        >>> from mlcourse import MLP
        >>> from mlcourse.widgets.chain_rule.computation_graph import EXAMPLE, computation_graph
        >>> graph = computation_graph(MLP((2, 2, 1), output="identity"), *EXAMPLE)
        >>> fill("2 · {(value W1[1,0])}, and L = {value L}", graph)
        '2 · (−1), and L = 9'
    """

    def filled(room: re.Match[str]) -> str:
        as_factor, kind, where = room.groups()
        if kind == "ends":
            return "" if graph.edges[int(where)].derivative else ENDS
        written = factor_text if as_factor else number_text
        return written(_number(kind, where, graph) + 0.0)  # a zero has no sign

    return ROOM.sub(filled, text)


def _number(kind: str, where: str, graph: Graph) -> float:
    if kind == "value":
        return graph.nodes[where].value
    if kind == "gradient":
        return gradient(graph, where)
    edges = tuple(graph.edges[int(index)] for index in where.split("."))
    return product(edges) if kind == "product" else gradient(graph, edges[0].end) * product(edges)


def gradient(graph: Graph, name: str) -> float:
    """Return ∂L/∂node; of the target nobody asks for it."""
    found = graph.nodes[name].gradient
    assert found is not None
    return found


def value(name: str) -> str:
    """Return room for a node's value."""
    return f"{{value {name}}}"


def slope(name: str) -> str:
    """Return room for ∂L/∂node."""
    return f"{{gradient {name}}}"


def derivative(graph: Graph, *path: Edge) -> str:
    """Return room for the product of the local derivatives of edges."""
    return f"{{product {'.'.join(str(graph.edges.index(edge)) for edge in path)}}}"


def passed_back(graph: Graph, edge: Edge) -> str:
    """Return room for what an edge passes back."""
    return f"{{back {graph.edges.index(edge)}}}"


def factor(room: str) -> str:
    """Return the same room for a number that stands as a factor: in parentheses if it is negative."""
    return f"{{({room[1:-1]})}}"


def added(rooms: list[str]) -> str:
    """Return a sum: negative numbers in parentheses, but for the first."""
    head, *others = rooms
    return " + ".join([head, *map(factor, others)])
