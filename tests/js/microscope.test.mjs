import assert from "node:assert/strict";
import test from "node:test";

import { momentOf, sentences } from "../../mlcourse/widgets/microscope/microscope.js";
import { layerText } from "../../mlcourse/widgets/microscope/microscope_pictures.js";

const header = {
  ways: [{ name: "head only" }, { name: "all" }], steps: [0, 1, 5], before: 0.97, told: ["Held.", "Free."],
  frozen: [[true, false], [false, false]], counts: [20, 6],
};
const rows = (...values) => ({ row: (i) => values[i] });
const arrays = { target: rows([0.5, 0.6, 0.75], [0.5, 0.7, 0.875]), source: rows([0.97, 0.97, 0.97], [0.97, 0.9, 0.25]), moved: rows([0, 0], [0, 0], [0, 6], [0, 0], [20, 0], [18, 6]) };

test("moments are counted by ways and then by steps, as the recording counts them", () => {
  let row = 0;
  for (const { name: way } of header.ways) for (const step of header.steps) assert.equal(momentOf(header, { way, step }).row, row++);
});

test("both tasks are told, and what is true of the way", () => {
  assert.deepEqual(sentences(header, arrays, { way: "all", step: 5 }), ["After 5 steps: a loop or none 0.88, ten digits 0.25 (the reader had 0.97).", "Free."]);
  assert.match(sentences(header, arrays, { way: "all", step: 1 })[0], /^After 1 step:/);
});

test("a frozen layer is called so, and one that has not moved is not", () => {
  assert.equal(layerText(header, arrays, momentOf(header, { way: "head only", step: 5 }), 0), "frozen");
  assert.equal(layerText(header, arrays, momentOf(header, { way: "all", step: 1 }), 1), "not a bit moved");
  assert.equal(layerText(header, arrays, momentOf(header, { way: "all", step: 5 }), 0), "18 of 20 moved");
});
