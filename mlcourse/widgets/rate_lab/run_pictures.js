// The pictures of the learning rate lab: all learning rates at once, one run epoch by epoch, its weights and its answers.
import { drawAxes, plotBox, scale } from "../kit/axes.js";
import { label, path } from "../kit/canvas.js";
import { figure } from "../kit/figure.js";

const HIGHEST = 1.5; // of the losses that are drawn; what is above leaves the picture
const LINES = [{ name: "training", color: 0, dash: [] }, { name: "validation", color: 5, dash: [5, 4] }];

/** The loss after the last epoch over η, with the chosen one marked; a cross where a run flew off. */
export function sweepFigure({ rates, powers, flown }, legend) {
  return titled("Every learning rate", "Final loss over the learning rate; told in words below.", (context, width, height, { first, rate, arrays }, theme) => {
    const box = plotBox(width, height);
    const { toX, toY } = drawAxes(context, theme, box, { bounds: powers, name: "η, logarithmic", isLog: true, count: 4 }, { bounds: [0, HIGHEST], name: "loss at the end", grid: true });
    const at = (i) => toX(powers[0] + ((powers[1] - powers[0]) * i) / (rates.length - 1));
    Object.assign(context, { strokeStyle: theme.ink, lineWidth: 1.2 });
    path(context, [[at(rate), box.top], [at(rate), box.bottom]]);
    const places = rates.map((_, i) => i), arrived = places.filter((i) => !flown[first + i]);
    for (const line of LINES) drawLine(context, theme, box, line, arrived.map((i) => [at(i), toY(arrays[line.name].row(first + i).at(-1))]));
    Object.assign(context, { strokeStyle: theme.ink, lineWidth: 1.4 });
    for (const i of places.filter((place) => flown[first + place])) cross(context, at(i), box.top + 8);
  }, legend);
}

/** Both losses of the chosen run, epoch by epoch; thin, those of the run with η unchanged. */
export function curvesFigure({ learning: { steps } }, legend) {
  return titled("This run", "Training and validation loss over the epochs; told in words below.", (context, width, height, { run, unchanged, step }, theme) => {
    const box = plotBox(width, height), epochs = run.training.length;
    const { toX, toY } = drawAxes(context, theme, box, { bounds: [0, epochs], name: "epochs done", count: 4 }, { bounds: [0, HIGHEST], name: "loss", grid: true });
    const points = (losses) => losses.map((loss, i) => [toX(i + 1), toY(loss)]).filter(([, y]) => isFinite(y));
    if (unchanged) {
      for (const line of LINES) drawLine(context, theme, box, line, points(unchanged[line.name]), 1);
      const x = toX((epochs * step) / steps);
      Object.assign(context, { strokeStyle: theme.ink, lineWidth: 1.2 });
      path(context, [[x, box.top], [x, box.bottom]]);
    }
    for (const line of LINES) drawLine(context, theme, box, line, points(run[line.name]));
  }, legend);
}

/** How large the weights of the chosen run are at the end. */
export function weightsFigure({ widest }) {
  return titled("Its weights", "Histogram of the weights at the end.", (context, width, height, { run: { counts, hasFlown } }, theme) => {
    const box = plotBox(width, height), most = Math.max(40, ...counts);
    const { toX, toY } = drawAxes(context, theme, box, { bounds: [-widest, widest], name: "weight", count: 4 }, { bounds: [0, most], name: "how many", grid: true });
    if (hasFlown) return sayFlown(context, theme, box);
    const wide = scale(0, counts.length, box.left, box.right);
    context.fillStyle = theme.classes[0];
    counts.forEach((count, i) => {
      const y = Math.max(toY(count), box.top);
      if (count) context.fillRect(wide(i) + 0.5, y, wide(i + 1) - wide(i) - 1, toY(0) - y);
    });
    Object.assign(context, { strokeStyle: theme.soft, lineWidth: 1 });
    path(context, [[toX(0), box.top], [toX(0), box.bottom]]);
  }, []);
}

/** What the chosen run says of the validation patients, over what was measured; on the diagonal it is right. */
export function fitFigure({ held_y }) {
  return titled("Its answers", "For each validation patient the answer over the truth; the diagonal is right.", (context, width, height, { run: { predicted, hasFlown } }, theme) => {
    const box = plotBox(width, height), span = { bounds: [-2.5, 2.5], count: 4 };
    const { toX, toY } = drawAxes(context, theme, box, { ...span, name: "measured" }, { ...span, name: "answered", grid: true });
    Object.assign(context, { strokeStyle: theme.soft, lineWidth: 1 });
    path(context, [[toX(-2.5), toY(-2.5)], [toX(2.5), toY(2.5)]]);
    if (hasFlown) return sayFlown(context, theme, box);
    context.fillStyle = theme.classes[5];
    predicted.forEach((answer, i) => {
      context.beginPath();
      context.arc(toX(held_y.data[i]), Math.min(Math.max(toY(answer), box.top), box.bottom), 2.2, 0, 2 * Math.PI);
      context.fill();
    });
  }, []);
}

const sayFlown = (context, theme, box) => label(context, theme, "flown off", (box.left + box.right) / 2, (box.top + box.bottom) / 2, "center");

function titled(title, alternative, draw, legend) {
  const drawn = figure("rates-picture", alternative, draw, legend);
  drawn.title.textContent = title;
  return drawn;
}

function drawLine(context, theme, box, { color, dash }, points, lineWidth = 2.2) {
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  context.clip();
  context.setLineDash(dash);
  Object.assign(context, { strokeStyle: theme.classes[color], lineWidth, lineJoin: "round" });
  path(context, points);
  context.restore();
}

function cross(context, x, y) {
  path(context, [[x - 3, y - 3], [x + 3, y + 3]]);
  path(context, [[x - 3, y + 3], [x + 3, y - 3]]);
}
