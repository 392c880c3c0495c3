// The loss curve over the run, on which one goes to a step.

import { drawAxes, scale } from "../kit/axes.js";
import { layer, path } from "../kit/canvas.js";
import { setText } from "../kit/elements.js";
import { figure, key } from "../kit/figure.js";
import { nearestFrame } from "./moment.js";

/** Up to where the curve is drawn: a few steps whose loss is far above all others run along the top, and leave the others room. */
export function highest(losses) {
  const ordered = [...losses].sort((a, b) => a - b);
  return Math.min(ordered.at(-1) ?? 0, 1.5 * (ordered[Math.floor(0.98 * ordered.length)] ?? 0));
}

/** `marks` are spans of steps that have a name: [{ first, last, name }]. */
export function lossFigure(run, seek, other = null, marks = []) {
  const { curve_step: at, curve_loss: curve, epoch_step: ends, training_loss: training, validation_loss: validation } = run.arrays;
  const isFinite = (v) => Number.isFinite(v);
  const second = other?.arrays, first = other?.first;
  const values = [curve, training, other ? null : validation, second?.curve_loss, second?.training_loss].flatMap((array) => (array ? Array.from(array.data).filter(isFinite) : []));
  const high = highest(values) || 1;
  const bounds = { x: [0, Math.max(run.steps - 1, 1)], y: [0, high * 1.04] };
  const box = (width, height) => ({ left: 44, top: 20, right: width - 12, bottom: height - 34 });
  const keys = other ? [key("thin", "A, batch"), key("strong", "A, training"), key("thin-other", "B, batch"), key("strong-other", "B, training"),
    ...(first === null ? [] : [key("differs", first < 0 ? "θ differs from the start" : `θ differs first at step ${first}`)])] : [key("thin", "batch"), ...(training?.data.length ? [key("strong", "training")] : []), ...(validation?.data.length ? [key("dotted", "validation")] : [])];
  const made = figure("loss", "loss curve", draw, [...keys, ...marks.map(({ first, last, name }) => key("mark", `${name}, step ${first} to ${last}`))]);
  setText(made.title, "Loss; drag to go to a step");
  made.picture.node.classList.add("mlc-scrub");

  const ground = layer((context, width, height) => {
    const theme = ground.theme;
    const { toX, toY } = drawAxes(context, theme, box(width, height), { bounds: bounds.x, name: "step", count: 8 }, { bounds: bounds.y, name: "loss", shift: other ? 34 : 0, grid: true, count: Math.max(1, Math.min(4, (height - 54) / 28)) });
    const { top, bottom } = box(width, height);
    for (const { first, last } of marks) {
      context.fillStyle = theme.classes[1];
      context.globalAlpha = 0.22;
      context.fillRect(toX(first), top, toX(last) - toX(first), bottom - top);
      context.globalAlpha = 1;
    }
    const line = (steps, losses) => path(context, Array.from(steps, (s, i) => [toX(s), Math.max(toY(losses[i]), top)]).filter(([, y]) => isFinite(y)));
    context.lineJoin = "round";
    context.strokeStyle = theme.classes[4];
    context.lineWidth = 1;
    context.globalAlpha = 0.8;
    line(at.data, curve.data);
    context.globalAlpha = 1;
    context.strokeStyle = theme.ink;
    context.lineWidth = 2;
    if (training) line(ends.data, training.data);
    context.strokeStyle = theme.classes[5];
    context.setLineDash([5, 4]);
    if (validation && !other) line(ends.data, validation.data);
    if (other) drawOther(context, theme, line, toX);
  });

  /** The second run's curves, dashed, and where θ differs for the first time. */
  function drawOther(context, theme, line, toX) {
    context.setLineDash([3, 3]);
    context.strokeStyle = theme.classes[1];
    context.lineWidth = 1;
    context.globalAlpha = 0.8;
    line(second.curve_step.data, second.curve_loss.data);
    context.globalAlpha = 1;
    context.setLineDash([6, 4]);
    context.strokeStyle = theme.classes[5];
    context.lineWidth = 2;
    if (second.training_loss) line(second.epoch_step.data, second.training_loss.data);
    if (first === null) return;
    context.setLineDash([1.5, 3]);
    context.strokeStyle = theme.ink;
    const x = toX(Math.max(first, 0)), { top, bottom } = box(made.picture.width, made.picture.height);
    path(context, [[x, top - 4], [x, bottom]]);
    context.setLineDash([]);
    context.fillStyle = theme.ink;
    context.beginPath();
    context.moveTo(x - 5, top - 9);
    context.lineTo(x + 5, top - 9);
    context.lineTo(x, top - 1);
    context.fill();
  }

  function draw(context, width, height, moment, theme) {
    ground.theme = theme;
    ground(context, width, height, theme.key);
    const sides = box(width, height);
    const toX = scale(...bounds.x, sides.left, sides.right), toY = scale(...bounds.y, sides.bottom, sides.top);
    const step = run.step[moment.frame], x = toX(step);
    context.globalAlpha = 0.6;
    context.fillStyle = theme.surface;
    context.fillRect(x, sides.top - 4, sides.right - x + 4, sides.bottom - sides.top + 3);
    context.globalAlpha = 1;
    context.strokeStyle = theme.accent;
    context.lineWidth = 1.5;
    path(context, [[x, sides.top - 6], [x, sides.bottom]]);
    if (moment.phase > 0) {
      context.beginPath();
      context.arc(x, Math.max(toY(Number(lossAt(moment))), sides.top), moment.name === "loss" ? 7 : 5, 0, 2 * Math.PI);
      context.fillStyle = theme.accent;
      context.fill();
      context.strokeStyle = theme.surface;
      context.lineWidth = 2;
      context.stroke();
    }
    made.picture.node.setAttribute("aria-label", `loss curve over ${run.steps} steps; ${moment.phase ? `at step ${moment.text("step")} the batch's loss is ${moment.text("loss")}` : "before the first step"}${marks.map(({ first, last, name }) => `; marked: ${name}, step ${first} to ${last}`).join("")}`);
  }

  const lossAt = (moment) => run.arrays.frame_loss.data[moment.frame];
  const go = (event) => {
    const { left, right } = box(made.picture.width, made.picture.height);
    const share = (event.offsetX - left) / (right - left);
    seek(nearestFrame(run.step, Math.max(0, Math.min(1, share)) * bounds.x[1]));
  };
  made.picture.node.addEventListener("pointerdown", (event) => {
    made.picture.node.setPointerCapture(event.pointerId);
    go(event);
  });
  made.picture.node.addEventListener("pointermove", (event) => event.buttons && go(event));
  return made;
}
