// What units say over the plane of two inputs: a small picture in each, and the chosen one larger, with the examples in it.

import { drawAxes } from "../kit/axes.js";
import { canvas } from "../kit/canvas.js";
import { drawMark } from "../kit/marks.js";
import { largest, numberText } from "../kit/numbers.js";
import { drawPlane, unitPlanes } from "../kit/planes.js";

const POINTS = 32; // along each side

/** Pictures of all units. `small(layer, i)` makes one; `node` holds the chosen one; `show({ layers, inputs, layer, at, example, batch }, theme)`. */
export function planePictures(header) {
  const pictures = [];
  let shown = null;
  const big = canvas("", drawBig);
  big.node.classList.add("mlc-forward-plane");

  function small(layer, i) {
    const picture = canvas("", (context, width) => shown && drawPlane(context, shown.theme, shown.planes[layer][i], shown.most[layer], 0, 0, width));
    picture.node.setAttribute("aria-hidden", "true");
    picture.node.classList.add("mlc-forward-small");
    pictures.push(picture);
    return picture.node;
  }

  function drawBig(context, width, height) {
    if (!shown) return;
    const { theme, planes, most, bounds, layer, at, inputs, example, batch } = shown, side = Math.min(width - 44, height - 50);
    const box = { left: 34, top: 18, right: 34 + side, bottom: 18 + side };
    drawPlane(context, theme, planes[layer][at], most[layer], box.left, box.top, side);
    const [first, second] = header.columns[0].labels;
    const { toX, toY } = drawAxes(context, theme, box, { bounds: bounds[0], name: first, count: 4 }, { bounds: bounds[1], name: second, count: 4, shift: 30 });
    inputs.forEach(([x, y], n) => {
      if (batch || n !== example) drawMark(context, theme, header.labels[n] ?? 0, toX(x), toY(y), 3.2, { halo: 1 });
    });
    if (!batch) drawMark(context, theme, header.labels[example] ?? 0, toX(inputs[example][0]), toY(inputs[example][1]), 5.5, { halo: 1, outline: theme.ink });
  }

  return {
    small,
    node: big.node,
    show(look, theme) {
      const reach = Math.max(2, 1.2 * largest(look.inputs)), bounds = [[-reach, reach], [-reach, reach]];
      const planes = unitPlanes(look.layers, bounds, POINTS), most = planes.map((units) => largest(units));
      shown = { ...look, theme, planes, most, bounds };
      for (const picture of pictures) picture.draw();
      big.draw();
      const values = planes[look.layer][look.at], name = `unit ${look.unit} of layer ${look.layer}`;
      big.node.setAttribute("aria-label", `a of ${name} over the plane of both inputs, from ${numberText(Math.min(...values), 3)} to ${numberText(Math.max(...values), 3)}`);
    },
    stop() {
      for (const picture of [...pictures, big]) picture.stop();
    },
  };
}
