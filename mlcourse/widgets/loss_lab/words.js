// What the loss lab says: the recorded losses and gradients of the predictions where they are, in numbers and in words.

import { table } from "../kit/elements.js";
import { numberText } from "../kit/numbers.js";

export const taskOf = ({ tasks }, { task }) => tasks.find(({ name }) => name === task);

/** The next 1, 2 or 5 times a power of ten: a scale that holds still while a number grows. */
export function niceTop(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].find((m) => m * power >= value * 0.999) * power;
}

/** A number for a small place, with fixed decimals so that a column compares at a glance; the tables have four digits. */
export function shortText(value) {
  const size = Math.abs(value), decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4;
  const text = value.toFixed(decimals).replace("-", "−");
  return /[1-9]/.test(text) ? text : "0.0000".slice(0, decimals + 2);
}

/** All that is shown of the predictions where they are, from the recorded grids. */
export function lookUp(header, arrays, { task: name, reduction, positions }) {
  const task = taskOf(header, { task: name }), at = positions[name], count = at.length;
  const part = reduction === "mean" ? 1 / count : 1;
  const points = arrays[`${name} points`].data, last = points.length;
  const pick = (array, i) => {
    const row = array.row(i), width = row.length / last;
    return Array.from(row.subarray(at[i] * width, (at[i] + 1) * width));
  };
  const losses = task.losses.map(({ name: loss, label }) => {
    const shares = at.map((_, i) => part * pick(arrays[`${name} ${loss}`], i)[0]);
    const slopes = at.map((_, i) => pick(arrays[`${name} ${loss} slope`], i).map((slope) => part * slope));
    const value = shares.reduce((sum, share) => sum + share, 0);
    return {
      label, value, contributions: shares, slopes, gradients: slopes.map((row, i) => row[row.length > 1 ? task.examples[i].column : 0]),
      parts: shares.map((share) => (value ? share / value : 0)), top: niceTop(Math.max(...shares)),
    };
  });
  const p = arrays[`${name} p`];
  return { at, values: at.map((i) => points[i]), losses, probabilities: p ? at.map((_, i) => pick(p, i)) : null };
}

/** What is on the screen, in a few sentences. */
export function spokenLoss(task, found, { reduction, example }) {
  const { label } = task.examples[example];
  const whole = found.losses.map(({ label: name, value }) => `${name.toLowerCase()} ${numberText(value)}`).join(", ");
  const own = found.losses.map(({ label: name, contributions, parts, gradients }) =>
    `${name}: it contributes ${numberText(contributions[example], 3)}, ${Math.round(100 * parts[example])}% of the loss; its gradient is ${numberText(gradients[example], 3)}, ${wayOf(gradients[example])}.`);
  return `Loss, the ${reduction} over ${task.examples.length} examples: ${whole}. Example ${example}, ${label}: ${saysOf(task, found, example)}. ${own.join(" ")}`;
}

const wayOf = (gradient) => (gradient === 0 ? "no pull" : gradient < 0 ? "pulled up" : "pulled down");

/** What the network says of an example: its number, or logit and probability. */
export function saysOf(task, { values, probabilities }, i) {
  const said = `${task.symbol} = ${numberText(values[i], 3)}`;
  if (!probabilities) return said;
  const p = probabilities[i];
  return `${said}, p = ${numberText(p.length > 1 ? p[task.examples[i].column] : p[0], 3)}`;
}

/** The same as tables. */
export function lossTables(task, found, { reduction, example }) {
  const head = ["example", "truth", "prediction", ...found.losses.flatMap(({ label }) => [`${label}: contribution`, "share", "gradient"])];
  const rows = task.examples.map(({ label }, i) => [String(i), label, saysOf(task, found, i),
    ...found.losses.flatMap(({ contributions, parts, gradients }) => [numberText(contributions[i]), `${Math.round(100 * parts[i])}%`, numberText(gradients[i])])]);
  const tables = [table(`${task.label}, ${reduction}`, head, [...rows, ["loss", "", "", ...found.losses.flatMap(({ value }) => [numberText(value), "100%", ""])]])];
  if (task.name !== "multi-class") return tables;
  const classes = found.probabilities[example].map((p, k) => [String(k), numberText(p), ...found.losses.map(({ slopes }) => numberText(slopes[example][k]))]);
  return [...tables, table(`Example ${example}, by class`, ["class", "p", ...found.losses.map(({ label }) => `${label}: ∂L/∂z`)], classes)];
}
