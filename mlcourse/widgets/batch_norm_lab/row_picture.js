// The row of one unit, as two lines with one scale: z above, y below, and a stroke from each example's z to its y.
import { scale, ticks } from "../kit/axes.js";
import { label, path } from "../kit/canvas.js";
import { figure, key } from "../kit/figure.js";
import { drawMark } from "../kit/marks.js";
import { numberText } from "../kit/numbers.js";

const STAR = 12, CIRCLE = 0; // marks of the watched example, a star in the color ONE, and of its mates
const ONE = 5;

/** The picture of the chosen unit's row. */
export function rowFigure() {
  const legend = [key("batchnorm-one", "the watched example"), key("batchnorm-mates", "its mates"), key("batchnorm-band", "μ ± σ"), key("batchnorm-rug", "★ in every batch")];
  const drawn = figure("batchnorm-picture", "The chosen unit's z and y on one scale; told in words below.", draw, legend);
  const show = drawn.show;
  drawn.show = (moment, theme) => {
    drawn.title.textContent = `Unit ${moment.unit}: from z to y`;
    show(moment, theme);
  };
  return drawn;
}

function draw(context, width, height, moment, theme) {
  const { unit, mates, means, spreads, z, y, others, isAlone, reach } = moment;
  const top = 30, bottom = height - 46, left = 34, right = width - 16;
  const most = Math.max(reach.z, reach.y), toX = scale(-1.08 * most, 1.08 * most, left, right);
  if (!isAlone) {
    context.fillStyle = theme.line;
    const [from, to] = [-1, 1].map((side) => toX(means[unit] + side * spreads[unit]));
    context.fillRect(from, top - 12, to - from, 24);
  }
  drawScale(context, theme, top, toX, most, "z", -1);
  drawScale(context, theme, bottom, toX, most, "y", 1);
  if (isAlone) {
    drawMark(context, theme, STAR, toX(z[unit][0]), top, 8);
    return label(context, theme, "nothing to compare it with", (left + right) / 2, (top + bottom) / 2, "center");
  }
  Object.assign(context, { strokeStyle: theme.ink, lineWidth: 2 });
  path(context, [[toX(means[unit]), top - 14], [toX(means[unit]), top + 14]]);
  Object.assign(context, { strokeStyle: theme.classes[ONE], lineWidth: 1.2 });
  for (const value of others) path(context, [[toX(value), bottom + 26], [toX(value), bottom + 38]]);
  const members = [...mates, 0]; // the watched one last, on top
  for (const i of members) {
    Object.assign(context, { strokeStyle: i ? theme.soft : theme.classes[ONE], lineWidth: i ? 1 : 2.4 });
    path(context, [[toX(z[unit][i]), top], [toX(y[unit][i]), bottom]]);
  }
  for (const i of members) {
    const [mark, radius] = i ? [CIRCLE, 5] : [STAR, 8];
    drawMark(context, theme, mark, toX(z[unit][i]), top, radius);
    drawMark(context, theme, mark, toX(y[unit][i]), bottom, radius);
  }
}

/** A horizontal scale with its name on the left and its numbers above or below. */
function drawScale(context, theme, at, toX, reach, name, side) {
  Object.assign(context, { strokeStyle: theme.soft, lineWidth: 1, fillStyle: theme.soft, font: `11px ${theme.font}`, textAlign: "center", textBaseline: "middle" });
  path(context, [[toX(-1.08 * reach), at], [toX(1.08 * reach), at]]);
  for (const value of ticks(-reach, reach, 6)) {
    path(context, [[toX(value), at - 3], [toX(value), at + 3]]);
    context.fillText(numberText(value), toX(value), at + 18 * side);
  }
  Object.assign(context, { fillStyle: theme.ink, font: `13px ${theme.font}`, textAlign: "left" });
  context.fillText(name, 8, at);
}
