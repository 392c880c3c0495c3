// The pictures of the gradient cloud: the batches around the full gradient, and the noise of every size.

import { drawAxes, plotBox } from "../kit/axes.js";
import { label, path } from "../kit/canvas.js";
import { figure, key } from "../kit/figure.js";
import { drawMark } from "../kit/marks.js";

const TOWARDS = 0, AWAY = 5; // color and shape of batches that point as g does, and of those that point away from it
const FULL = 4; // the star

/** The cloud; both axes have one scale, the same for every batch size. */
export function cloudFigure() {
  const legend = [key("cloud-towards", "a batch"), key("cloud-away", "one that points away from g, by more than 90°"), key("cloud-full", "g, the full gradient")];
  const made = figure("cloud-picture", "Cloud of batch gradients around the full gradient; told in words below.", draw, legend);
  made.title.textContent = "The gradients of 200 batches";
  function draw(context, width, height, { places, length, reach }, theme) {
    const box = plotBox(width, height), wide = box.right - box.left, high = box.bottom - box.top;
    const unit = Math.max(2 * reach, length) / Math.min(wide, high); // of the gradient, a pixel
    const { toX, toY } = drawAxes(context, theme, box, { bounds: [(-unit * wide) / 2, (unit * wide) / 2], name: "along g" },
      { bounds: [(-unit * high) / 2, (unit * high) / 2], name: "across", count: 4 });
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, wide, high);
    context.clip();
    Object.assign(context, { strokeStyle: theme.line, lineWidth: 1 });
    path(context, [[toX(0), box.top], [toX(0), box.bottom]]);
    path(context, [[box.left, toY(0)], [box.right, toY(0)]]);
    context.globalAlpha = 0.75;
    for (let i = 0; i < places.length; i += 2) drawMark(context, theme, places[i] < 0 ? AWAY : TOWARDS, toX(places[i]), toY(places[i + 1]), 3, { halo: 0.5 });
    context.globalAlpha = 1;
    Object.assign(context, { strokeStyle: theme.ink, lineWidth: 2 });
    path(context, [[toX(0), toY(0)], [toX(length), toY(0)]]);
    drawMark(context, { ...theme, classes: theme.classes.map(() => theme.ink) }, FULL, toX(length), toY(0), 7);
    context.restore();
  }
  return made;
}

/** The noise over the batch size, both logarithmic, with the one on the screen marked. */
export function noiseFigure({ sizes }) {
  const legend = [key("cloud-towards", "noise of 200 batches"), key("dashed", "that of all single examples, divided by √B"), key("cloud-length", "length of g")];
  const made = figure("cloud-noise", "Noise over the batch size, both axes logarithmic; told in words below.", draw, legend);
  made.title.textContent = "The noise of every batch size";
  const power = Math.log10, last = sizes.length - 1;
  function draw(context, width, height, { noises, one, length, number }, theme) {
    const box = plotBox(width, height), lowest = Math.min(length || 1, noises[last - 1], one / Math.sqrt(sizes[last])) / 1.5;
    const { toX, toY } = drawAxes(context, theme, box, { bounds: [0, power(sizes[last])], name: "batch size B, logarithmic", isLog: true },
      { bounds: [power(lowest), power(Math.max(one, noises[0]) * 1.3)], name: "noise, logarithmic", grid: true, isLog: true });
    const at = (i, noise) => [toX(power(sizes[i])), toY(power(noise))];
    Object.assign(context, { strokeStyle: theme.ink, lineWidth: 1.2 });
    if (length) path(context, [at(0, length), at(last, length)]);
    context.strokeStyle = theme.negative;
    context.setLineDash([6, 4]);
    path(context, [at(0, one), at(last, one / Math.sqrt(sizes[last]))]);
    context.setLineDash([]);
    for (let i = 0; i < last; i++) drawMark(context, theme, TOWARDS, ...at(i, noises[i]), i === number ? 6.5 : 3.5, { outline: i === number ? theme.ink : null });
    if (number === last) label(context, theme, "no noise", toX(power(sizes[last])) - 62, box.bottom - 12);
  }
  return made;
}
