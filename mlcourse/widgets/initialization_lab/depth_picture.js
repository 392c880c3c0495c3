// The pictures of the initialization lab: a histogram for each layer, and the std through depth below it.
//
// Both share the layers' columns. A signal starts left, at the input x; a gradient starts right, at the output.

import { scale, ticks } from "../kit/axes.js";
import { label, path, textWidth } from "../kit/canvas.js";
import { element, setText } from "../kit/elements.js";
import { figure } from "../kit/figure.js";
import { numberText } from "../kit/numbers.js";

export const POWERS = [-12, 6]; // of the logarithmic axis
const END = 40; // pixels of the column of x, or of the output
const LEVELS = 0.4; // of the height: the lower plot

/**
 * One direction. `kind` is { name, title, symbol, forwards, color, scaleName }; what is shown is { depth, net, rows,
 * levels, start, between, bounds }: widths of the bins by layer, powers of ten by layer, and where the way starts.
 */
export function depthFigure(kind, alternative, legend) {
  const drawn = figure(kind.name, alternative, (context, width, height, now, theme) => {
    context.save();
    const sides = { left: 60, right: width - 8 };
    const columns = columnsOf(now.depth, sides, kind.forwards);
    const lower = Math.round(LEVELS * (height - 86)) + 18;
    const upper = { ...sides, top: 20, bottom: height - lower - 66 };
    drawHistograms(context, theme, kind, now, upper, columns);
    drawLevels(context, theme, kind, now, { ...sides, top: height - lower - 18, bottom: height - 36 }, columns);
    context.restore();
  }, legend);
  const verdict = element("p", { class: "mlc-start-verdict" }, element("strong", {}), " ", element("span", {}));
  drawn.node.querySelector("figcaption").prepend(drawn.title, verdict);
  drawn.title.textContent = kind.title;
  const { show } = drawn;
  drawn.show = (now, theme) => {
    const { sign, short, sentence } = now.net[kind.forwards ? "forwards" : "backwards"];
    setText(verdict.firstChild, `${sign} ${short}`);
    setText(verdict.lastChild, sentence);
    show(now, theme);
  };
  return drawn;
}

/** Where the layers stand: the middle of each column, and of the end where the way starts. */
export function columnsOf(depth, { left, right }, forwards) {
  const from = left + (forwards ? END : 0), to = right - (forwards ? 0 : END);
  const wide = (to - from) / depth;
  return { wide, at: (layer) => from + wide * (layer + 0.5), end: forwards ? left + END / 2 : right - END / 2 };
}

function drawHistograms(context, theme, kind, { depth, net, rows, bounds }, box, { wide, at }) {
  const bins = rows[0].length - 2, half = Math.min(wide * 0.46, 44), toY = scale(0, bins, box.bottom, box.top);
  context.font = `11px ${theme.font}`;
  const places = kind.forwards ? ticks(...bounds, 4) : [-1, 0, 1];
  Object.assign(context, { textAlign: "right", textBaseline: "middle", lineWidth: 1 });
  for (const value of places) {
    const y = Math.round(scale(...bounds, box.bottom, box.top)(value)) + 0.5;
    Object.assign(context, { strokeStyle: theme.line, fillStyle: theme.soft });
    path(context, [[box.left, y], [box.right, y]]);
    context.fillText(kind.forwards ? numberText(value) : { 0: "0", 1: "s", [-1]: "−s" }[value], box.left - 6, y);
  }
  context.fillStyle = theme.classes[kind.color];
  for (let layer = 0; layer < depth; layer++) {
    for (let bin = 0; bin < bins; bin++) {
      const size = (rows[layer][bin + 1] / 255) * half;
      if (size) context.fillRect(at(layer) - size, toY(bin + 1), 2 * size, toY(bin) - toY(bin + 1) + 0.3);
    }
  }
  offScale(context, theme, depth, net.off[kind.forwards ? 0 : 1], rows, box, at, half);
}

/** Triangles above and below the histograms, the larger the more is beyond, and how much it is at the most. */
function offScale(context, theme, depth, shares, rows, box, at, half) {
  context.fillStyle = theme.ink;
  for (let layer = 0; layer < depth; layer++) {
    const last = rows[layer].length - 1;
    [[0, box.bottom + 2, 1], [last, box.top - 2, -1]].forEach(([bin, y, way]) => {
      const size = (rows[layer][bin] / 255) * Math.min(half, 8);
      if (size > 0.3) triangle(context, at(layer), y, size, way * Math.min(2 * size, 9));
    });
  }
  const most = Math.max(...shares.map(Number.parseFloat));
  if (most < 1) return;
  const layer = shares.findIndex((share) => Number.parseFloat(share) === most);
  label(context, theme, `off this scale: ${most}% of layer ${layer}`, (box.left + box.right) / 2, box.bottom + 19, "center");
}

