// What each unit of the network says over the plane of its two inputs, at the shown moment of the run: small in the unit, larger
// where the mouse is or a story is open. Of networks with two inputs, all of whose units are drawn.

import { control } from "../kit/elements.js";
import { drawMark } from "../kit/marks.js";
import { isKnown } from "../kit/network.js";
import { drawPlane, unitPlanes } from "../kit/planes.js";

const POINTS = 20; // along each side of a picture
const LARGE = 118; // pixels

/** Pictures of a run's units, or null where there are none. `toggle(isOn)` is told what the button asks for. */
export function unitPictures(run, toggle) {
  const layers = run.layers.slice(1);
  if (!run.arrays.b0 || !isKnown(layers.map(({ activation }) => activation))) return null;
  const { bounds: [left, right, bottom, top] } = run.panel, bounds = [[left, right], [bottom, top]];
  const { points, labels } = run.arrays;
  let planes = null, computedFor = -1, isOn = true;

  const button = control("button", { type: "button", class: "mlc-picture-toggle", "aria-pressed": "true", title: "In each unit: its activation a over the plane of both inputs", onclick: () => toggle(!isOn) },
    "pictures in the units");

  return {
    button,
    set(on) {
      isOn = on;
      button.setAttribute("aria-pressed", String(on));
    },
    /** Whether the units hold pictures at this moment: on the way back they hold gradients, and in a zoomed step numbers. */
    areShown: (moment) => isOn && moment.name !== "backward" && !moment.operation,
    prepare({ point }) {
      if (point === computedFor) return;
      computedFor = point;
      planes = unitPlanes(layers.map(({ activation }, i) => ({ W: run.W[i].row(point), b: run.arrays[`b${i}`].row(point), activation })), bounds, POINTS);
    },
    /** A class's probability in the color of the class, all else in those of the signs. */
    draw(context, theme, column, i, x, y, size) {
      const isClass = layers[column - 1].activation === "softmax";
      const colors = isClass ? { ...theme, positive: theme.classes[i % theme.classes.length] } : theme;
      drawPlane(context, colors, planes[column - 1][i], run.largestActivation[column], x, y, size);
    },
    /** One unit's picture larger, with the training examples, beside the unit at [x, y]. */
    drawLarge(context, theme, column, i, [x, y], gap, width, height) {
      const from = x + gap + LARGE < width ? x + gap : x - gap - LARGE, down = Math.max(2, Math.min(height - LARGE - 2, y - LARGE / 2));
      context.save(); // marks leave the corners of lines round
      this.draw(context, theme, column, i, from, down, LARGE);
      const toX = (value) => from + ((value - left) / (right - left)) * LARGE, toY = (value) => down + ((top - value) / (top - bottom)) * LARGE;
      labels.data.forEach((label, n) => drawMark(context, theme, label, toX(points.data[2 * n]), toY(points.data[2 * n + 1]), 1.8, { halo: 0.5 }));
      context.strokeStyle = theme.ink;
      context.lineWidth = 1.5;
      context.strokeRect(from, down, LARGE, LARGE);
      context.restore();
    },
  };
}
