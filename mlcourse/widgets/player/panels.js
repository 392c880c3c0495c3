// What the network answers, as a figure: decision regions, a curve, or one example.

import { drawAxes, plotBox, scale } from "../kit/axes.js";
import { clip, label, layer, path, textWidth } from "../kit/canvas.js";
import { classKeys, drawKeys } from "../kit/class_keys.js";
import { mix } from "../kit/colors.js";
import { element, setText } from "../kit/elements.js";
import { figure, key } from "../kit/figure.js";
import { drawMark } from "../kit/marks.js";
import { largest, numberText } from "../kit/numbers.js";
import { regionPainter } from "../kit/regions.js";
import { when } from "./moment.js";

export function regionsFigure(run) {
  const { grid, bounds, axes, shown } = run.panel;
  const { regions, points, labels, batch } = run.arrays;
  const keys = classKeys(run.classes);
  const paint = regionPainter(grid, run.classes.length);
  let coloredFor = null;
  const cloud = layer((context, width, height) => {
    const { box, toX, toY } = frame(context, width, height);
    drawAxes(context, cloud.theme, box, { bounds: bounds.slice(0, 2), name: axes[0] }, { bounds: bounds.slice(2), name: axes[1] });
    context.globalAlpha = 0.85;
    labels.data.forEach((k, i) => drawMark(context, cloud.theme, k, toX(points.data[2 * i]), toY(points.data[2 * i + 1]), 3, { halo: 1 }));
  });
  const made = figure("panel", "decision regions", draw, [...keys.map(({ node }) => node), key("ringed", "this batch"), shown]);

  function frame(context, width, height) {
    const box = plotBox(width, height);
    return { box, toX: scale(bounds[0], bounds[1], box.left, box.right), toY: scale(bounds[2], bounds[3], box.bottom, box.top) };
  }

  function prepare(theme) {
    coloredFor = theme;
    cloud.theme = theme;
    drawKeys(keys, theme);
  }

  function draw(context, width, height, moment, theme) {
    if (coloredFor !== theme) prepare(theme);
    setText(made.title, `Its answers ${when(run, moment)}`);
    made.picture.node.setAttribute("aria-label", `decision regions of ${run.classes.join(" and ")}, ${when(run, moment)}`);
    const { box, toX, toY } = frame(context, width, height);
    paint(context, box, regions.row(moment.point), theme);
    cloud(context, width, height, theme.key);
    if (moment.phase === 0) return;
    const rows = batch.row(moment.frame);
    for (let i = rows.length / 3 - 1; i >= 0; i--) {
      if (Number.isNaN(rows[3 * i])) continue;
      const [x, y] = [toX(rows[3 * i]), toY(rows[3 * i + 1])];
      drawMark(context, theme, rows[3 * i + 2], x, y, 4.2, { halo: 1, outline: theme.ink });
      if (i === 0) callout(context, theme, x, y, box);
    }
  }
  return made;
}

/** Name the example that goes through the network. */
function callout(context, theme, x, y, box) {
  context.beginPath();
  context.arc(x, y, 10, 0, 2 * Math.PI);
  context.strokeStyle = theme.ink;
  context.lineWidth = 2;
  context.stroke();
  const isRight = x > (box.left + box.right) / 2;
  label(context, theme, "x", isRight ? x - 24 : x + 18, y);
}

export function curveFigure(run) {
  const { bounds, axes, shown } = run.panel;
  const { line, predictions, points, batch } = run.arrays;
  const made = figure("panel", "predictions", draw, [key("predicted", "prediction"), key("ringed", "this batch"), shown]);

  function draw(context, width, height, moment, theme) {
    setText(made.title, `Its answers ${when(run, moment)}`);
    made.picture.node.setAttribute("aria-label", `curve of predictions over the training examples, ${when(run, moment)}`);
    const box = plotBox(width, height);
    const { toX, toY } = drawAxes(context, theme, box, { bounds: bounds.slice(0, 2), name: axes[0] }, { bounds: bounds.slice(2), name: axes[1], grid: true });
    const mark = (x, y, options) => drawMark(context, theme, 0, toX(x), toY(y), options ? 4.2 : 3, options);
    for (let i = 0; i < points.data.length; i += 2) mark(points.data[i], points.data[i + 1]);
    const rows = moment.phase === 0 ? [] : batch.row(moment.frame);
    for (let i = 0; i < rows.length; i += 2) if (!Number.isNaN(rows[i])) mark(rows[i], rows[i + 1], { outline: theme.ink });
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    context.clip();
    context.strokeStyle = theme.classes[5];
    context.lineWidth = 2.5;
    const values = predictions.row(moment.point);
    path(context, Array.from(line.data, (x, i) => [toX(x), toY(values[i])]));
    context.restore();
    if (rows.length) callout(context, theme, toX(rows[0]), toY(rows[1]), box);
  }
  return made;
}

