import assert from "node:assert/strict";
import test from "node:test";

import { expand } from "../../mlcourse/widgets/kit/compact.js";
import { unpack } from "../../mlcourse/widgets/kit/data.js";
import { numberText } from "../../mlcourse/widgets/kit/numbers.js";

// Of Python (tests/test_widgets.py): a recording's header and buffer, and the same made small.
const { header, buffer, text } = JSON.parse(process.env.COMPACTED ?? "{}");

test("a recording comes back: words and most arrays as they were, rounded ones with every text that they had", { skip: !text }, async () => {
  const bytes = Uint8Array.from(atob(buffer), (letter) => letter.charCodeAt(0));
  const back = await expand(text);
  assert.deepEqual(back.header, header);
  assert.deepEqual(Object.keys(back.header.arrays), Object.keys(header.arrays)); // also their order
  const before = unpack(header, bytes), after = unpack(back.header, back.buffer);
  for (const [name, { rounded, dtype, offset }] of Object.entries(header.arrays)) {
    const size = before[name].data.byteLength;
    assert.equal(after[name].data.length, before[name].data.length);
    if (!rounded) assert.deepEqual(new Uint8Array(back.buffer, offset, size), bytes.slice(offset, offset + size), `${name}, ${dtype}`);
    else for (const digits of [1, 2, 3, 4]) before[name].data.forEach((value, i) => assert.equal(numberText(after[name].data[i], digits), numberText(value, digits), `${value}`));
  }
});
