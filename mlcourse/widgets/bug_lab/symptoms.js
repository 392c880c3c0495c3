// The bug lab's pictures: the loss by epoch, each layer's gradient, each hidden layer's activations.

import { drawAxes, plotBox, scale } from "../kit/axes.js";
import { path } from "../kit/canvas.js";
import { figure } from "../kit/figure.js";
import { numberText } from "../kit/numbers.js";

/** How the three runs are drawn: told apart by dashes as well as by color. */
export function runStyle(theme, which) {
  return {
    ill: { color: theme.classes[5], dash: [], width: 2.6 },
    healthy: { color: theme.classes[0], dash: [6, 4], width: 2 },
    named: { color: theme.classes[2], dash: [1.5, 4], width: 2.4 },
  }[which];
}

function styled(context, theme, which) {
  const { color, dash, width } = runStyle(theme, which);
  Object.assign(context, { strokeStyle: color, fillStyle: color, lineWidth: width, lineCap: "round" });
  context.setLineDash(dash);
}

/** A drawing that leaves the context as it was: the next one then looks the same. */
const restoring = (draw) => (context, ...rest) => {
  context.save();
  draw(context, ...rest);
  context.restore();
};

/** The loss of each epoch: this run, the healthy one, and one with the fault that was named. */
export function lossSymptom(run) {
  const { loss } = run.arrays;
  const drawn = figure("symptom-loss", "Loss by epoch of this run and a healthy one; the table below tells it.", restoring((context, width, height, { moment, named }, theme) => {
    const box = { ...plotBox(width, height), top: 24 };
    const { toX, toY } = drawAxes(context, theme, box, { bounds: [0, run.epochs], name: "epoch" }, { bounds: [0, run.top], name: "loss, mean of the epoch", grid: true, shift: 30 });
    const at = toX(Math.min(run.steps[moment] / run.steps_per_epoch, run.epochs));
    Object.assign(context, { strokeStyle: theme.soft, lineWidth: 1 });
    path(context, [[at, box.top], [at, box.bottom]]);
    if (named >= 0) curve(context, theme, "named", loss.row(2 + named), box, toX, toY);
    curve(context, theme, "healthy", loss.row(1), box, toX, toY);
    curve(context, theme, "ill", loss.row(0), box, toX, toY);
    ending(context, theme, run, box, toX, toY);
  }));
  drawn.title.textContent = "Loss";
  return drawn;
}

function curve(context, theme, which, row, box, toX, toY) {
  const points = finite(row).map((value, i) => [toX(i + 0.5), toY(value)]);
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  context.clip();
  styled(context, theme, which);
  path(context, points);
  if (points.length === 1) path(context, [points[0], points[0]]);
  context.restore();
}

/** Where this run leaves the picture, or ends before the others. */
function ending(context, theme, run, box, toX, toY) {
  const row = finite(run.arrays.loss.row(0));
  const out = row.findIndex((value) => value > run.top);
  const [i, text] = out >= 0 ? [out, `off the scale; in the end ${run.ends[0]}`] : [row.length - 1, "diverges here"];
  if (out < 0 && row.length === run.epochs) return;
  const x = toX(i + 0.5), y = out >= 0 ? box.top + 2 : toY(row[i]);
  styled(context, theme, "ill");
  context.setLineDash([]);
  context.beginPath();
  if (out >= 0) [[0, 0], [-6, 10], [6, 10]].forEach(([dx, dy], k) => (k ? context.lineTo(x + dx, y + dy) : context.moveTo(x + dx, y + dy)));
  else context.arc(x, y, 5, 0, 2 * Math.PI);
  context.fill();
  Object.assign(context, { fillStyle: theme.ink, strokeStyle: theme.surface, lineWidth: 4, font: `12px ${theme.font}`, textBaseline: "middle", textAlign: "left" });
  const wide = context.measureText(text).width;
  const left = x + 12 + wide < box.right ? x + 12 : Math.max(box.left + 4, x - 12 - wide);
  for (const draw of ["strokeText", "fillText"]) context[draw](text, left, y + (out >= 0 ? 6 : y + 28 < box.bottom ? 16 : -16));
}

const finite = (row) => [...row].slice(0, [...row].findIndex(Number.isNaN) >>> 0);

