import assert from "node:assert/strict";
import test from "node:test";

import { momentOf, sentences } from "../../mlcourse/widgets/stopping_lab/stopping_lab.js";

const header = { units: [1, 2], examples: [20, 40, 80], epochs: [0, 4, 8], best: [0, 0, 0, 0, 1, 2], told: ["", "", "", "", "Told.", ""] };
const rows = (values) => ({ row: () => values });
const arrays = { training: rows([0.9, 0.5, 0.25]), validation: rows([1, 0.5, 0.625]), cost: rows([0.5, 0, 0.125]) };

test("runs are counted by units and then by examples, as the recording counts them", () => {
  let run = 0;
  for (const units of header.units) {
    for (const examples of header.examples) assert.equal(momentOf(header, { units, examples, epoch: 4, stops: {} }).run, run++);
  }
});

test("the validation loss is told of a run that was stopped only", () => {
  const now = { units: 2, examples: 40, epoch: 8, stops: { "2/80": 8 } };
  const covered = sentences(header, arrays, now).join(" ");
  assert.match(covered, /validation loss covered/);
  assert.doesNotMatch(covered, /0\.625|0\.5/);
  const [here, stopped] = sentences(header, arrays, { ...now, stops: { "2/40": 8 } });
  assert.equal(here, "After epoch 8: training loss 0.250, validation loss 0.625.");
  assert.equal(stopped, "You stopped after epoch 8: validation loss 0.625, 0.125 more than the lowest, 0.500 after epoch 4. Told.");
  assert.match(sentences(header, arrays, { ...now, stops: { "2/40": 4 } })[1], /the lowest there is/);
});
