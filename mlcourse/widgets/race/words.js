// What is said of a step of the race.

import { numberText } from "../kit/numbers.js";

/** One sentence or two: who is lowest and who highest, and who is higher than at the start. */
export function verdict(names, losses, step, start) {
  if (step === 0) return "All stand at the start. Play, or press the right arrow.";
  const order = names.map((name, i) => ({ name, loss: losses[i] })).sort((a, b) => a.loss - b.loss);
  const inside = order.filter(({ loss }) => loss <= start), out = order.filter(({ loss }) => !(loss <= start)).map(({ name }) => name);
  const after = step === 1 ? "After 1 step" : `After ${step} steps`;
  if (!inside.length) return `${after} all are higher than at the start: this η is too large.`;
  const first = inside[0], last = inside.at(-1);
  const apart = numberText(first.loss, 3) !== numberText(last.loss, 3);
  const lowest = apart ? `${after} ${first.name} is lowest, at ${numberText(first.loss, 3)}` : `${after} ${inside.length > 1 ? "all" : first.name} ${inside.length > 1 ? "are" : "is"} at ${numberText(first.loss, 3)}`;
  const highest = apart ? `; ${last.name} has come to ${numberText(last.loss, 3)}` : "";
  return `${lowest}${highest}.${out.length ? ` Higher than at the start: ${out.join(", ")}.` : ""}`;
}
