// The zoom into one training step: its operations as a ribbon, and what of the network each of them is about.

import { control, element, setText } from "../kit/elements.js";
import { largest } from "../kit/numbers.js";

const GROUPS = [["forward", "forward →"], ["loss", "loss"], ["backward", "← backward"], ["update", "update"], ["iterate", "new θ"]];
const FORWARD = new Set(["x", "z", "y", "a", "loss"]);
const BACKWARD = new Set(["da", "dy", "delta", "dW", "db", "dx"]);

/** One operation on or back: { frame, at }; after a step's last comes the next step's first. */
export function neighbor({ frame, at }, by, { operations, frames }) {
  const count = operations.length;
  const next = Math.max(0, Math.min(frame * count + at + by, frames * count - 1));
  return { frame: Math.floor(next / count), at: next % count };
}

/** The first operation of a phase; of initialization, the step's first. */
export const firstOf = (run, name) => Math.max(0, run.operations.findIndex(({ phase }) => phase === name));

/** A moment seen through one of its operations: its words, what is known by then, and what it is about. */
export function zoomed(run, moment, at) {
  const batch = run.words.batch[moment.frame];
  const operation = {
    ...run.operations[at], at, lines: run.words.operations[moment.frame][at],
    shapes: run.shapes[batch][at],
  };
  return { ...moment, operation, ...shownBy(run, moment, operation), ...aboutOf(run, operation) };
}

/** Which columns and layers of lines an operation is about, and whose numbers stand in the words. */
export function aboutOf(run, { kind, layer: n }) {
  const all = run.layers.map((_, c) => c), last = all.length - 1;
  const of = (columns, edges, rings = columns, weight = null) => ({ lit: { columns: new Set(columns), edges: new Set(edges) }, rings, weight });
  switch (kind) {
    case "x": return of([0], [], []);
    case "z": return of([n, n + 1], [n], [n + 1]);
    case "loss": return of([last], []);
    case "dW": return of([n, n + 1], [n], [n, n + 1], n);
    case "dx": return of([n, n + 1], [n], [n]);
    case "y": case "a": case "da": case "dy": case "delta": case "db": return of([n + 1], []);
    default: return of(all, all, [last - 1, last], last - 1);
  }
}

/** What lines and units show: what is known once the operation is done. */
function shownBy(run, moment, { kind, layer: n, name }) {
  const { frame, edges, units } = moment;
  const row = (arrays, c) => arrays[c]?.row(frame) ?? null;
  const weights = run.W.map((w) => w.row(moment.point));
  if (FORWARD.has(kind)) {
    const until = kind === "x" ? 0 : kind === "loss" ? run.layers.length - 1 : kind === "a" ? n + 1 : n;
    const shown = run.layers.map((_, c) => (c <= until ? row(run.before, c) : c === n + 1 && kind !== "x" ? row(run.z, c) : null));
    return {
      title: `Lines: W; units: a so far${kind === "z" || kind === "y" ? `, lit: z${n}` : ""}`, symbol: "|W|", edges: weights,
      units: shown, scales: shown.map((u, c) => (c <= until ? run.largestActivation[c] : u ? largest([u]) : 1)),
    };
  }
  if (BACKWARD.has(kind)) {
    const isBefore = kind === "da" || kind === "dy"; // the δ of this layer is not known yet
    const shown = run.layers.map((_, c) => (c > n + 1 || (c === n + 1 && !isBefore) ? row(run.delta, c)
      : (c === n && kind === "dx") || c === n + 1 ? row(run.da, c) : null));
    const known = edges.map((e, i) => (i > n || (i === n && (kind === "dW" || kind === "db")) ? e : null));
    const isProduct = kind === "dx";
    return {
      title: isProduct ? `Lines: W; units: δ so far, lit: ${name}` : "Lines: ∂L/∂W so far; units: δ so far",
      symbol: isProduct ? "|W|" : "|∂L/∂W|", edges: isProduct ? weights : known,
      units: shown, scales: shown.map((u) => (u ? largest([u]) : 1)),
    };
  }
  return { units, scales: null };
}

/** The ribbon of a step's operations, phase by phase; hidden while one does not zoom. */
export function operationRibbon(run, pick) {
  const buttons = run.operations.map(({ name, formulas }, at) => control("button", {
    type: "button", class: "mlc-operation", tabindex: -1, "aria-pressed": "false", title: formulas.join("   "), onclick: () => pick(at),
  }, name));
  const groups = GROUPS.map(([phase, text]) => element("div", { class: "mlc-operations" },
    element("span", { class: "mlc-operations-name", "aria-hidden": "true" }, text),
    ...buttons.filter((_, at) => run.operations[at].phase === phase)));
  const node = element("div", { class: "mlc-zoom", role: "group", "aria-label": "operation of the step", hidden: "" }, ...groups);
  let shown = -1;
  return {
    node, focus: (at) => buttons[at]?.focus(),
    show({ operation }) {
      const at = operation ? operation.at : -1;
      if (at === shown) return;
      node.hidden = at < 0;
      for (const [i, isIt] of [[shown, false], [at, true]]) {
        if (i < 0) continue;
        buttons[i].setAttribute("aria-pressed", String(isIt));
        buttons[i].tabIndex = isIt ? 0 : -1;
      }
      shown = at;
    },
  };
}

/** The button that zooms into the step and out again. */
export function zoomButton(toggle) {
  const sign = element("span", { "aria-hidden": "true" }, "Zoom");
  const node = control("button", { type: "button", class: "mlc-button mlc-zoom-button", "aria-pressed": "false", onclick: toggle }, sign);
  return {
    node,
    show({ operation }) {
      const text = operation ? "Back to whole phases (z)" : "Zoom into the step, operation by operation (z)";
      if (node.title === text) return;
      node.title = text;
      node.setAttribute("aria-label", text);
      node.setAttribute("aria-pressed", String(Boolean(operation)));
      setText(sign, operation ? "Zoom out" : "Zoom in");
    },
  };
}
