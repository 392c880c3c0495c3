import assert from "node:assert/strict";
import test from "node:test";

import { aboutOf, firstOf, neighbor } from "../../mlcourse/widgets/player/operations.js";
import { edgeOf, partOf } from "../../mlcourse/widgets/player/story.js";

const run = {
  frames: 3,
  operations: [["x", "forward"], ["z0", "forward"], ["L", "loss"], ["δ0", "backward"], ["θ", "iterate"]].map(([name, phase]) => ({ name, phase })),
  layers: [{ units: [0, 1] }, { units: [2, 5, 7] }],
};

test("after the last operation of a step comes the first of the next, and back", () => {
  assert.deepEqual(neighbor({ frame: 0, at: 4 }, 1, run), { frame: 1, at: 0 });
  assert.deepEqual(neighbor({ frame: 1, at: 0 }, -1, run), { frame: 0, at: 4 });
  assert.deepEqual(neighbor({ frame: 1, at: 2 }, 1, run), { frame: 1, at: 3 });
});

test("the run's first and last operation are its ends", () => {
  assert.deepEqual(neighbor({ frame: 0, at: 0 }, -1, run), { frame: 0, at: 0 });
  assert.deepEqual(neighbor({ frame: 2, at: 4 }, 1, run), { frame: 2, at: 4 });
});

test("a phase begins with its first operation; one without any, and initialization, with the step's", () => {
  assert.equal(run.operations[firstOf(run, "backward")].name, "δ0");
  assert.equal(firstOf(run, "initialize"), 0);
});

test("an operation is about its own layer and the units on both sides", () => {
  const { lit, rings } = aboutOf(run, { kind: "dW", layer: 0 });
  assert.deepEqual([[...lit.edges], [...lit.columns], rings], [[0], [0, 1], [0, 1]]);
  assert.deepEqual([...aboutOf(run, { kind: "delta", layer: 0 }).lit.edges], []);
});

test("names of weights and units", () => {
  assert.deepEqual(partOf("W1[0, 13]"), { kind: "weight", name: "W1[0, 13]", layer: 1, start: 0, end: 13 });
  assert.deepEqual(partOf("z2[4]"), { kind: "unit", name: "z2[4]", layer: 2, unit: 4 });
  assert.equal(partOf("x[1]").layer, -1);
  for (const name of ["", undefined, "theta", "W1[0]", "z[1]"]) assert.equal(partOf(name), null);
});

test("where a weight stands among the lines that are drawn", () => {
  assert.equal(edgeOf(run, { layer: 0, start: 1, end: 5 }), 4);
  assert.equal(edgeOf(run, { layer: 0, start: 1, end: 6 }), -1);
});
