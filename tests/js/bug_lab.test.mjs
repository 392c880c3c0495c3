import assert from "node:assert/strict";
import test from "node:test";

import { momentWords } from "../../mlcourse/widgets/bug_lab/bug_lab.js";

test("the words of a moment name each layer of both runs", () => {
  const run = { silent_name: ["dead units", "dead units"], norm_texts: [[["1", "2"], ["3", "4"]], [["5", "6"], ["7", "8"]]], silent: [[["0%"], ["50%"]], [["0%"], ["12%"]]] };
  assert.equal(momentWords(run, 1), "length of the gradient: layer 0 3 (healthy 7), layer 1 4 (healthy 8); dead units: layer 0 50% (healthy 12%).");
  assert.match(momentWords({ ...run, silent_name: ["saturated", "saturated values"] }, 0), /saturated values: layer 0 0% \(healthy 0%\)\.$/);
});
