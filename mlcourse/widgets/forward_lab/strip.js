// What one unit says about all examples of a batch: a row of marks for each class.

import { drawAxes } from "../kit/axes.js";
import { figure } from "../kit/figure.js";
import { drawMark } from "../kit/marks.js";
import { numberText } from "../kit/numbers.js";

const ROW = 38;

/** Bounds around values, with room at the sides; never empty. */
export function boundsOf(values) {
  const low = Math.min(0, ...values), high = Math.max(0, ...values);
  const room = 0.04 * (high - low || 1);
  return [low - room, high + room || 1];
}

/** A figure with a mark for each example: its place is the unit's a, its row the class. `show({ values, name }, theme)`. */
export function batchStrip(header) {
  const classes = header.labels.length ? header.classes : ["all examples"];
  const made = figure("forward-strip", "the unit's activations over the batch; told in words above", draw);
  made.title.remove();
  made.picture.node.style.height = `${classes.length * ROW + 44}px`;

  function draw(context, width, height, { values, name }, theme) {
    const box = { left: 108, top: 8, right: width - 14, bottom: height - 36 };
    const { toX } = drawAxes(context, theme, box, { bounds: boundsOf(values), name, count: 6 }, { bounds: [0, 1], count: 0.1 });
    context.fillStyle = theme.surface;
    context.fillRect(0, 0, box.left + 2, box.bottom + 6);
    const rowAt = (k) => box.top + (k + 0.5) * ((box.bottom - box.top) / classes.length);
    context.font = `12px ${theme.font}`;
    context.textAlign = "left";
    context.textBaseline = "middle";
    classes.forEach((text, k) => {
      drawMark(context, theme, k, 8, rowAt(k), 5);
      context.fillStyle = theme.ink;
      context.fillText(text, 20, rowAt(k));
      context.fillStyle = theme.line;
      context.fillRect(box.left, Math.round(rowAt(k)), box.right - box.left, 1);
    });
    values.forEach((value, n) => {
      const k = header.labels[n] ?? 0;
      drawMark(context, theme, k, toX(value), rowAt(k) + ((n * 7) % 5 - 2) * 4.5, 4.5, { halo: 1 });
    });
    made.picture.node.setAttribute("aria-label", `${name} over the batch, from ${numberText(Math.min(...values), 3)} to ${numberText(Math.max(...values), 3)}; told in words above`);
  }
  return made;
}
