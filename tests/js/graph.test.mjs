import assert from "node:assert/strict";
import test from "node:test";

import { passed } from "../../mlcourse/widgets/chain_rule/chain_rule.js";
import { layoutEdge, layoutGraph } from "../../mlcourse/widgets/chain_rule/graph.js";
import { pieces } from "../../mlcourse/widgets/chain_rule/ribbon.js";

const NAMES = [
  "x[0]", "x[1]", "W0[0,0]", "W0[1,0]", "b0[0]", "z0[0]", "W0[0,1]", "W0[1,1]", "b0[1]", "z0[1]", "a0[0]", "a0[1]",
  "W1[0,0]", "W1[1,0]", "b1[0]", "ŷ", "y", "L",
];
const EDGES = [
  ["x[0]", "z0[0]"], ["x[1]", "z0[0]"], ["x[0]", "z0[1]"], ["x[1]", "z0[1]"], ["W0[0,0]", "z0[0]"], ["W0[1,0]", "z0[0]"],
  ["b0[0]", "z0[0]"], ["W0[0,1]", "z0[1]"], ["W0[1,1]", "z0[1]"], ["b0[1]", "z0[1]"], ["z0[0]", "a0[0]"], ["z0[1]", "a0[1]"],
];
const SUMS = (sum) => [["a0[0]", sum], ["a0[1]", sum], ["W1[0,0]", sum], ["W1[1,0]", sum], ["b1[0]", sum], ["ŷ", "L"]];
const GRAPHS = [
  [NAMES, [...EDGES, ...SUMS("ŷ")]],
  [[...NAMES, "z1[0]"], [...EDGES, ...SUMS("z1[0]"), ["z1[0]", "ŷ"]]],
];

const overlap = (a, b) => Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;
const label = (edge, boxes) => {
  const [x, y] = layoutEdge(boxes[edge[0]], boxes[edge[1]]).label;
  return { name: edge.join(" → "), x, y, width: 52, height: 17 }; // six characters, such as −0.125
};

for (const [names, edges] of GRAPHS) {
  const { width, height, boxes } = layoutGraph(names);
  const nodes = names.map((name) => ({ name, x: boxes[name][0], y: boxes[name][1], width: 72, height: 60 }));

  test(`every one of ${names.length} nodes has a place within the picture, and no two overlap`, () => {
    for (const [i, a] of nodes.entries()) {
      assert.ok(a.x - 36 >= 0 && a.x + 36 <= width && a.y - 30 >= 0 && a.y + 30 <= height, a.name);
      for (const b of nodes.slice(i + 1)) assert.ok(!overlap(a, b), `${a.name} and ${b.name}`);
    }
  });

  test(`no label of ${edges.length} edges lies on a node or another label`, () => {
    const labels = edges.map((edge) => label(edge, boxes));
    for (const [i, a] of labels.entries()) {
      for (const b of [...nodes, ...labels.slice(i + 1)]) assert.ok(!overlap(a, b), `${a.name} and ${b.name}`);
    }
  });

  test(`information flows from left to right among ${names.length} nodes`, () => {
    for (const [start, end] of edges.filter(([start]) => !/^[Wb]/.test(start))) assert.ok(boxes[start][0] < boxes[end][0], start);
  });
}

test("a line is split into text and fractions", () => {
  assert.deepEqual(pieces("∂L/∂W0[0,1] = ∂L/∂ŷ · ∂ŷ/∂a0[1]"), [["∂L", "∂W0[0,1]"], " = ", ["∂L", "∂ŷ"], " · ", ["∂ŷ", "∂a0[1]"]]);
  assert.deepEqual(pieces("= (−6) · 2 = −12"), ["= (−6) · 2 = −12"]);
  assert.deepEqual(pieces(""), []);
});

test("what is multiplied so far: the current path's factors, and all of them where the products add up", () => {
  const step = (path, count, active) => ({ path, count, active });
  const route = { chains: [{}, {}], steps: [step(0, 0, []), step(0, 1, [7]), step(0, 2, [3]), step(1, 1, [7]), step(1, 2, [4]), step(2, 0, [])] };
  assert.deepEqual(passed(route, 0), []);
  assert.deepEqual(passed(route, 2), [7, 3]);
  assert.deepEqual(passed(route, 4), [7, 4]);
  assert.deepEqual(new Set(passed(route, 5)), new Set([7, 3, 4]));
});
