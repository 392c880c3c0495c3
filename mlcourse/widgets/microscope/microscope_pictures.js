// The pictures of the microscope: every weight by how far it moved, and the accuracy on both tasks over the steps.
import { drawAxes, plotBox } from "../kit/axes.js";
import { path } from "../kit/canvas.js";
import { mix } from "../kit/colors.js";
import { setText } from "../kit/elements.js";
import { figure, key } from "../kit/figure.js";
import { numberText } from "../kit/numbers.js";

const MOVED = 5; // the color of what moved
const SHARES = [0.62, 0.27, 0.11]; // of the width, for each layer
const LINES = { target: { color: 0, dash: [] }, source: { color: 5, dash: [5, 4] } };

/** What a layer did: frozen, or how many of its parameters moved. */
export function layerText(header, { moved }, { way, row }, layer) {
  const count = moved.row(row)[layer];
  if (header.frozen[way][layer]) return "frozen";
  return count ? `${count} of ${header.counts[layer]} moved` : "not a bit moved";
}

/** The weights of each layer as squares: the stronger the color, the farther one is from its start; none: not a bit. */
export function weightsFigure(header, { codes, ...arrays }) {
  const starts = header.shapes.map((_, i) => header.shapes.slice(0, i).reduce((sum, [rows, columns]) => sum + rows * columns, 0));
  const sheets = header.shapes.map(([rows, columns]) => new OffscreenCanvas(columns, rows));
  const legend = [key("scope-none", "not a bit"), key("scope-bar", "moved by 0.001 … 1")];
  const drawn = figure("scope-weights", "every weight by how far it moved, layer by layer; told in words below", (context, width, height, moment, theme) => {
    setText(drawn.title, "How far each layer has moved, in % of its length");
    const shades = Array.from({ length: 256 }, (_, code) => (code ? mix(theme.surface, theme.classes[MOVED], 0.06 + (0.94 * (code - 1)) / 254) : mix(theme.surface, theme.surface, 0)));
    const gap = 18, room = width - 4 - gap * (header.shapes.length - 1), top = 38;
    let left = 2;
    header.shapes.forEach(([rows, columns], layer) => {
      const wide = SHARES[layer] * room, high = height - top - 4;
      paintSheet(sheets[layer], codes.row(moment.row).subarray(starts[layer], starts[layer] + rows * columns), shades);
      context.imageSmoothingEnabled = false;
      context.drawImage(sheets[layer], left, top, wide, high);
      Object.assign(context, { strokeStyle: header.frozen[moment.way][layer] ? theme.ink : theme.line, lineWidth: header.frozen[moment.way][layer] ? 2 : 1 });
      context.setLineDash(header.frozen[moment.way][layer] ? [6, 4] : []);
      context.strokeRect(left, top, wide, high);
      context.setLineDash([]);
      const middle = layer === header.shapes.length - 1 ? left + wide : left, align = layer === header.shapes.length - 1 ? "right" : "left";
      heading(context, theme, align, middle, layer === header.shapes.length - 1 ? "head" : `layer ${layer}`, stateText(header, arrays, moment, layer));
      left += wide + gap;
    });
  }, legend);
  return drawn;
}

/** What stands above a layer: frozen, or how far it went as a part of its length. */
function stateText(header, { moved, relative }, { way, row }, layer) {
  if (header.frozen[way][layer]) return "frozen";
  return moved.row(row)[layer] ? `${numberText(Number((100 * relative.row(row)[layer]).toPrecision(2)))} %` : "0 %";
}

function heading(context, theme, align, x, name, text) {
  Object.assign(context, { font: `600 12px ${theme.font}`, fillStyle: theme.ink, textAlign: align, textBaseline: "alphabetic" });
  context.fillText(name, x, 14);
  Object.assign(context, { font: `12px ${theme.font}`, fillStyle: theme.soft });
  context.fillText(text, x, 30);
}

function paintSheet(sheet, codes, shades) {
  const own = sheet.getContext("2d"), image = own.createImageData(sheet.width, sheet.height);
  codes.forEach((code, i) => image.data.set([...shades[code], 255], 4 * i));
  own.putImageData(image, 0, 0);
}

/** Accuracy on the new task and on the old one over the steps of this way; the chosen step is a line. */
export function accuracyFigure({ steps }, arrays) {
  const legend = [key("scope-target", "a loop or none"), key("scope-source", "ten digits, old head")];
  const drawn = figure("scope-accuracy", "accuracy on both tasks over the steps; told in words below", (context, width, height, { way, at }, theme) => {
    setText(drawn.title, "Both tasks");
    const box = { ...plotBox(width, height), right: width - 14 }; // room for half of the last number
    const { toX, toY } = drawAxes(context, theme, box, { bounds: [0, steps.at(-1)], name: "steps", count: 4 }, { bounds: [0, 1], name: "accuracy", grid: true });
    Object.assign(context, { strokeStyle: theme.ink, lineWidth: 1.2 });
    path(context, [[toX(steps[at]), box.top], [toX(steps[at]), box.bottom]]);
    for (const [name, { color, dash }] of Object.entries(LINES)) {
      const values = arrays[name].row(way);
      Object.assign(context, { strokeStyle: theme.classes[color], fillStyle: theme.classes[color], lineWidth: 2.2, lineJoin: "round" });
      context.setLineDash(dash);
      path(context, steps.map((step, i) => [toX(step), toY(values[i])]));
      context.setLineDash([]);
      context.beginPath();
      context.arc(toX(steps[at]), toY(values[at]), 4, 0, 2 * Math.PI);
      context.fill();
    }
  }, legend);
  return drawn;
}
