import assert from "node:assert/strict";
import test from "node:test";

import { blankLines, chosenLine, currentCurve, keyChooses, nextLine, undrawnLines, withCurve } from "../../mlcourse/widgets/kit/lines.js";

const blank = blankLines(3, 4, 5);
const drawn = (drawing, line, curve) => withCurve(chosenLine(drawing, line), { curve, column: 1, height: curve[1] });

test("each line is drawn for itself, and what was drawn before stays as it was", () => {
  const first = drawn(blank, 0, [1, 2, null, null]), second = drawn(first, 2, [7, 7, 7, 7]);
  assert.deepEqual(second.curves, [[1, 2, null, null], [null, null, null, null], [7, 7, 7, 7]]);
  assert.deepEqual(currentCurve(second), [7, 7, 7, 7]);
  assert.deepEqual(first.curves[2], [null, null, null, null]);
  assert.deepEqual(blank.curves[0], [null, null, null, null]);
});

test("a chosen line's height is where it was drawn; where it was not, the cursor stays", () => {
  const both = drawn(drawn(blank, 0, [1, 2, 3, 4]), 1, [9, 8, 7, 6]);
  assert.equal(chosenLine(both, 0).height, 2);
  assert.equal(chosenLine(both, 2).height, 8);
});

test("a line counts as drawn from two points on", () => {
  assert.deepEqual(undrawnLines(blank), [0, 1, 2]);
  assert.deepEqual(undrawnLines(drawn(drawn(blank, 0, [1, 1, null, null]), 1, [null, 1, null, null])), [1, 2]);
});

test("the next line is the next that is not drawn, around the end too; where all are, simply the next", () => {
  const line = [1, 1, 1, 1];
  assert.equal(nextLine(blank), 1);
  assert.equal(nextLine(drawn(blank, 1, line)), 2);
  assert.equal(nextLine(drawn(drawn(blank, 0, line), 2, line)), 1);
  assert.equal(nextLine(chosenLine(drawn(drawn(blank, 0, line), 1, line), 2)), 0);
  assert.equal(nextLine(drawn(drawn(drawn(blank, 0, line), 1, line), 2, line)), 0);
});

test("keys choose the lines that there are", () => {
  assert.deepEqual(["1", "3", "4", "0", "a", "ArrowUp"].map((key) => keyChooses(key, 3)), [0, 2, null, null, null, null]);
});
