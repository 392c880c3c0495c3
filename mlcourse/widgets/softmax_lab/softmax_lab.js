// The softmax lab: logits to drag, temperature, a number added to all, and the form in which it is computed.

import { watchTheme } from "../kit/colors.js";
import { control, element, setText, table } from "../kit/elements.js";
import { numberText } from "../kit/numbers.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";
import { radioRow } from "../kit/radios.js";
import { softmaxOf } from "../kit/softmax.js";

const FAILS = {
  inf: "e to a number above 709 is too large for a float64 and becomes inf; inf/inf is nan, not a number.",
  zero: "Every power is too small for a float64 and becomes 0; 0/0 is nan, not a number.",
};

/** What is computed from what is set: { z, added, exponents, powers, sum, probabilities }. */
export function labNumbers({ logits, temperature, added, stable }) {
  const shifted = logits.map((z) => z + added);
  return { z: logits, shifted, ...softmaxOf(shifted.map((z) => z / temperature), stable) };
}

/** Why there is no probability, in words; empty where there is one. */
export function failure({ probabilities, sum }) {
  if (!probabilities.some(Number.isNaN)) return "";
  return sum === 0 ? FAILS.zero : FAILS.inf;
}

/** The logit after a key; null where the key is none of ours. */
export function keyedLogit(key, isShift, value, reach) {
  const step = (reach > 10 ? 10 : 0.1) * (isShift ? 0.5 : 1); // with Shift finer, as in the loss lab
  const next = {
    ArrowUp: value + step, ArrowRight: value + step, ArrowDown: value - step, ArrowLeft: value - step,
    PageUp: value + 10 * step, PageDown: value - 10 * step, Home: -reach, End: reach,
  }[key];
  return next === undefined ? null : rounded(next, reach);
}

/** A logit within its reach, on a grid fine enough for a hand. */
export function rounded(value, reach) {
  const within = Math.max(-reach, Math.min(reach, value));
  return reach > 10 ? Math.round(within) : Math.round(within * 20) / 20;
}

const short = (value) => numberText(value, 3);

export function mount(root, recording, state) {
  const { header } = recording, { reach } = header;
  const now = { logits: [...header.start], temperature: 1, added: 0, stable: false };
  const columns = header.start.map((_, i) => logitHandle(i, reach, (value) => {
    const logits = [...now.logits];
    logits[i] = value;
    go({ logits });
  }));
  const bars = header.start.map((_, i) => probabilityBar(i));
  const total = element("p", { class: "mlc-softmax-total" });
  const warmth = slider("temperature T", { min: -1, max: 1, step: 0.05 }, (value) => go({ temperature: Number((10 ** value).toPrecision(3)) }));
  const shift = slider("add to all logits", { min: -1000, max: 1000, step: 10 }, (value) => go({ added: value }));
  const forms = radioRow("computed", [{ name: "written", label: "as written" }, { name: "stable", label: "maximum subtracted" }],
    (name) => go({ stable: name === "stable" }));
  const reset = control("button", { type: "button", class: "mlc-softmax-reset", onclick: () => go({ logits: [...header.start], temperature: 1, added: 0, stable: false }) }, "Reset");
  const steps = element("div", { class: "mlc-softmax-steps" });
  const failed = element("p", { class: "mlc-softmax-failed" });
  const told = twin("What is on the screen, in words and numbers", () => [stepTable(now)]);
  const view = element("div", { class: "mlc mlc-softmax", role: "group", "aria-label": "softmax lab", "data-recording": header.id },
    element("div", { class: "mlc-softmax-stage" },
      element("div", { class: "mlc-figure", role: "group", "aria-label": "logits" }, element("p", { class: "mlc-title" }, "Logits z: drag them"),
        element("div", { class: "mlc-softmax-handles" }, ...columns.map((column) => column.node))),
      element("div", { class: "mlc-figure", role: "group", "aria-label": "probabilities" }, element("p", { class: "mlc-title" }, "Probabilities p"),
        element("div", { class: "mlc-softmax-bars" }, ...bars.map((bar) => bar.node)), total)),
    element("div", { class: "mlc-softmax-knobs" }, warmth.node, shift.node),
    element("div", { class: "mlc-softmax-knobs" },
      element("div", { class: "mlc-softmax-form" }, forms.node), reset),
    steps, failed, ...told.nodes);
  const size = sizeButton(view, state);
  reset.after(size.node);

  function go(change) {
    Object.assign(now, change);
    paint();
    state.set({ ...now });
  }

  function follow() {
    size.show();
    for (const name of Object.keys(now)) now[name] = state.get(name) ?? now[name];
    if (!now.logits.length) now.logits = [...header.start];
    paint();
  }

  function paint() {
    const found = labNumbers(now);
    const why = failure(found);
    columns.forEach((column, i) => column.show(now.logits[i]));
    bars.forEach((bar, i) => bar.show(found.probabilities[i]));
    setText(total, why ? "no sum: nan" : `together ${numberText(found.probabilities.reduce((a, b) => a + b, 0))}`);
    warmth.show(Math.log10(now.temperature), short(now.temperature));
    shift.show(now.added, numberText(now.added));
    forms.show(now.stable ? "stable" : "written");
    steps.replaceChildren(stepTable(now));
    setText(failed, why);
    told.show(summary(now, found, why), false);
  }

  root.append(view);
  const stopTheme = watchTheme(view, () => {});
  const stopListening = state.listen(follow);
  follow();
  return () => {
    stopListening();
    stopTheme();
    view.remove();
  };
}

