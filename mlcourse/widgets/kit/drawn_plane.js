// The picture of a plane with drawn curves; once they are committed, with the truth beside each.

import { drawAxes, plotBox, scale } from "./axes.js";
import { path } from "./canvas.js";
import { completed } from "./curve.js";
import { drawMark } from "./marks.js";

const MARKED = 6; // points of a line that carry its mark, about

/** The sides of the plane within its canvas. */
export const planeSides = (width, height) => ({ ...plotBox(width, height, 52), top: 30 });

/** The x of a column. */
export const columnX = ({ x_bounds: [left, right], columns }, column) => left + ((right - left) * column) / (columns - 1);

/** Draw it. `truth` is { x, lines } or null; it shows where the drawing `isLocked`. */
export function paintPlane(context, width, height, { plane, drawing, truth, isLocked, isFocused, theme }) {
  const box = planeSides(width, height), many = plane.lines?.length > 0;
  const { toX, toY } = drawAxes(context, theme, box, { bounds: plane.x_bounds, name: plane.x, count: 8, names: plane.x_names }, { bounds: plane.y_bounds, grid: true, count: 6 });
  context.font = `11px ${theme.font}`;
  context.fillStyle = theme.soft;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.fillText(plane.y, 8, box.top - 14);
  context.lineJoin = context.lineCap = "round";
  const drawn = drawing.curves.map((curve) => completed(curve)?.map((y, i) => [toX(columnX(plane, i)), toY(y)]));
  const shown = isLocked && truth ? truth.lines.map((line) => Array.from(truth.x, (x, i) => [toX(x), toY(line[i])])) : [];
  const order = [...drawn.keys()].sort((a, b) => (a === drawing.line) - (b === drawing.line)); // the chosen one lies on top
  const color = (i) => theme.classes[many ? i : 5];
  if (shown.length && drawn[drawing.line]) shadeBetween(context, drawn[drawing.line], shown[drawing.line], color(drawing.line));
  for (const i of order) if (drawn[i]) drawnLine(drawn[i], i);
  for (const i of order) if (shown[i]) trueLine(shown[i], i);
  if (!isFocused && !isLocked && !drawn.some(Boolean)) invite(context, theme, box);
  if (isFocused && !isLocked) cursor(context, theme, box, toX(columnX(plane, drawing.column)), toY(drawing.height), drawing);

  function drawnLine(points, i) {
    context.strokeStyle = color(i);
    context.lineWidth = many && i !== drawing.line ? 2 : 3;
    context.setLineDash(isLocked ? [2, 6] : []);
    path(context, points);
    context.setLineDash([]);
    if (many && !isLocked) marks(points, i);
  }

  function trueLine(points, i) {
    context.strokeStyle = many ? color(i) : theme.ink;
    context.lineWidth = many && i === drawing.line ? 3.5 : 2.5;
    path(context, points);
    if (many) marks(points, i);
  }

  function marks(points, i) {
    const every = Math.max(1, Math.round((points.length - 1) / ((plane.x_names?.length || MARKED) - 1)));
    points.forEach(([x, y], k) => k % every || drawMark(context, theme, i, x, y, i === drawing.line ? 5.5 : 4.5));
  }
}

function invite(context, theme, box) {
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  context.fillStyle = theme.surface; // no line of the grid goes through the words
  context.fillRect(x - 42, y - 11, 84, 22);
  context.fillStyle = theme.soft;
  context.font = `14px ${theme.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText("draw here", x, y);
  context.textBaseline = "alphabetic";
}

function cursor(context, theme, box, x, y, { curves, line, column }) {
  context.strokeStyle = theme.accent;
  context.lineWidth = 1;
  context.setLineDash([3, 3]);
  path(context, [[x, box.top], [x, box.bottom]]);
  context.setLineDash([]);
  context.lineWidth = 2;
  context.fillStyle = curves[line][column] === null ? theme.surface : theme.accent;
  context.beginPath();
  context.arc(x, y, 5.5, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

/** Shade what lies between a drawn curve and the truth: the distance that is judged. */
function shadeBetween(context, drawn, shown, color) {
  const [left] = shown[0], [right] = shown[shown.length - 1];
  const under = drawn.filter(([at]) => at >= left - 0.5 && at <= right + 0.5);
  if (under.length < 2) return;
  context.beginPath();
  under.forEach(([at, h], i) => (i ? context.lineTo(at, h) : context.moveTo(at, h)));
  shown.toReversed().forEach(([at, h]) => context.lineTo(at, h));
  context.closePath();
  context.globalAlpha = 0.14;
  context.fillStyle = color;
  context.fill();
  context.globalAlpha = 1;
}

/** Column and height of the plane under a point of its canvas. */
export function planePoint(plane, picture, x, y) {
  const { left, right, top, bottom } = planeSides(picture.width, picture.height);
  return [scale(left, right, 0, plane.columns - 1)(x), scale(bottom, top, ...plane.y_bounds)(y)];
}
