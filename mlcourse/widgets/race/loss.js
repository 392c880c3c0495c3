// The loss of each racer over the steps made so far.

import { drawAxes, plotBox } from "../kit/axes.js";
import { path } from "../kit/canvas.js";
import { figure } from "../kit/figure.js";
import { drawMark } from "../kit/marks.js";

export function raceLossFigure(steps) {
  return figure("race-loss", "Loss of each racer over the steps; told in words below.", (context, width, height, { now, chosen, runs, marks }, theme) => {
    const { lowestLoss, highest } = runs.words(now), box = plotBox(width, height, 46);
    const { toX, toY } = drawAxes(context, theme, box, { bounds: [0, steps], name: "step", count: 5 }, { bounds: [lowestLoss, highest], name: "loss", grid: true, count: 3 });
    context.save();
    context.beginPath();
    context.rect(box.left - 7, box.top - 4, box.right - box.left + 14, box.bottom - box.top + 8);
    context.clip();
    const order = [...marks.keys()].filter((racer) => racer !== chosen).concat(chosen);
    const at = (racer, step) => [toX(step), Math.max(toY(Math.min(runs.loss(now, racer, step), 1e6)), -1e4)];
    for (const racer of order) {
      Object.assign(context, { strokeStyle: theme.classes[marks[racer]], lineWidth: racer === chosen ? 2.6 : 1.6, lineJoin: "round" });
      path(context, Array.from({ length: now.step + 1 }, (_, step) => at(racer, step)));
    }
    for (const racer of order) drawMark(context, theme, marks[racer], ...at(racer, now.step), racer === chosen ? 5.5 : 4.5);
    context.restore();
  });
}
