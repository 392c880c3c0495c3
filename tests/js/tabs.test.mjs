import assert from "node:assert/strict";
import test from "node:test";

import { folderOf } from "../../mlcourse/widgets/alone/tabs.js";

test("a tab says the folder of an exercise, wherever the working copy lies, and no lesson's", () => {
  assert.equal(folderOf("exercises/04_backpropagation.ipynb"), "exercises");
  assert.equal(folderOf("course/work/solutions/04_backpropagation.ipynb"), "solutions");
  for (const path of ["lessons/04_backpropagation.ipynb", "exercises.ipynb", "mine/exercises/old/04.ipynb", "04.ipynb"]) {
    assert.equal(folderOf(path), undefined);
  }
});
