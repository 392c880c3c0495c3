import assert from "node:assert/strict";
import test from "node:test";

import { layoutColumns, neighbor, unitIntent } from "../../mlcourse/widgets/forward_lab/forward_lab.js";
import { boundsOf } from "../../mlcourse/widgets/forward_lab/strip.js";
import { softmaxOf } from "../../mlcourse/widgets/kit/softmax.js";

test("softmax in the browser gives the library's numbers", () => {
  const cases = JSON.parse(process.env.SOFTMAX_TABLE ?? "[[[0, 0], true, [0.5, 0.5]]]");
  for (const [exponents, isStable, expected] of cases) {
    const { probabilities } = softmaxOf(exponents, isStable);
    probabilities.forEach((p, i) => assert.ok(expected[i] === null ? Number.isNaN(p) : Math.abs(p - expected[i]) < 1e-12, `${exponents}`));
  }
});

test("arrow keys ask for another example, unit or layer, and stop at the edges", () => {
  assert.deepEqual(unitIntent({ key: "ArrowRight" }), ["move", 1]);
  assert.deepEqual(unitIntent({ key: "ArrowRight", shiftKey: true }), ["layer", 1]);
  assert.equal(unitIntent({ key: "a" }), null);
  const counts = [8, 3];
  assert.deepEqual(neighbor(...unitIntent({ key: "ArrowDown" }), [0, 2], counts), [0, 3]);
  assert.deepEqual(neighbor("unit", -1, [0, 0], counts), [0, 0]);
  assert.deepEqual(neighbor("layer", 1, [0, 7], counts), [1, 2]);
  assert.deepEqual(neighbor("layer", 1, [1, 1], counts), [1, 1]);
});

test("columns stand from left to right, their units around the middle", () => {
  const { at } = layoutColumns([4, 8, 3]);
  assert.ok(at(0, 0)[0] < at(1, 0)[0] && at(1, 0)[0] < at(2, 0)[0]);
  assert.equal(at(2, 1)[1], 0.5);
  assert.ok(at(1, 0)[1] > 0 && at(1, 7)[1] < 1);
});

test("bounds hold all values and 0, and are never empty", () => {
  const [low, high] = boundsOf([1, 3]);
  assert.ok(low < 0 && high > 3);
  assert.ok(boundsOf([0, 0])[1] > boundsOf([0, 0])[0]);
});
