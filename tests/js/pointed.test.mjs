import assert from "node:assert/strict";
import test from "node:test";

import { numbersIn } from "../../mlcourse/widgets/alone/pointed.js";

test("a picture tells the numbers that the library put into it, and where each stands", async () => {
  const { file, texts, place } = JSON.parse(process.env.HEAT_MAP);
  const found = await numbersIn(Uint8Array.from(Buffer.from(file, "base64")));
  assert.deepEqual(found.texts, texts);
  assert.equal(found.columns, 20);
  assert.equal(found.indexOf(2, 3), place);
});

test("any other picture has none", async () => {
  const empty = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";
  assert.equal(await numbersIn(Uint8Array.from(Buffer.from(empty, "base64"))), null);
});