function triangle(context, x, y, half, height) {
  context.beginPath();
  [[-half, 0], [half, 0], [0, height]].forEach(([dx, dy], i) => (i ? context.lineTo(x + dx, y + dy) : context.moveTo(x + dx, y + dy)));
  context.fill();
}

function drawLevels(context, theme, kind, { depth, levels, between, start, net }, box, { at, end, wide }) {
  const toY = scale(...POWERS, box.bottom, box.top);
  levelAxes(context, theme, kind, depth, box, at, end, toY, wide);
  context.save();
  context.setLineDash([5, 4]);
  Object.assign(context, { strokeStyle: theme.soft, lineWidth: 1.3 });
  path(context, [[box.left, toY(start)], [box.right, toY(start)]]);
  context.beginPath();
  context.rect(box.left, box.top - 4, box.right - box.left, box.bottom - box.top + 8);
  context.clip();
  const points = [...levels].slice(0, depth).map((power, layer) => [at(layer), toY(power)]).filter(([, y]) => isFinite(y));
  if (kind.forwards) points.unshift([end, toY(start)]);
  else points.push([end, toY(start)]);
  context.setLineDash([]);
  Object.assign(context, { strokeStyle: theme.classes[kind.color], fillStyle: theme.classes[kind.color], lineWidth: 2.4, lineJoin: "round" });
  path(context, points);
  for (const [x, y] of points) {
    context.beginPath();
    context.arc(x, y, depth > 12 ? 1.8 : 3.4, 0, 2 * Math.PI);
    context.fill();
  }
  if (between && points.length > 1) { // on top: at most starts the two lines are one
    Object.assign(context, { strokeStyle: theme.ink, lineWidth: 2 });
    context.setLineDash([2, 4]);
    path(context, [...between].map((power, layer) => [at(layer), toY(power)]).filter(([, y]) => isFinite(y)));
  }
  context.restore();
  endOfTheWay(context, theme, kind, levels, net, box, at, toY, depth);
}

function levelAxes(context, theme, kind, depth, box, at, end, toY, wide) {
  context.font = `11px ${theme.font}`;
  Object.assign(context, { strokeStyle: theme.line, fillStyle: theme.soft, lineWidth: 1, textAlign: "right", textBaseline: "middle" });
  for (let power = POWERS[0]; power <= POWERS[1]; power += 3) {
    const y = Math.round(toY(power)) + 0.5;
    path(context, [[box.left, y], [box.right, y]]);
    context.fillText(power ? `1e${power < 0 ? "−" : "+"}${String(Math.abs(power)).padStart(2, "0")}` : "1", box.left - 6, y);
  }
  Object.assign(context, { textAlign: "center", textBaseline: "top" });
  const step = [1, 5, 10].find((each) => each * wide >= (depth > 10 ? 20 : 14)) ?? 10;
  for (let layer = 0; layer < depth; layer += step) context.fillText(String(layer), at(layer), box.bottom + 6);
  context.fillText(kind.forwards ? "x" : "out", end, box.bottom + 6);
  context.textAlign = "center";
  context.fillText("hidden layer", (at(0) + at(depth - 1)) / 2, box.bottom + 21);
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.fillText(`std(${kind.symbol}), logarithmic`, box.left, box.top - 7);
}

/** The number at the end of the way, where the line is not; and an arrow where the line leaves the picture. */
function endOfTheWay(context, theme, kind, levels, net, box, at, toY, depth) {
  const last = kind.forwards ? depth - 1 : 0, power = levels[last];
  if (power === -Infinity) return label(context, theme, "0 in every layer: off a logarithmic axis", (box.left + box.right) / 2, toY(-6), "center");
  const isOut = (each) => each < POWERS[0] || each > POWERS[1], grows = power > levels[kind.forwards ? 0 : depth - 1] + 1;
  const said = `layer ${last}: ${net[kind.forwards ? "signal" : "gradient"][last]}${isOut(power) ? `, off the scale ${power > 0 ? "▲" : "▼"}` : ""}`;
  context.font = `12px ${theme.font}`;
  const x = kind.forwards ? box.right - textWidth(context, said) - 7 : box.left + 7;
  label(context, theme, said, x, toY(grows ? -7.5 : 4.2)); // between two grid lines
  if (!isOut(power)) return;
  const layers = [...levels].slice(0, depth), leaves = kind.forwards ? layers.findIndex(isOut) : layers.findLastIndex(isOut);
  context.fillStyle = theme.ink;
  // Inside the box: below it stand the layers' numbers.
  triangle(context, at(leaves), power > 0 ? box.top + 9 : box.bottom - 9, 5, power > 0 ? -8 : 8);
}