/** The length of each layer's gradient at a moment, on a logarithmic scale. */
export function normFigure(run) {
  const { norms } = run.arrays;
  const all = [...norms.data].map((v) => Math.min(Math.max(v, 1e-6), 1e6));
  const bounds = [Math.floor(Math.log10(Math.min(...all)) + 1e-6), Math.ceil(Math.log10(Math.max(...all)))];
  const layers = norms.shape[2], moments = norms.shape[1];
  const value = (which, moment, layer) => norms.data[(which * moments + moment) * layers + layer];
  const drawn = figure("symptom-norms", "Length of each layer's gradient, this run and a healthy one.", restoring((context, width, height, { moment }, theme) => {
    const box = { left: 58, right: width - 66, top: 6, bottom: height - 24 };
    const toX = scale(...bounds, box.left, box.right), band = (box.bottom - box.top) / layers;
    context.font = `12px ${theme.font}`;
    const between = Math.max(1, Math.ceil(((bounds[1] - bounds[0]) * 62) / (box.right - box.left)));
    for (let power = bounds[0]; power <= bounds[1]; power += between) {
      Object.assign(context, { strokeStyle: theme.line, lineWidth: 1, fillStyle: theme.soft, textAlign: "center", textBaseline: "top" });
      path(context, [[toX(power), box.top], [toX(power), box.bottom]]);
      context.fillText(numberText(10 ** power), toX(power), box.bottom + 6);
    }
    for (let layer = 0; layer < layers; layer++) {
      const top = box.top + band * layer, thick = Math.min(band * 0.34, 18);
      Object.assign(context, { fillStyle: theme.ink, textAlign: "right", textBaseline: "middle" });
      context.fillText(`layer ${layer}`, box.left - 8, top + band / 2);
      ["ill", "healthy"].forEach((which, i) => {
        const size = value(i, moment, layer), y = top + band / 2 + (i ? 2 : -thick - 2);
        const x = Math.max(box.left, Math.min(toX(Math.log10(Math.max(size, 1e-12))), box.right));
        styled(context, theme, which);
        if (i) context.strokeRect(box.left, y + 1, Math.max(x - box.left, 0.5), thick - 2);
        else context.fillRect(box.left, y, Math.max(x - box.left, 1.5), thick);
        context.setLineDash([]);
        Object.assign(context, { fillStyle: theme.ink, textAlign: "left" });
        context.fillText(run.norm_texts[i][moment][layer], x + 6, y + thick / 2);
      });
    }
  }));
  drawn.title.textContent = "Length of the gradient, by layer";
  return drawn;
}

/** A histogram of each hidden layer's activations at a moment: bars for this run, an outline for the healthy one. */
export function activationFigure(run) {
  const { shares } = run.arrays;
  const [, moments, layers, bins] = shares.shape;
  const row = (which, moment, layer) => shares.data.subarray(((which * moments + moment) * layers + layer) * bins, ((which * moments + moment) * layers + layer + 1) * bins);
  const drawn = figure("symptom-values", "Histograms of the hidden layers' activations, this run and a healthy one.", restoring((context, width, height, { moment }, theme) => {
    const wide = width / layers;
    for (let layer = 0; layer < layers; layer++) {
      const box = { left: layer * wide + 6, right: (layer + 1) * wide - 8, top: 38, bottom: height - 24 };
      const most = Math.max(...row(0, moment, layer), ...row(1, moment, layer), 0.25);
      const toX = scale(0, bins, box.left, box.right), toY = scale(0, most * 1.05, box.bottom, box.top);
      Object.assign(context, { font: `12px ${theme.font}`, fillStyle: theme.ink, textAlign: "left", textBaseline: "alphabetic" });
      context.fillText(`layer ${layer}, ${run.silent_name[0]}:`, box.left, 14);
      context.fillText(`${run.silent[0][moment][layer]} (healthy ${run.silent[1][moment][layer]})`, box.left, 30);
      styled(context, theme, "ill");
      context.globalAlpha = 0.75;
      row(0, moment, layer).forEach((share, i) => context.fillRect(toX(i) + 0.5, toY(share), toX(1) - toX(0) - 1, box.bottom - toY(share)));
      context.globalAlpha = 1;
      styled(context, theme, "healthy");
      path(context, [...row(1, moment, layer)].flatMap((share, i) => [[toX(i), toY(share)], [toX(i + 1), toY(share)]]));
      context.setLineDash([]);
      Object.assign(context, { strokeStyle: theme.soft, lineWidth: 1, fillStyle: theme.soft, textBaseline: "top" });
      path(context, [[box.left, box.bottom], [box.right, box.bottom]]);
      [[box.left, "left"], [(box.left + box.right) / 2, "center"], [box.right, "right"]].forEach(([x, align], i) => {
        context.textAlign = align;
        context.fillText(run.bound_texts[layer][i], x, box.bottom + 6);
      });
    }
  }));
  drawn.title.textContent = "Activations a over all examples";
  return drawn;
}
