import assert from "node:assert/strict";
import test from "node:test";

import { moved, placed, problem, removed } from "../../mlcourse/widgets/order_lines/arranging.js";

test("a line is moved over, out and to a place", () => {
  assert.deepEqual(moved([2], 0), [2, 0]);
  assert.deepEqual(moved([2, 0, 1], 0), [2, 1]);
  assert.deepEqual(removed([2, 0, 1], 2), [0, 1]);
  assert.deepEqual(placed([2, 0, 1], 1, 0), [1, 2, 0]);
  assert.deepEqual(placed([2, 0], 1, 9), [2, 0, 1]);
  assert.deepEqual(placed([2, 0], 2, -1), [2, 0]);
});

test("one thing is said at a time: a wrong line, a missing one, an order", () => {
  const lines = ["a", "b", "    c", "d"], causes = ["", "", "", "<b>no</b>"], before = [[0, 1], [1, 2]];
  const said = (order) => problem(order, lines, causes, before);
  assert.deepEqual(said([0, 3]), { html: "<b>no</b>", at: 3 });
  assert.deepEqual(said([0]), { text: "2 lines are missing." });
  assert.deepEqual(said([0, 1]), { text: "One line is missing." });
  assert.deepEqual(said([0, 2, 1]), { text: "“b” must stand above “c”.", at: 2 });
  assert.deepEqual(said([0, 1, 2]), { text: "" });
});
