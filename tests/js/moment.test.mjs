import assert from "node:assert/strict";
import test from "node:test";

import { highest } from "../../mlcourse/widgets/player/loss.js";
import { frameOf, nearestFrame, PHASES, phaseOf, positionAt, positionOf, positions, sliderOf } from "../../mlcourse/widgets/player/moment.js";

test("every position is one phase of one frame, and initialization comes once", () => {
  const seen = new Set();
  for (let p = 0; p < positions(4); p++) {
    assert.equal(positionOf(frameOf(p), phaseOf(p)), p);
    seen.add(`${frameOf(p)} ${PHASES[phaseOf(p)]}`);
  }
  assert.equal(seen.size, 1 + 4 * 5);
  assert.equal([...seen].filter((name) => name.endsWith("initialize")).length, 1);
});

test("one phase on from the last phase of a step is the first of the next", () => {
  const last = positionOf(2, PHASES.indexOf("iterate"));
  assert.equal(frameOf(last + 1), 3);
  assert.equal(PHASES[phaseOf(last + 1)], "forward");
});

test("the slider counts the steps begun, and keeps the phase that is looked at", () => {
  assert.equal(sliderOf(0), 0);
  assert.equal(sliderOf(positionOf(0, 1)), 1);
  for (const phase of [1, 3, 5]) assert.equal(phaseOf(positionAt(7, phase)), phase);
  assert.equal(positionAt(0, 3), 0);
  assert.equal(frameOf(positionAt(7, 3)), 6);
});

test("the frame nearest to a step", () => {
  const steps = [0, 1, 2, 5, 9];
  assert.equal(nearestFrame(steps, 4), 3);
  assert.equal(nearestFrame(steps, 100), 4);
  assert.equal(nearestFrame(steps, 0), 0);
});

test("a few losses far above all others do not flatten the curve, and a rise that lasts is drawn whole", () => {
  const calm = Array.from({ length: 97 }, (_, i) => 0.4 + i / 1000);
  assert.equal(highest([9, ...calm]), 1.5 * calm.at(-1));
  assert.equal(highest([...calm, 900, 900, 900]), 900);
  assert.equal(highest(calm), calm.at(-1));
  assert.equal(highest([]), 0);
});
