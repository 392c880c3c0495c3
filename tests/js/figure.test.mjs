import assert from "node:assert/strict";
import test from "node:test";

import { figure } from "../../mlcourse/widgets/kit/figure.js";

/** As much of a page as a figure needs: elements without a look, and a canvas of 100 by 50 pixels. */
function page() {
  const context = { setTransform() {}, clearRect() {} };
  globalThis.document = {
    createElement: () => ({ setAttribute() {}, append() {}, getContext: () => context, clientWidth: 100, clientHeight: 50 }),
  };
  globalThis.ResizeObserver = class {
    constructor(told) { Object.assign(this, { told }); }
    observe() { this.told([{}]); }
    disconnect() {}
  };
  globalThis.devicePixelRatio = 1;
}

test("a figure draws each moment that it is told to show, the first one, 0, too", () => {
  page();
  const drawn = [];
  const made = figure("name", "label", (context, width, height, moment, theme) => drawn.push([width, height, moment, theme]));
  assert.deepEqual(drawn, []); // nothing to show yet
  made.show(1, "dark");
  made.show(0, "dark");
  made.show(2, "light");
  assert.deepEqual(drawn, [[100, 50, 1, "dark"], [100, 50, 0, "dark"], [100, 50, 2, "light"]]);
});

test("a figure waits for its colors", () => {
  page();
  const drawn = [];
  const made = figure("name", "label", (context, width, height, moment) => drawn.push(moment));
  made.show(3, null);
  assert.deepEqual(drawn, []);
});
