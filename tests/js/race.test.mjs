import assert from "node:assert/strict";
import test from "node:test";

import { contour } from "../../mlcourse/widgets/race/map.js";
import { recordedRuns, runOf } from "../../mlcourse/widgets/race/runs.js";
import { verdict } from "../../mlcourse/widgets/race/words.js";

const header = {
  racers: [{ name: "a", first: 0, hasBeta: false, lines: [1, 2] }, { name: "b", first: 3, hasBeta: true, lines: [1, 2, 3] }],
  rates: ["0.1", "0.2", "0.3"], betas: [{ name: "0.5" }, { name: "0.9" }], steps: 2, lossScale: [1000, -1], placeScale: 10,
  surfaces: [{ name: "s", low: [-1, 0], high: [1, 4] }], opened: { rate: 1, beta: "0.9", own: false },
};
const rows = (data, shape) => ({ data, shape, row: (i) => data.subarray((i * data.length) / shape[0], ((i + 1) * data.length) / shape[0]) });
const arrays = {
  best: rows(Uint8Array.from([2, 2, 0, 1]), [1, 2, 2]),
  losses: rows(Int16Array.from({ length: 27 }, (_, i) => (i === 26 ? 32000 : i * 100)), [1, 9, 3]),
  places: rows(Int16Array.from({ length: 54 }, (_, i) => i - 5), [1, 9, 3, 2]),
  ledgers: rows(Float32Array.from({ length: 24 }, (_, i) => i), [1, 2, 2, 3, 2]),
};
const runs = recordedRuns(header, arrays), now = { surface: "s", rate: 1, beta: "0.9", own_rates: false, step: 1 };

test("runs are counted by racer, then by β, then by η; who has no β has one run for each η", () => {
  assert.equal(runOf(header, now, 0, 2), 2);
  assert.equal(runOf(header, now, 1, 0), 6);
  assert.equal(runOf(header, { beta: "0.5" }, 1, 2), 5);
});

test("losses and places are numbers again, and an end of the scale is none", () => {
  assert.equal(runs.loss(now, 0, 0), 10 ** (300 / 1000 - 1));
  assert.deepEqual(runs.place(now, 0, 0), [(6 - 5) / 10, 2 + ((7 - 5) / 10) * 2]);
  assert.equal(runs.loss({ ...now, rate: 2 }, 1, 2), Infinity);
  assert.equal(runs.rateOf({ ...now, own_rates: true }, 1), 1);
});

test("a ledger is recorded where the race opened, told by the kernel elsewhere, and else not there", () => {
  assert.deepEqual(runs.ledger(now, 1, 2, {}), [[18, 19], [20, 21], [22, 23]]);
  assert.equal(runs.ledger({ ...now, rate: 2 }, 1, 2, {}), null);
  const numbers = Array.from({ length: 12 }, (_, i) => (i === 8 ? "nan" : -i));
  const told = { of: ["s", 2, false, "0.9", "b"], numbers };
  assert.deepEqual(runs.ledger({ ...now, rate: 2 }, 1, 2, told), [[-6, -7], [NaN, -9], [-10, -11]]);
  assert.equal(runs.ledger({ ...now, rate: 2 }, 0, 2, told), null);
});

test("a contour line lies where the heights cross the level", () => {
  const heights = [0, 1, 2, 0, 1, 2, 0, 1, 2]; // rises to the right
  const lines = contour(heights, 3, 3, 1.5);
  assert.equal(lines.length, 2);
  assert.ok(lines.flat().every(([x]) => x === 1.5));
});

test("the sentence names the lowest and the highest, and who is higher than at the start", () => {
  const names = ["a", "b", "c"];
  assert.match(verdict(names, [1, 1, 1], 0, 1), /^All stand/);
  assert.equal(verdict(names, [0.5, 0.2, Infinity], 3, 1), "After 3 steps b is lowest, at 0.2; a has come to 0.5. Higher than at the start: c.");
  assert.equal(verdict(names, [0.5, 0.5001, 0.5], 1, 1), "After 1 step all are at 0.5.");
  assert.match(verdict(names, [2, NaN, Infinity], 9, 1), /all are higher/);
});