/** One logit: a vertical track with a handle, for mouse, finger and keys. */
function logitHandle(i, reach, set) {
  const knob = element("span", { class: "mlc-logit-knob" });
  const value = element("output", { class: "mlc-logit-value" });
  const track = control("div", {
    class: "mlc-logit-track", role: "slider", tabindex: 0, "aria-orientation": "vertical", "aria-label": `logit of class ${i}`,
    "aria-valuemin": -reach, "aria-valuemax": reach,
  }, element("span", { class: "mlc-logit-zero" }), knob);
  let current = 0;
  const drag = ({ clientY }) => {
    const { top, height } = track.getBoundingClientRect();
    set(rounded(reach * (1 - (2 * (clientY - top)) / height), reach));
  };
  track.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    track.setPointerCapture(event.pointerId);
    track.focus();
    drag(event);
  });
  track.addEventListener("pointermove", (event) => track.hasPointerCapture(event.pointerId) && drag(event));
  track.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = keyedLogit(event.key, event.shiftKey, current, reach);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    set(next);
  });
  return {
    node: element("div", { class: "mlc-logit" }, value, track, element("span", { class: "mlc-logit-name" }, `class ${i}`)),
    show(next) {
      current = next;
      knob.style.top = `${50 * (1 - next / reach)}%`;
      track.setAttribute("aria-valuenow", next);
      track.setAttribute("aria-valuetext", numberText(next));
      setText(value, numberText(next));
    },
  };
}

function probabilityBar(i) {
  const fill = element("span", { class: "mlc-softmax-fill" });
  const value = element("output", { class: "mlc-softmax-value" });
  return {
    node: element("div", { class: "mlc-softmax-bar" }, element("span", {}, `class ${i}`), element("span", { class: "mlc-softmax-ground" }, fill), value),
    show(p) {
      const isNumber = Number.isFinite(p);
      fill.style.width = isNumber ? `${100 * p}%` : "0";
      setText(value, isNumber ? short(p) : "nan");
      value.classList.toggle("mlc-bad", !isNumber);
    },
  };
}

/** A horizontal slider with its name and value. */
function slider(name, range, set) {
  const value = element("output", {});
  const input = control("input", { type: "range", class: "mlc-slider", "aria-label": name, ...range, oninput: () => set(Number(input.value)) });
  return {
    node: element("label", { class: "mlc-softmax-knob" }, element("span", {}, name), input, value),
    show(at, text) {
      input.value = at;
      input.style.setProperty("--mlc-part", `${(100 * (at - range.min)) / (range.max - range.min)}%`);
      input.setAttribute("aria-valuetext", text);
      setText(value, text);
    },
  };
}

/** The way from the logits to the probabilities, a row for each class. */
function stepTable(now) {
  const { shifted, exponents, powers, sum, probabilities } = labNumbers(now);
  const exponent = now.stable ? "exponent − maximum" : "exponent";
  const head = ["", "logit z", "z + added", `${exponent}, (z + added)/T`, "e^exponent", "p"];
  if (now.stable) head[3] = "(z + added)/T − maximum";
  const rows = now.logits.map((z, i) => [`class ${i}`, z, shifted[i], exponents[i], powers[i], probabilities[i]].map((v, k) => (k ? numberText(v) : v)));
  return table("Step by step", head, [...rows, ["sum", "", "", "", numberText(sum), numberText(probabilities.reduce((a, b) => a + b, 0))]]);
}

function summary(now, { probabilities }, why) {
  const form = now.stable ? "with the maximum subtracted" : "as written";
  const each = probabilities.map((p, i) => `class ${i}: logit ${numberText(now.logits[i])}, probability ${short(p)}`);
  return `Softmax ${form}, temperature ${short(now.temperature)}, ${numberText(now.added)} added to all. ${each.join("; ")}. ${why}`.trim();
}

export default recordedWidget(mount, ["logits", "temperature", "added", "stable", "size"]);
