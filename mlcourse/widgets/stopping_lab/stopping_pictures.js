// The pictures of the stopping lab: what the network answers, its two losses, and what was found so far.
import { drawAxes, plotBox, scale } from "../kit/axes.js";
import { label, path } from "../kit/canvas.js";
import { classKeys, drawKeys } from "../kit/class_keys.js";
import { mix, rgb } from "../kit/colors.js";
import { setText } from "../kit/elements.js";
import { figure, key } from "../kit/figure.js";
import { drawMark } from "../kit/marks.js";
import { regionPainter } from "../kit/regions.js";

const HIGHEST = 1; // of the losses that are drawn; what is above leaves the picture
const LINES = { training: { color: 0, dash: [] }, validation: { color: 5, dash: [5, 4] } };

/** The decision regions after the chosen epoch, and the training examples. */
export function answersFigure({ grid, bounds, features, classes, epochs }, { regions, points, labels }) {
  const keys = classKeys(classes), paint = regionPainter(grid, classes.length);
  const drawn = figure("stop-picture", "decision regions and training examples", (context, width, height, { run, at, now }, theme) => {
    drawKeys(keys, theme);
    setText(drawn.title, `Its answers after epoch ${epochs[at]}`);
    const box = plotBox(width, height);
    paint(context, box, regions.row(run * epochs.length + at), theme);
    const { toX, toY } = drawAxes(context, theme, box, { bounds: bounds.slice(0, 2), name: features[0], count: 4 }, { bounds: bounds.slice(2), name: features[1] });
    for (let i = 0; i < now.examples; i++) drawMark(context, theme, labels.data[i], toX(points.data[2 * i]), toY(points.data[2 * i + 1]), 3.4, { halo: 1 });
  }, keys.map(({ node }) => node));
  return drawn;
}

/** Both losses over the epochs, the validation loss only of a run that was stopped; the chosen epoch is a line. */
export function curvesFigure({ epochs }, arrays) {
  const legend = [key("stop-training", "training"), key("stop-validation", "validation"), key("stop-yours", "your stop"), key("stop-best", "lowest")];
  const drawn = figure("stop-picture", "training and validation loss over the epochs; told in words below", (context, width, height, { run, at, stopped, best }, theme) => {
    setText(drawn.title, stopped === null ? "Its losses: where to stop?" : "Its losses");
    const box = { ...plotBox(width, height), right: width - 14 }; // room for half of the last number
    const { toX, toY } = drawAxes(context, theme, box, { bounds: [0, epochs.at(-1)], name: "epoch", count: 4 }, { bounds: [0, HIGHEST], name: "loss", grid: true });
    const line = (name) => drawLine(context, theme, box, LINES[name], [...arrays[name].row(run)].map((value, i) => [toX(epochs[i]), toY(value)]));
    line("training");
    Object.assign(context, { strokeStyle: theme.ink, lineWidth: 1.2 });
    path(context, [[toX(epochs[at]), box.top], [toX(epochs[at]), box.bottom]]);
    if (stopped === null) return label(context, theme, "validation: covered", (box.left + box.right) / 2, box.top + 12, "center");
    line("validation");
    const held = arrays.validation.row(run), point = (i) => [toX(epochs[i]), Math.max(toY(held[i]), box.top)];
    Object.assign(context, { strokeStyle: theme.ink, fillStyle: theme.surface, lineWidth: 2 });
    circle(context, ...point(best), 6);
    cross(context, ...point(stopped));
  }, legend);
  return drawn;
}

/** What every stopped run's lowest validation loss is, by units and examples: the lower, the stronger the color. */
export function mapFigure({ units, examples, best, epochs }, { validation }) {
  const lowest = best.map((i, run) => validation.row(run)[i]), least = Math.min(...lowest), most = Math.max(...lowest);
  const drawn = figure("stop-picture", "lowest validation loss of each run that was stopped, by hidden units and examples; told in words below", (context, width, height, { now }, theme) => {
    const found = Object.keys(now.stops).length;
    setText(drawn.title, `Lowest validation loss, ${found} of ${lowest.length}`);
    const box = plotBox(width, height, 34), column = scale(0, examples.length, box.left, box.right), row = scale(0, units.length, box.bottom, box.top);
    context.textBaseline = "middle";
    units.forEach((unit, i) => {
      examples.forEach((count, j) => {
        const run = i * examples.length + j, isKnown = `${unit}/${count}` in now.stops, isHere = unit === now.units && count === now.examples;
        const [x, y, wide, high] = [column(j) + 2, row(i + 1) + 2, column(j + 1) - column(j) - 4, row(i) - row(i + 1) - 4];
        const part = isKnown ? 0.08 + 0.5 * ((most - lowest[run]) / (most - least)) : 0.02;
        context.fillStyle = `rgb(${(isKnown ? mix(theme.surface, theme.classes[5], part) : rgb(theme.surface)).join(" ")})`;
        context.beginPath();
        context.roundRect(x, y, wide, high, 5);
        context.fill();
        Object.assign(context, { strokeStyle: isHere ? theme.ink : theme.line, lineWidth: isHere ? 2.2 : 1 });
        context.stroke();
        cellText(context, theme, isKnown ? lowest[run].toFixed(2) : "?", x + wide / 2, y + high / 2, isKnown);
      });
      cellText(context, theme, String(unit), box.left - 14, (row(i) + row(i + 1)) / 2, false);
    });
    examples.forEach((count, j) => cellText(context, theme, String(count), (column(j) + column(j + 1)) / 2, box.bottom + 11, false));
    Object.assign(context, { font: `11px ${theme.font}`, fillStyle: theme.soft, textBaseline: "alphabetic", textAlign: "right" });
    context.fillText("examples", box.right, box.bottom + 30);
    context.textAlign = "left";
    context.fillText("hidden units", box.left - 24, box.top - 8);
  }, []);
  return drawn;
}

function cellText(context, theme, text, x, y, isStrong) {
  Object.assign(context, { font: `${isStrong ? 13 : 12}px ${theme.font}`, fillStyle: isStrong ? theme.ink : theme.soft, textAlign: "center", textBaseline: "middle" });
  context.fillText(text, x, y);
}

function drawLine(context, theme, box, { color, dash }, points) {
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  context.clip();
  context.setLineDash(dash);
  Object.assign(context, { strokeStyle: theme.classes[color], lineWidth: 2.2, lineJoin: "round" });
  path(context, points);
  context.restore();
}

function circle(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

function cross(context, x, y) {
  path(context, [[x - 5, y - 5], [x + 5, y + 5]]);
  path(context, [[x - 5, y + 5], [x + 5, y - 5]]);
}
