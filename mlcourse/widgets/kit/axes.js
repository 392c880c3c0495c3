// The axes of a plot: its sides, scales and ticks.

import { path } from "./canvas.js";
import { numberText } from "./numbers.js";

/** The sides of a plot within a canvas. */
export const plotBox = (width, height, left = 40, bottom = 34) => ({ left, top: 20, right: width - 10, bottom: height - bottom });

/** Round numbers between two bounds, about `count` of them. */
export function ticks(low, high, count = 5) {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(count, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((m) => m * power >= rough * 0.999) * power;
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) found.push(Number((i * step).toPrecision(12)));
  return found;
}

/** A function that maps [low, high] to [from, to]. */
export function scale(low, high, from, to) {
  const factor = (to - from) / (high - low || 1);
  return (value) => from + (value - low) * factor;
}

/** The numbers that a logarithmic axis names, as logarithms: at most `count` powers of ten, and 2 and 5 times them too where there are less than two. */
export function logTicks(low, high, count = 6) {
  const within = (factors) => factors.flatMap((factor) => Array.from({ length: Math.ceil(high) - Math.floor(low) + 1 }, (_, i) => Math.log10(factor) + Math.floor(low) + i))
    .filter((value) => value >= low - 1e-9 && value <= high + 1e-9);
  const powers = within([1]);
  const every = Math.ceil(powers.length / count);
  return powers.length > 1 ? powers.filter((_, i) => i % every === 0) : within([1, 2, 5]).sort((a, b) => a - b);
}

const namedAt = ({ bounds, count, isLog, names }, usual) => (names?.length ? names.map((_, i) => i) : isLog ? logTicks(...bounds, count) : ticks(...bounds, count ?? usual));
const nameOf = (value, { isLog, names }) => names?.[value] ?? numberText(isLog ? 10 ** value : value);

/**
 * Draw the two axes of a plot with ticks and names. `box` is { left, top, right, bottom } in pixels. An axis is { bounds, name },
 * and may have a `count` of ticks, `names` of 0, 1, 2, … and `grid` lines; where it `isLog`, its bounds are logarithms, and its ticks the numbers themselves.
 */
export function drawAxes(context, theme, box, x, y) {
  context.save();
  context.font = `11px ${theme.font}`;
  context.lineWidth = 1;
  context.strokeStyle = theme.line;
  context.fillStyle = theme.soft;
  context.textAlign = "center";
  context.textBaseline = "top";
  const toX = scale(...x.bounds, box.left, box.right), toY = scale(...y.bounds, box.bottom, box.top);
  for (const value of namedAt(x, 6)) {
    const at = Math.round(toX(value)) + 0.5;
    path(context, [[at, box.bottom], [at, box.bottom + 4]]);
    context.fillText(nameOf(value, x), at, box.bottom + 6);
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const value of namedAt(y, 4)) {
    const at = Math.round(toY(value)) + 0.5;
    path(context, y.grid ? [[box.left, at], [box.right, at]] : [[box.left - 4, at], [box.left, at]]);
    context.fillText(nameOf(value, y), box.left - 6, at);
  }
  context.textBaseline = "alphabetic";
  if (x.name) context.fillText(x.name, box.right, box.bottom + 30);
  if (y.name) {
    context.textAlign = "left";
    context.fillText(y.name, box.left - (y.shift ?? 0), box.top - 8);
  }
  context.restore();
  return { toX, toY };
}
