// What a story asks of the kernel: one question at a time, the newest next, and again while nobody answers.

import assert from "node:assert/strict";
import test from "node:test";

import { inquiry } from "../../mlcourse/widgets/player/story.js";

/** An inquiry, what it has asked so far, how to answer the last of it, and how to let its patience end. */
function made() {
  const asked = [], changes = [];
  let hear = null, over = null;
  const teller = inquiry(
    (question, heard) => { asked.push(question.step); hear = heard; }, () => changes.push(teller.isSilent),
    (f) => { over = f; }, () => { over = null; },
  );
  return { teller, asked, changes, answer: (told) => hear(told), wait: () => over?.() };
}

test("the newest question is put when the one before it is answered", () => {
  const { teller, asked, answer } = made();
  for (const step of [1, 2, 3, 3]) teller.wonder({ step });
  assert.deepEqual(asked, [1]);
  answer({ of: 1 });
  assert.deepEqual([asked, teller.told], [[1, 3], null]);
  answer({ of: 3 });
  assert.deepEqual(teller.told, { of: 3 });
});

test("a question that nobody answers is put again, and that nobody has answered is said once", () => {
  const { teller, asked, changes, answer, wait } = made();
  teller.wonder({ step: 1 });
  wait();
  wait();
  assert.deepEqual([asked, changes], [[1, 1, 1], [true]]);
  answer({ of: 1 });
  assert.deepEqual([teller.told, teller.isSilent], [{ of: 1 }, false]);
  wait();
  assert.equal(asked.length, 3);
});

test("what is forgotten is not put again", () => {
  const { teller, asked, wait } = made();
  teller.wonder({ step: 1 });
  teller.forget();
  wait();
  assert.deepEqual(asked, [1]);
});
