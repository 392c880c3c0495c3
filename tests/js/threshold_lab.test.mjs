import assert from "node:assert/strict";
import test from "node:test";

import { layOut, levels, nearestPlace } from "../../mlcourse/widgets/threshold_lab/line_picture.js";
import { momentOf, samePlace, sentence } from "../../mlcourse/widgets/threshold_lab/threshold_lab.js";

// Two shares: three places, then two.
const header = { shares: [{ start: 0, places: 3 }, { start: 3, places: 2 }] };
const rows = (table) => ({ data: table.flat(), row: (i) => table[i] });
const arrays = {
  counts: rows([[2, 0, 1, 0], [2, 0, 0, 1], [0, 2, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1]]),
  values: rows([[0, 0, 0, 0, 0], [1, 1, 1, 1, 0], [0.3, 0.3, 1, 0.5, 1], [0, 0, 0, 0, 0], [0.5, 0.5, 1, 0.7, 1]]),
  cuts: { data: [1, 0.5, 0, 1, 0.2] }, lines: { data: [1, 0.6, 0, 1, 0.3] },
};

test("a moment is the row of its share and its place", () => {
  const { tn, fp, fn, tp, precision, cut } = momentOf(header, arrays, { share: 1, place: 1 });
  assert.deepEqual([tn, fp, fn, tp, precision, cut], [0, 1, 0, 1, 0.5, 0.2]);
});

test("another share keeps about the same threshold", () => {
  assert.equal(samePlace(header, arrays, { share: 0, place: 1 }, 1), 0);
  assert.equal(samePlace(header, arrays, { share: 0, place: 2 }, 1), 1);
});

test("the place nearest to a point of the line is found", () => {
  assert.deepEqual([0.9, 0.7, 0.2].map((x) => nearestPlace(header, arrays, 0, x)), [0, 1, 2]);
  assert.equal(nearestPlace(header, arrays, 1, 0), 1);
});

test("no image covers another, and each stands on its side of the middle", () => {
  assert.deepEqual(levels([0, 5, 9, 10, 30], 10), [0, 1, 2, 0, 0]);
  const examples = Array.from({ length: 200 }, (_, i) => ({ index: i, at: i / 199, positive: i % 10 === 0 }));
  const { side, middle, places } = layOut(examples, 600, 300);
  assert.equal(places.length, 200);
  for (const { y, positive } of places) assert.ok(positive ? y > middle : y < middle);
  const sorted = [...places].sort((a, b) => a.x - b.x);
  for (let i = 0; i < sorted.length; i++) {
    for (let k = i + 1; k < sorted.length && sorted[k].x - sorted[i].x < side - 1e-6; k++) assert.ok(Math.abs(sorted[k].y - sorted[i].y) >= side - 1e-6);
  }
});

test("what is said is what was counted", () => {
  assert.equal(sentence("8", { tp: 2, fp: 1, fn: 1 }), '2 of the 3 "8" are found. 3 are called "8", and 1 of them are not.');
  assert.match(sentence("8", { tp: 0, fp: 0, fn: 3 }), /0\/0, counted as 0/);
});
