// The map: contour lines of the surface, and the way of each racer on it.

import { drawAxes, plotBox, scale } from "../kit/axes.js";
import { layer, path } from "../kit/canvas.js";
import { mix } from "../kit/colors.js";
import { figure } from "../kit/figure.js";
import { drawMark } from "../kit/marks.js";

/** The picture; `moment` is { now, chosen, runs, marks }. */
export function mapFigure() {
  const made = figure("race-map", "Contour map of the loss with the way of each racer; told in words below.", draw);
  const ground = layer((context, width, height) => drawGround(context, width, height, ...ground.shown));

  function draw(context, width, height, { now, chosen, runs, marks }, theme) {
    const words = runs.words(now);
    ground.shown = [words, runs.ground(now), made.shape(), theme];
    ground(context, width, height, `${words.name}|${theme.key}`);
    const { box, toX, toY } = placed(words, width, height);
    const at = ([x, y]) => [toX(x), toY(y)];
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    context.clip();
    drawCross(context, theme, ...at(words.lowest));
    const order = [...marks.keys()].filter((racer) => racer !== chosen).concat(chosen); // the chosen one above
    for (const racer of order) drawWay(context, theme, Array.from({ length: now.step + 1 }, (_, step) => at(runs.place(now, racer, step))), marks[racer], racer === chosen);
    for (const racer of order) if (runs.isWithin(now, racer, now.step)) drawMark(context, theme, marks[racer], ...at(runs.place(now, racer, now.step)), racer === chosen ? 7 : 5.5);
    context.restore();
  }
  return made;
}

function placed({ low, high }, width, height) {
  const box = plotBox(width, height, 46);
  return { box, toX: scale(low[0], high[0], box.left, box.right), toY: scale(low[1], high[1], box.bottom, box.top) };
}

function drawGround(context, width, height, { low, high, axes, levels }, heights, [rows, columns], theme) {
  const { box } = placed({ low, high }, width, height);
  const toX = scale(0, columns - 1, box.left, box.right), toY = scale(0, rows - 1, box.bottom, box.top);
  context.save();
  context.lineWidth = 1;
  levels.forEach((level, i) => {
    context.strokeStyle = `rgb(${mix(theme.soft, theme.surface, 0.25 + (0.5 * i) / levels.length)})`;
    context.beginPath();
    for (const [from, to] of contour(heights, rows, columns, level)) {
      context.moveTo(toX(from[0]), toY(from[1]));
      context.lineTo(toX(to[0]), toY(to[1]));
    }
    context.stroke();
  });
  context.restore();
  drawAxes(context, theme, box, { bounds: [low[0], high[0]], name: axes[0], count: 6 }, { bounds: [low[1], high[1]], name: axes[1], count: 5 });
}

/** The lines along which a grid has one height: two ends for each cell that it crosses (marching squares). */
export function contour(heights, rows, columns, level) {
  const found = [];
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const corners = [[column, row], [column + 1, row], [column + 1, row + 1], [column, row + 1]];
      const values = corners.map(([x, y]) => heights[y * columns + x] - level);
      const crossed = [];
      corners.forEach(([x, y], i) => {
        const next = (i + 1) % 4, a = values[i], b = values[next];
        if (a < 0 === b < 0) return;
        const part = a / (a - b);
        crossed.push([x + part * (corners[next][0] - x), y + part * (corners[next][1] - y)]);
      });
      for (let i = 0; i + 1 < crossed.length; i += 2) found.push([crossed[i], crossed[i + 1]]);
    }
  }
  return found;
}

function drawWay(context, theme, points, mark, isChosen) {
  Object.assign(context, { strokeStyle: theme.classes[mark], fillStyle: theme.classes[mark], lineWidth: isChosen ? 2.6 : 1.5, lineJoin: "round" });
  path(context, points);
  for (const [x, y] of points) {
    context.beginPath();
    context.arc(x, y, isChosen ? 2.8 : 2, 0, 2 * Math.PI);
    context.fill();
  }
}

/** Where the lowest place is. */
function drawCross(context, theme, x, y) {
  Object.assign(context, { strokeStyle: theme.ink, lineWidth: 1.4 });
  path(context, [[x - 6, y], [x + 6, y]]);
  path(context, [[x, y - 6], [x, y + 6]]);
}
