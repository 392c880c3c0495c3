import assert from "node:assert/strict";
import test from "node:test";

import { logTicks, scale, ticks } from "../../mlcourse/widgets/kit/axes.js";
import { clip } from "../../mlcourse/widgets/kit/canvas.js";
import { Clock } from "../../mlcourse/widgets/kit/clock.js";
import { unpack } from "../../mlcourse/widgets/kit/data.js";
import { largest, numberText } from "../../mlcourse/widgets/kit/numbers.js";
import { modelState } from "../../mlcourse/widgets/kit/state.js";
import { keyIntent } from "../../mlcourse/widgets/kit/keys.js";

test("a packed buffer gives its arrays back, rows as views of the same memory", () => {
  const bytes = new ArrayBuffer(32);
  new Float32Array(bytes, 0, 4).set([1, 2, 3, 4]);
  new Uint8Array(bytes, 16, 3).set([7, 8, 9]);
  const header = { arrays: {
    W: { dtype: "float32", shape: [2, 1, 2], offset: 0 }, labels: { dtype: "uint8", shape: [3], offset: 16 },
  } };
  const { W, labels } = unpack(header, bytes);
  assert.deepEqual([...W.row(1)], [3, 4]);
  assert.equal(W.row(1).buffer, bytes);
  assert.deepEqual([...labels.data], [7, 8, 9]);
});

test("a view that starts anywhere in memory, as a kernel's message does, is unpacked too", () => {
  const message = new Uint8Array(3 + 8);
  message.set(new Uint8Array(new Float32Array([1.5, -2]).buffer), 3);
  const { a } = unpack({ arrays: { a: { dtype: "float32", shape: [2], offset: 0 } } }, new DataView(message.buffer, 3, 8));
  assert.deepEqual([...a.data], [1.5, -2]);
});

test("an empty array has no rows and no error", () => {
  const { a } = unpack({ arrays: { a: { dtype: "float32", shape: [0], offset: 0 } } }, new ArrayBuffer(0));
  assert.equal(a.data.length, 0);
});

test("the largest magnitude passes over what is not finite", () => {
  assert.equal(largest([[1, -3], [NaN, Infinity]]), 3);
});

test("numbers are written as the library writes them", () => {
  const cases = JSON.parse(process.env.NUMBER_TEXTS ?? '[[0.000123456, "0.0001235"], [-2, "−2"]]');
  for (const [value, text] of cases) assert.equal(numberText(value), text, String(value));
  assert.equal(numberText(NaN), "nan");
  assert.equal(numberText(-Infinity), "−inf");
});

test("a logarithmic axis names powers of ten, and 2 and 5 times them where there are too few", () => {
  const named = (low, high, count) => logTicks(Math.log10(low), Math.log10(high), count).map((value) => Number((10 ** value).toPrecision(6)));
  assert.deepEqual(named(0.0001, 2), [0.0001, 0.001, 0.01, 0.1, 1]);
  assert.deepEqual(named(0.0001, 2, 4), [0.0001, 0.01, 1]);
  assert.deepEqual(named(1, 1200), [1, 10, 100, 1000]);
  assert.deepEqual(named(0.15, 1.4), [0.2, 0.5, 1]);
});

test("ticks are round, in order, within the bounds", () => {
  assert.deepEqual(ticks(0, 1, 4), [0, 0.5, 1]);
  assert.deepEqual(ticks(-2.6, 2.7, 6), [-2, -1, 0, 1, 2]);
  assert.deepEqual(ticks(3, 3), [3]);
});

test("a scale maps its ends to its ends, and a span of nothing to a finite place", () => {
  const toX = scale(0, 10, 100, 0);
  assert.deepEqual([toX(0), toX(10), toX(5)], [100, 0, 50]);
  assert.ok(Number.isFinite(scale(1, 1, 0, 100)(1)));
});

/** A clock whose time is ours. */
function handmade(advance) {
  let pending = null;
  const clock = new Clock(advance, (f) => { pending = f; return 1; }, () => { pending = null; });
  return { clock, tick: (now) => { const f = pending; pending = null; f?.(now); }, isPending: () => pending !== null };
}

test("a clock calls for as many steps as have come due, however the screen's frames fall", () => {
  const calls = [];
  const { clock, tick } = handmade((n) => { calls.push(n); });
  clock.start(20);
  for (const now of [0, 30, 60, 100, 250]) tick(now);
  assert.equal(calls.reduce((a, b) => a + b, 0), 5);
});

