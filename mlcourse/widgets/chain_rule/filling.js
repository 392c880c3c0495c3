// Words with room for numbers, filled. What stands in the braces is explained in filling.py.

import { computedText } from "../kit/numbers.js";

const ROOM = /\{(\()?(value|gradient|product|back|ends) ([^)}]+)\)?\}/g;

/** A text with numbers put in: those of a graph, { values, gradients, derivatives }. */
export function fill(text, { edges, ends }, numbers) {
  return text.replace(ROOM, (_, isFactor, kind, where) => {
    if (kind === "ends") return numbers.derivatives[where] ? "" : ends;
    const written = computedText(numberOf(kind, where, edges, numbers) + 0); // a zero has no sign
    return isFactor && written.startsWith("−") ? `(${written})` : written;
  });
}

function numberOf(kind, where, edges, { values, gradients, derivatives }) {
  if (kind === "value") return values[where];
  if (kind === "gradient") return gradients[where];
  const product = where.split(".").reduce((so_far, index) => so_far * derivatives[index], 1);
  return kind === "product" ? product : gradients[edges[where].end] * product;
}