export function exampleFigure(run) {
  const made = figure("panel", "one example", draw, run.classes.length ? [key("bar", "probability"), key("true", "true class")] : [key("bar", "prediction"), key("true", "target")]);
  const { side, labels, grays, note } = run.panel;

  function draw(context, width, height, moment, theme) {
    const isBlank = moment.phase === 0;
    setText(made.title, isBlank ? "One example of the batch" : `One example, ${when(run, moment)}`);
    const said = run.arrays[moment.isAfter ? "probability_after" : "probability"].row(moment.frame);
    const wanted = run.arrays.target.row(moment.frame);
    const truth = wanted.indexOf(Math.max(...wanted));
    made.picture.node.setAttribute("aria-label", isBlank ? "no example yet" : `one example: ${labels.map((name, i) => `${name} ${numberText(said[i], 2)}`).join(", ")}`);
    let left = 12;
    if (side) {
      const size = Math.min(height - (note ? 78 : 60), width * 0.42);
      image(context, theme, 12, 26, size, isBlank ? null : run.arrays.example.row(moment.frame));
      if (!isBlank) {
        context.font = `13px ${theme.font}`;
        context.fillStyle = theme.ink;
        context.textAlign = "left";
        context.textBaseline = "top";
        const lines = [...(run.classes.length ? [`true class ${labels[truth]}`] : []), note];
        lines.forEach((line, i) => context.fillText(line, 12, 26 + size + 8 + 18 * i));
      }
      left = 12 + size + 22;
    }
    bars(context, theme, { left, right: width - 10, top: 26, bottom: height - 16 }, isBlank ? null : said, wanted, truth);
  }

  function image(context, theme, x, y, size, values) {
    const cell = size / side;
    if (values) {
      const [low, high] = grays ?? [Math.min(...values), Math.max(...values)], shades = image.shades?.theme === theme ? image.shades : prepare(theme);
      values.forEach((v, i) => {
        context.fillStyle = shades[Math.round((31 * (v - low)) / (high - low || 1))];
        context.fillRect(x + (i % side) * cell, y + Math.floor(i / side) * cell, cell + 0.5, cell + 0.5);
      });
    }
    context.strokeStyle = theme.line;
    context.strokeRect(x - 0.5, y - 0.5, size + 1, size + 1);
  }

  function prepare(theme) {
    const shades = Array.from({ length: 32 }, (_, i) => `rgb(${mix(theme.surface, theme.ink, i / 31).join(" ")})`);
    shades.theme = theme;
    return (image.shades = shades);
  }

  function bars(context, theme, box, said, wanted, truth) {
    const isClass = run.classes.length > 0;
    const gap = Math.min(30, (box.bottom - box.top) / labels.length);
    context.font = `12px ${theme.font}`;
    const names = Math.min(90, Math.max(...labels.map((name) => textWidth(context, name))));
    const from = box.left + names + 8, to = box.right - 52;
    const most = isClass ? 1 : largest([run.arrays.probability.data, run.arrays.target.data]);
    const place = isClass ? scale(0, 1, from, to) : scale(-most, most, from, to);
    labels.forEach((name, i) => {
      const y = box.top + gap * (i + 0.5);
      context.textBaseline = "middle";
      context.textAlign = "right";
      context.fillStyle = theme.ink;
      context.fillText(clip(context, name, 90), from - 8, y);
      context.fillStyle = theme.line;
      context.fillRect(from, y - 1, to - from, 2);
      if (!said) return;
      const isTrue = isClass && i === truth;
      context.fillStyle = isTrue ? theme.classes[0] : theme.soft;
      context.fillRect(Math.min(place(0), place(said[i])), y - gap * 0.3, Math.abs(place(said[i]) - place(0)), gap * 0.6);
      if (isTrue || !isClass) {
        context.strokeStyle = theme.ink;
        context.lineWidth = 2;
        const goal = isClass ? to : place(wanted[i]);
        path(context, [[goal, y - gap * 0.42], [goal, y + gap * 0.42]]);
      }
      context.textAlign = "left";
      context.fillStyle = theme.ink;
      context.fillText(numberText(said[i], 2), to + 7, y);
    });
  }
  return made;
}