test("a clock stops when there is no further step, and when told to", () => {
  const { clock, tick, isPending } = handmade(() => false);
  clock.start(60);
  tick(0);
  tick(100);
  assert.equal(clock.running, false);
  assert.equal(isPending(), false);
  clock.start(60);
  clock.stop();
  assert.equal(isPending(), false);
});

test("a tab that slept does not leap", () => {
  let total = 0;
  const { clock, tick } = handmade((n) => { total += n; });
  clock.start(60);
  tick(0);
  tick(60_000);
  assert.ok(total <= 15);
});

test("keys mean what they should, and leave a control's own keys alone", () => {
  const key = (name, tag = "INPUT", more = {}) => keyIntent({ key: name, ...more }, { tagName: tag });
  assert.deepEqual(key(" "), ["toggle"]);
  assert.deepEqual(key("ArrowRight"), ["move", 1]);
  assert.deepEqual(key("PageDown"), ["move", -10]);
  assert.deepEqual(key("End"), ["end"]);
  assert.deepEqual(key("ArrowLeft", "INPUT", { shiftKey: true }), ["part", -1]);
  assert.deepEqual(key(" ", "BUTTON"), ["toggle"]); // Enter presses it
  assert.equal(key("ArrowDown", "SELECT"), null);
  assert.equal(key("ArrowRight", "INPUT", { ctrlKey: true }), null);
  assert.equal(key("a"), null);
  const table = { tagName: "DIV", closest: (selector) => selector === ".mlc-scrolls" };
  assert.equal(keyIntent({ key: "ArrowDown" }, table), null); // it scrolls
  assert.deepEqual(keyIntent({ key: "ArrowRight" }, table), ["move", 1]);
});

function fakeModel() {
  const listeners = new Map();
  return {
    values: { step: 0, phase: "initialize", header: {} }, sent: [], listeners,
    get(name) { return this.values[name]; },
    set(values) { Object.assign(this.values, values); },
    save_changes() { this.sent.push({ ...this.values }); },
    on: (event, call) => listeners.set(event, call),
    off: (event, call) => listeners.get(event) === call && listeners.delete(event),
  };
}

test("a burst of changes is sent as one when it is over, and can be read at once", async () => {
  const model = fakeModel(), state = modelState(model, ["step", "phase"], 5);
  for (let step = 1; step <= 50; step++) state.set({ step });
  state.set({ phase: "loss" });
  assert.equal(state.get("step"), 50);
  assert.deepEqual([model.sent, model.get("step")], [[], 0]);
  await new Promise((done) => setTimeout(done, 50));
  assert.deepEqual(model.sent.map(({ step, phase }) => [step, phase]), [[50, "loss"]]);
});

test("a view that closes sends what is left, once", () => {
  const model = fakeModel(), state = modelState(model, ["step"], 60_000);
  state.set({ step: 7 });
  state.close();
  state.close();
  assert.deepEqual(model.sent.map(({ step }) => step), [7]);
});

test("what is set elsewhere wins over what waits, and is told by name until nobody listens", () => {
  const model = fakeModel(), state = modelState(model, ["step", "phase"], 60_000), heard = [];
  const stop = state.listen((name) => heard.push([name, state.get("step")]));
  state.set({ step: 7 });
  model.set({ step: 3 });
  model.listeners.get("change:step")();
  assert.deepEqual(heard, [["step", 3]]);
  state.close();
  assert.deepEqual(model.sent, []);
  stop();
  assert.equal(model.listeners.size, 0);
});

test("what Python notes on something else takes back nothing that waits", () => {
  const model = fakeModel(), state = modelState(model, ["answers", "recorded"], 60_000);
  state.listen(() => {});
  state.set({ answers: [0, 1] });
  model.listeners.get("change:recorded")();
  state.close();
  assert.deepEqual(model.sent.map(({ answers }) => answers), [[0, 1]]);
});

test("the views of one widget share an object, those of another have their own", () => {
  const header = {};
  const [one, same, other] = [header, header, {}].map((shown) => modelState({ get: () => shown }, []));
  assert.equal(one.shared, same.shared);
  assert.notEqual(one.shared, other.shared);
});

test("a text that is too long loses its end, and a category its column first", () => {
  const context = { font: "", measureText: (text) => ({ width: text.length }) };
  assert.equal(clip(context, "closure=Cork", 12), "closure=Cork");
  assert.equal(clip(context, "closure=Cork", 6), "…=Cork");
  assert.equal(clip(context, "closure=screw cap", 6), "…=scr…");
  assert.equal(clip(context, "alcalinity", 6), "alcal…");
});
