"""What the chain-rule widget shows at each step: which nodes and edges, which numbers, in which words.

Three ways through one computation graph: forward the values, backward the gradients, and along the paths from
the loss back to one node, where the product grows factor by factor. Where a number belongs the words leave room for
it (``filling``), since the given ones may be changed.
"""

from typing import Any

from mlcourse.widgets.chain_rule.computation_graph import GIVEN, Edge, Graph, Node
from mlcourse.widgets.chain_rule.filling import added, derivative, factor, passed_back, slope, value

Step = dict[str, Any]


def forward_steps(graph: Graph) -> list[Step]:
    """Return the forward pass, one node a step.

    Args:
        graph: the computation graph.

    Returns:
        For each step the node, the active edges, the nodes whose values are known, lines and a sentence.

    Example:
        >>> from mlcourse import MLP
        >>> from mlcourse.widgets.chain_rule.computation_graph import EXAMPLE, computation_graph
        >>> steps = forward_steps(computation_graph(MLP((2, 2, 1), output="identity"), *EXAMPLE))
        >>> steps[-1]["lines"]
        ['L = (ŷ − y)²', '= ({value ŷ} − {(value y)})² = {value L}']
    """
    known = [name for name, node in graph.nodes.items() if node.kind in GIVEN]
    start = "Before the forward pass: the inputs, the parameters and the target are given."
    note = "Each step computes one number from those whose arrows lead to it."
    steps = [
        _step(
            graph, "", [], known, {}, ["Given: x, y and all parameters."], f"{start} {note}", note
        )
    ]
    for node in _computed(graph):
        known = [*known, node.name]
        lines = [f"{node.name} = {node.formula}", f"= {node.worked} = {value(node.name)}"]
        edges = graph.into(node.name)
        steps.append(_step(graph, node.name, edges, known, {}, lines, " ".join(lines) + "."))
    return steps


def backward_steps(graph: Graph) -> list[Step]:
    """Return the backward pass: ∂L/∂node for one node a step, and one product a step where several meet.

    Args:
        graph: the computation graph.

    Returns:
        As ``forward_steps``, with the gradients that are known by then.

    Example:
        >>> from mlcourse import MLP
        >>> from mlcourse.widgets.chain_rule.computation_graph import EXAMPLE, computation_graph
        >>> from mlcourse.widgets.chain_rule.filling import fill
        >>> graph = computation_graph(MLP((2, 2, 1), output="identity"), *EXAMPLE)
        >>> fill(backward_steps(graph)[-1]["lines"][-1], graph)
        '= (−12) · 0.25 + 6 · 1 = −3 + 6 = 3'
    """
    known, gradients = list(graph.nodes), {"L": "1"}
    first = "The way back starts at the loss: ∂L/∂L = 1."
    note = "Each step goes back along the arrows: gradient so far times the slope of the edge."
    steps = [_step(graph, "L", [], known, gradients, ["∂L/∂L = 1"], f"{first} {note}", note)]
    for name in _backward_order(graph):
        edges = graph.out_of(name)
        for count in range(1, len(edges) + 1):
            lines, so_far = _sum_lines(graph, name, edges, count)
            gradients = {**gradients, name: so_far}
            note = _meeting(name, len(edges), count) if len(edges) > 1 else ""
            said = f"{' '.join(lines)}. {note}".strip()
            steps.append(_step(graph, name, edges[:count], known, gradients, lines, said, note))
    return steps


def path_steps(graph: Graph, target: str) -> dict[str, Any]:
    """Return the paths from the loss back to a node: their factors, and the steps in which products grow.

    Args:
        graph: the computation graph.
        target: a node's name.

    Returns:
        ``chains``, for each path its factors and the products up to each of them; ``sum``, how they add up;
        ``steps``, as of the other ways, each with the path and the number of factors that are multiplied.

    Example:
        >>> from mlcourse import MLP
        >>> from mlcourse.widgets.chain_rule.computation_graph import EXAMPLE, computation_graph
        >>> way = path_steps(computation_graph(MLP((2, 2, 1), output="identity"), *EXAMPLE), "W0[0,1]")
        >>> way["chains"][0]["products"]
        ['{product 17}', '{product 17.14}', '{product 17.14.11}', '{product 17.14.11.6}']
        >>> way["sum"]
        ''
    """
    paths = graph.paths(target)
    lit = sorted({graph.edges.index(edge) for path in paths for edge in path})
    chains = [_chain(graph, path) for path in paths]
    gradient = slope(target)
    ends = added([derivative(graph, *path) for path in paths])
    total = f"∂L/∂{target} = {ends} = {gradient}" if len(paths) > 1 else ""
    ways = "One path leads" if len(paths) == 1 else f"{len(paths)} paths lead"
    known = list(graph.nodes)
    start = f"{ways} from {target} to the loss. Step on to multiply."
    steps = [_step(graph, target, [], known, {}, [], start, start) | {"path": 0, "count": 0}]
    for i, path in enumerate(paths):
        for count in range(1, len(path) + 1):
            edge, products = path[count - 1], chains[i]["products"]
            reached = {e.start: p for e, p in zip(path[:count], products, strict=False)}
            said = note = _path_words(graph, path, chains[i], i, count, len(paths))
            if count == len(path) and len(paths) == 1:
                said = f"{_equation(graph, target, path)} = {gradient}."
            step = _step(graph, edge.start, [edge], known, {"L": "1", **reached}, [], said, note)
            steps.append(step | {"path": i, "count": count})
    if len(paths) > 1:
        meet = "Where paths meet, their products add up"
        step = _step(
            graph, target, [], known, {target: gradient}, [], f"{meet}: {total}.", f"{meet}."
        )
        steps.append(step | {"path": len(paths), "count": 0})
    return {"lit": lit, "chains": chains, "sum": total, "gradient": gradient, "steps": steps}


