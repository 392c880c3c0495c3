import assert from "node:assert/strict";
import test from "node:test";

import { dealt, keyed, momentOf, numberOf, sentence, toggled } from "../../mlcourse/widgets/batch_norm_lab/batch_norm_lab.js";
import { shortNumber } from "../../mlcourse/widgets/batch_norm_lab/matrices.js";

test("a batch's number has a bit for each mate", () => {
  assert.deepEqual([[], [1], [2], [1, 3], [1, 2, 3, 4, 5, 6]].map(numberOf), [0, 1, 2, 5, 63]);
});

test("a mate is put in where it belongs, and taken out", () => {
  assert.deepEqual(toggled([1, 4], 3), [1, 3, 4]);
  assert.deepEqual(toggled([1, 3, 4], 3), [1, 4]);
});

test("mates are dealt one batch after the other, round and round", () => {
  const deals = [[1, 2], [1, 3], [2, 3]];
  assert.deepEqual(dealt(deals, [1, 2], 1), [1, 3]);
  assert.deepEqual(dealt(deals, [1, 2], -1), [2, 3]);
  assert.deepEqual(dealt(deals, [2, 3], 1), [1, 2]);
  assert.deepEqual(dealt(deals, [1], 1), [1, 2]); // a batch that is not among them: from the first, or the last
  assert.deepEqual(dealt(deals, [1], -1), [2, 3]);
});

test("arrows deal and choose a unit, unless something scrolls", () => {
  assert.deepEqual(keyed({ key: "ArrowRight" }), ["deal", 1]);
  assert.deepEqual(keyed({ key: "ArrowUp" }), ["unit", -1]);
  assert.equal(keyed({ key: "ArrowRight", shiftKey: true }), null);
  assert.equal(keyed({ key: "ArrowRight", target: { closest: () => ({}) } }), null);
});

/** An array as `unpack` gives it. */
function packed(shape, ...values) {
  const data = Float32Array.from(values), width = values.length / shape[0];
  return { data, shape, row: (i) => data.subarray(i * width, (i + 1) * width) };
}

// One unit, the watched example and one mate: two batches, of which the first holds the watched one alone.
const ARRAYS = {
  z: packed([1, 2], 1, 3), y: packed([2, 1, 2], NaN, NaN, -1, 1), still: packed([1, 2], 0.5, 1.5),
  statistics: packed([2, 2, 1], NaN, NaN, 2, 1), running: packed([2, 1], 0, 2),
};

test("training shows the batch's numbers, evaluation the running ones", () => {
  const training = momentOf(ARRAYS, { mates: [1], unit: 0, training: true });
  assert.deepEqual([...training.y[0]], [-1, 1]);
  assert.equal(sentence(training), "Training, a batch of 2. ★ in unit 0: y = (1.00 − 2.00)/1.00 = −1.00. Over all 1 sets of one to six mates it goes from −1.00 to −1.00.");
  const evaluation = momentOf(ARRAYS, { mates: [], unit: 0, training: false });
  assert.match(sentence(evaluation), /y = \(1\.00 − 0\.00\)\/2\.00 = 0\.50\. Whoever its mates are/);
  assert.equal(momentOf(ARRAYS, { mates: [], unit: 0, training: true }).isAlone, true);
  assert.match(sentence(momentOf(ARRAYS, { mates: [], unit: 0, training: true })), /batch of one/);
});

test("numbers in cells have two decimals and a true minus", () => {
  assert.deepEqual([1.234, -0.5, -0.001].map(shortNumber), ["1.23", "−0.50", "0.00"]);
});
