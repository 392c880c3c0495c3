// What the lab says of a unit, as words.py says it, of numbers that were computed here.

import { computedText } from "../kit/numbers.js";

const TERMS = 4; // of a sum that are written out, at the most

const text = (value) => computedText(value + 0); // a zero has no sign
const factor = (value) => (text(value).startsWith("−") ? `(${text(value)})` : text(value));

/** A unit's sum in symbols and in one example's numbers, and its activation. `at` is { layer, unit, x, W, b, z, a }: all of that layer for one example. */
export function layerLines(at, f) {
  const { layer, unit, x, W, b, z } = at, weight = (i) => W[i * b.length + unit];
  const order = [...x.keys()].sort((i, j) => Math.abs(x[j] * weight(j)) - Math.abs(x[i] * weight(i)));
  const largest = order.slice(0, TERMS).sort((i, j) => i - j);
  const more = x.length > TERMS ? [`… ${x.length - TERMS} more`] : [];
  const source = layer ? `a${layer - 1}` : "x";
  const names = largest.map((i) => `${source}[${i}]·W${layer}[${i},${unit}]`);
  const terms = largest.map((i) => `${factor(x[i])}·${factor(weight(i))}`);
  return [
    `z${layer}[${unit}] = ${[...names, ...more, `b${layer}[${unit}]`].join(" + ")}`,
    `= ${[...terms, ...more, factor(b[unit])].join(" + ")} = ${text(z[unit])}`,
    activationLine(at, f),
  ];
}

function activationLine({ layer, unit, z, a }, { kind, applied }) {
  if (kind === "probabilities") {
    const powers = z.slice(0, TERMS).map((each) => `e^${factor(each)}`).join(" + ");
    return `p[${unit}] = e^${factor(z[unit])} / (${powers}${z.length > TERMS ? " + …" : ""}) = ${text(a[unit])}`;
  }
  return `a${layer}[${unit}] = ${applied.join(`z${layer}[${unit}]`)} = ${text(a[unit])}`;
}

/** For how many examples of the batch, and of each class, a unit is on, saturated or the largest. `found` says it for each example. */
export function shareWords(layer, unit, { counted }, found, labels, classes) {
  const count = (is) => found.filter((_, n) => is(n)).length, on = (is) => found.filter((it, n) => it && is(n)).length;
  const head = `Unit ${unit} of layer ${layer} ${counted} for ${on(() => true)} of ${found.length} examples`;
  const parts = classes.map((name, k) => [name, (n) => labels[n] === k]).filter(([, is]) => labels.length && count(is));
  return `${head}${labels.length ? `: ${parts.map(([name, is]) => `${on(is)} of ${count(is)} ${name}`).join(", ")}` : ""}.`;
}

/** How many of the batch the network gets right; `a` holds the output units' numbers for all examples. */
export function verdictWords(a, labels) {
  if (!labels.length) return "";
  const said = labels.map((_, n) => (a.length > 1 ? a.reduce((best, row, k) => (row[n] > a[best][n] ? k : best), 0) : Number(a[0][n] > 0.5)));
  const wrong = [...labels.keys()].filter((n) => said[n] !== labels[n]);
  const rest = wrong.length ? `; wrong: example${wrong.length > 1 ? "s" : ""} ${wrong.join(", ")}` : "";
  return `${labels.length - wrong.length} of ${labels.length} right${rest}.`;
}
