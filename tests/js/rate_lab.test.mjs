import assert from "node:assert/strict";
import test from "node:test";

import { placeOf } from "../../mlcourse/widgets/rate_lab/rate_lab.js";

test("runs are counted by price and then by rate, as the recording counts them", () => {
  const header = { rates: ["0.1", "0.2", "0.4"], prices: [{ name: "0" }, { name: "1" }] };
  let run = 0;
  for (const { name: price } of header.prices) {
    for (let rate = 0; rate < header.rates.length; rate++) assert.equal(placeOf(header, { rate, price }), run++);
  }
});
