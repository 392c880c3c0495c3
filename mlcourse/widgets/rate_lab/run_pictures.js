// The pictures of the learning rate lab: all learning rates at once, one run epoch by epoch, and its weights.
import { drawAxes, plotBox, scale } from "../kit/axes.js";
import { label, path } from "../kit/canvas.js";
import { figure } from "../kit/figure.js";

const HIGHEST = 1.5; // of the losses that are drawn; what is above leaves the picture
const LINES = [{ name: "training", color: 0, dash: [] }, { name: "validation", color: 5, dash: [5, 4] }];

/** The loss after the last epoch over η, with the chosen one marked; a cross where a run flew off. */
export function sweepFigure({ rates, powers, flown }, legend) {
  return titled("Every learning rate", "Final loss over the learning rate; told in words below.", (context, width, height, { first, rate, arrays }, theme) => {
    const box = plotBox(width, height);
    const { toX, toY } = drawAxes(context, theme, box, { bounds: powers, name: "log₁₀ η", count: 4 }, { bounds: [0, HIGHEST], name: "loss at the end", grid: true });
    const at = (i) => toX(powers[0] + ((powers[1] - powers[0]) * i) / (rates.length - 1));
    Object.assign(context, { strokeStyle: theme.ink, lineWidth: 1.2 });
    path(context, [[at(rate), box.top], [at(rate), box.bottom]]);
    const places = rates.map((_, i) => i), arrived = places.filter((i) => !flown[first + i]);
    for (const line of LINES) drawLine(context, theme, box, line, arrived.map((i) => [at(i), toY(arrays[line.name].row(first + i).at(-1))]));
    Object.assign(context, { strokeStyle: theme.ink, lineWidth: 1.4 });
    for (const i of places.filter((place) => flown[first + place])) cross(context, at(i), box.top + 8);
  }, legend);
}

/** Both losses of the chosen run, epoch by epoch. */
export function curvesFigure(legend) {
  return titled("This run", "Training and validation loss over the epochs; told in words below.", (context, width, height, { run, arrays }, theme) => {
    const box = plotBox(width, height), epochs = arrays.training.shape[1];
    const { toX, toY } = drawAxes(context, theme, box, { bounds: [1, epochs], name: "epoch", count: 4 }, { bounds: [0, HIGHEST], name: "loss", grid: true });
    for (const line of LINES) drawLine(context, theme, box, line, [...arrays[line.name].row(run)].map((loss, i) => [toX(i + 1), toY(loss)]).filter(([, y]) => isFinite(y)));
  }, legend);
}

/** How large the weights of the chosen run are at the end. */
export function weightsFigure({ widest, flown }) {
  return titled("Its weights", "Histogram of the weights at the end.", (context, width, height, { run, arrays }, theme) => {
    const box = plotBox(width, height), counts = arrays.counts.row(run), most = Math.max(40, ...counts);
    const { toX, toY } = drawAxes(context, theme, box, { bounds: [-widest, widest], name: "weight", count: 4 }, { bounds: [0, most], name: "how many", grid: true });
    if (flown[run]) return label(context, theme, "flown off", (box.left + box.right) / 2, (box.top + box.bottom) / 2, "center");
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

function titled(title, alternative, draw, legend) {
  const drawn = figure("rates-picture", alternative, draw, legend);
  drawn.title.textContent = title;
  return drawn;
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

function cross(context, x, y) {
  path(context, [[x - 3, y - 3], [x + 3, y + 3]]);
  path(context, [[x - 3, y + 3], [x + 3, y - 3]]);
}
