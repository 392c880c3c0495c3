import assert from "node:assert/strict";
import test from "node:test";

import { columnsOf } from "../../mlcourse/widgets/initialization_lab/depth_picture.js";
import { rowsOf } from "../../mlcourse/widgets/initialization_lab/initialization_lab.js";

const header = { schemes: [{ name: "zeros" }, { name: "he" }], activations: [{ name: "tanh" }, { name: "relu" }], depths: [2, 5] };

test("the rows of a network begin where those of all networks before it end", () => {
  let place = 0, first = 0;
  for (const { name: activation } of header.activations) {
    for (const depth of header.depths) {
      for (const { name: scheme } of header.schemes) {
        assert.deepEqual(rowsOf(header, { scheme, activation, depth }), { place, first });
        place += 1;
        first += depth;
      }
    }
  }
});

test("layers stand evenly between the sides, beside the end where the way starts", () => {
  const sides = { left: 0, right: 140 };
  const forwards = columnsOf(2, sides, true), backwards = columnsOf(2, sides, false);
  assert.deepEqual([forwards.end, forwards.at(0), forwards.at(1)], [20, 65, 115]);
  assert.deepEqual([backwards.at(0), backwards.at(1), backwards.end], [25, 75, 120]);
});
