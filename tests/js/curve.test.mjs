import assert from "node:assert/strict";
import test from "node:test";

import { blankCurve, completed, drawnCount, keyDraws, stroke } from "../../mlcourse/widgets/kit/curve.js";

const PLANE = [0, 40]; // one step of a key is 1
const press = (state, ...keys) => keys.reduce((now, key) => {
  const [name, shift] = key.split("+").reverse();
  return keyDraws({ key: name, shiftKey: Boolean(shift) }, now, PLANE);
}, state);
const start = { curve: blankCurve(5), column: 0, height: 20 };

test("a stroke passes through every column on its way, in either direction", () => {
  assert.deepEqual(stroke(blankCurve(5), [0, 0], [4, 8]), [0, 2, 4, 6, 8]);
  assert.deepEqual(stroke(blankCurve(5), [3, 9], [1, 3]), [null, 3, 6, 9, null]);
  assert.deepEqual(stroke([1, 1, 1], [1, 7], [1, 7]), [1, 7, 1]);
});

test("a stroke leaves the curve it was given as it is", () => {
  const before = blankCurve(3);
  stroke(before, [0, 1], [2, 1]);
  assert.deepEqual(before, [null, null, null]);
});

test("what was not drawn is straight between neighbors and level at the ends", () => {
  assert.deepEqual(completed([null, 2, null, null, 8, null]), [2, 2, 4, 6, 8, 8]);
  assert.deepEqual(completed([3, null]), [3, 3]);
  assert.equal(completed(blankCurve(4)), null);
});

test("keys reach every column and every height, and stop at the plane's sides", () => {
  assert.deepEqual(press(start, "ArrowUp").curve, [21, null, null, null, null]);
  assert.deepEqual(press(start, "ArrowDown", "ArrowDown").curve, [18, null, null, null, null]);
  assert.equal(press(start, "Shift+ArrowUp").height, 25);
  assert.equal(press(start, "PageUp", "PageUp", "PageUp").height, 40);
  assert.equal(press(start, "PageDown", "PageDown", "PageDown").height, 0);
  assert.equal(press(start, "ArrowLeft").column, 0);
  assert.equal(press(start, "End").column, 4);
  assert.equal(press(start, "End", "ArrowRight").column, 4);
  assert.equal(press(start, "Shift+ArrowRight", "Home").column, 0);
});

test("going along draws nothing; the cursor follows the curve that is there", () => {
  const drawn = press(start, "ArrowUp", "End", "PageUp");
  assert.equal(drawnCount(drawn.curve), 2);
  assert.equal(drawn.height, 31);
  assert.equal(press(drawn, "ArrowLeft", "ArrowLeft").height, 26);
});

test("a point can be taken away; other keys are none of ours", () => {
  assert.equal(drawnCount(press(start, "ArrowUp", "Delete").curve), 0);
  assert.equal(keyDraws({ key: "a" }, start, PLANE), null);
  assert.equal(keyDraws({ key: "Enter" }, start, PLANE), null);
});