def _step(
    graph: Graph, node: str, edges: list[Edge], known: list[str], gradients: dict[str, str],
    lines: list[str], said: str, note: str = "",
) -> Step:  # fmt: skip
    return {
        "node": node,
        "active": [graph.edges.index(edge) for edge in edges],
        "known": known,
        "gradients": gradients,
        "lines": lines,
        "note": note,
        "said": said,
    }


def _computed(graph: Graph) -> list[Node]:
    """Return what the forward pass computes, layer by layer: both z before both a."""
    nodes = [node for node in graph.nodes.values() if node.kind in ("value", "loss")]
    return sorted(nodes, key=lambda node: _depth(graph, node.name))


def _depth(graph: Graph, name: str) -> int:
    return max((1 + _depth(graph, edge.start) for edge in graph.into(name)), default=0)


def _backward_order(graph: Graph) -> list[str]:
    """Return the nodes from the loss to the inputs; each layer's parameters before what the layer was given."""
    order: list[str] = []
    for node in reversed(_computed(graph)):
        starts = [edge.start for edge in graph.into(node.name)]
        order += [name for name in starts if graph.nodes[name].kind != "input"]
    kinds = {name: graph.nodes[name].kind for name in order}
    depth = {name: _height(graph, name) for name in order}
    order.sort(key=lambda name: (depth[name], kinds[name] != "parameter", name))
    return [*order, *(name for name, node in graph.nodes.items() if node.kind == "input")]


def _height(graph: Graph, name: str) -> int:
    """How many edges lie between a node and the loss."""
    return max((1 + _height(graph, edge.end) for edge in graph.out_of(name)), default=0)


def _sum_lines(graph: Graph, name: str, edges: list[Edge], count: int) -> tuple[list[str], str]:
    """Return ∂L/∂node as a sum over the nodes that it leads to, ``count`` of them so far."""
    if edges[0].end == "L":
        worked = f"({value('ŷ')} − {factor(value('y'))})"
        return [f"∂L/∂{name} = {edges[0].reason}", f"= 2 · {worked} = {slope(name)}"], slope(name)
    parts = [f"{factor(slope(e.end))} · {factor(derivative(graph, e))}" for e in edges]
    names = " + ".join(f"∂L/∂{edge.end} · {edge.name}" for edge in edges)
    numbers = " + ".join(parts[:count] + ["…"] * (len(edges) - count))
    done = count == len(edges)
    products = [passed_back(graph, edge) for edge in edges]
    so_far = slope(name) if done else products[0]
    middle = f" = {added(products[:count])}" if len(edges) > 1 else ""
    end = f" = {so_far}" if done else " + …"
    return [f"∂L/∂{name} = {names}", f"= {numbers}{middle}{end}"], so_far


def _meeting(name: str, ways: int, count: int) -> str:
    if count < ways:
        return f"{ways} ways lead from {name} to the loss; this is the first product."
    return "The products of both ways meet here and add up."


def _chain(graph: Graph, path: tuple[Edge, ...]) -> dict[str, Any]:
    factors = [
        {"top": edge.end, "bottom": edge.start, "text": derivative(graph, edge)} for edge in path
    ]
    products = [derivative(graph, *path[: count + 1]) for count in range(len(path))]
    return {"factors": factors, "products": products}


def _path_words(
    graph: Graph, path: tuple[Edge, ...], chain: dict[str, Any], i: int, count: int, paths: int
) -> str:
    edge, products = path[count - 1], chain["products"]
    where = f"Path {i + 1} of {paths}, factor" if paths > 1 else "Factor"
    size = derivative(graph, edge)
    head = f"{where} {count} of {len(path)}: {edge.name} = {size}, {edge.reason}."
    before = f"{products[count - 2]} · {factor(size)} = " if count > 1 else ""
    tail = f" The product so far: {before}{products[count - 1]}."
    return f"{head}{tail}{{ends {graph.edges.index(edge)}}}"


def _equation(graph: Graph, target: str, path: tuple[Edge, ...]) -> str:
    names = " · ".join(edge.name for edge in path)
    numbers = " · ".join(factor(derivative(graph, edge)) for edge in path)
    return f"∂L/∂{target} = {names}" + (f" = {numbers}" if len(path) > 1 else "")
