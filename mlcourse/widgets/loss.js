// The loss curve over the run, on which one goes to a step.

import { drawAxes, figure, key, layer, path, scale, setText } from "./kit.js";
import { nearestFrame } from "./moment.js";

export function lossFigure(run, seek) {
  const { curve_step: at, curve_loss: curve, epoch_step: ends, training_loss: training, validation_loss: validation } = run.arrays;
  const isFinite = (v) => Number.isFinite(v);
  const values = [curve, training, validation].flatMap((array) => (array ? Array.from(array.data).filter(isFinite) : []));
  const high = values.reduce((a, b) => Math.max(a, b), 0) || 1;
  const bounds = { x: [0, Math.max(run.steps - 1, 1)], y: [0, high * 1.04] };
  const box = (width, height) => ({ left: 44, top: 20, right: width - 12, bottom: height - 34 });
  const keys = [key("thin", "batch"), ...(training?.data.length ? [key("strong", "training, each epoch")] : []), ...(validation?.data.length ? [key("dotted", "validation")] : [])];
  const made = figure("loss", "loss curve", draw, keys);
  setText(made.title, "Loss; drag to go to a step");
  made.picture.node.classList.add("mlc-scrub");

  const ground = layer((context, width, height) => {
    const theme = ground.theme;
    const { toX, toY } = drawAxes(context, theme, box(width, height), { bounds: bounds.x, name: "step", count: 8 }, { bounds: bounds.y, name: "loss", grid: true, count: 4 });
    const line = (steps, losses) => path(context, Array.from(steps, (s, i) => [toX(s), toY(losses[i])]).filter(([, y]) => isFinite(y)));
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
    if (validation) line(ends.data, validation.data);
  });

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
      context.arc(x, toY(Number(lossAt(moment))), moment.name === "loss" ? 7 : 5, 0, 2 * Math.PI);
      context.fillStyle = theme.accent;
      context.fill();
      context.strokeStyle = theme.surface;
      context.lineWidth = 2;
      context.stroke();
    }
    made.picture.node.setAttribute("aria-label", `loss curve over ${run.steps} steps; ${moment.phase ? `at step ${moment.text("step")} the batch's loss is ${moment.text("loss")}` : "before the first step"}`);
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
