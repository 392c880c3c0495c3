// The two curves of the threshold lab, with a mark where the threshold stands; a point of them can be taken hold of.
import { drawAxes, plotBox } from "../kit/axes.js";
import { path } from "../kit/canvas.js";
import { figure } from "../kit/figure.js";
import { drag } from "./line_picture.js";

const [PRECISION, RECALL, ALARMS] = [1, 2, 4]; // columns of the recorded values
const BOUNDS = [0, 1];

/** The true positive rate over the false positive rate. */
export function rocPicture(header, arrays, pick) {
  return curve(header, arrays, pick, {
    name: "ROC", x: ["false positive rate", ALARMS], y: ["true positive rate (recall)", RECALL], first: 0,
    title: ({ area }) => `ROC: area ${area}`, chance: () => [[0, 0], [1, 1]],
  });
}

/** Precision over recall; it begins where something is called positive. */
export function precisionRecallPicture(header, arrays, pick) {
  return curve(header, arrays, pick, {
    name: "Precision-recall", x: ["recall", RECALL], y: ["precision", PRECISION], first: 1,
    title: ({ average }) => `Precision–recall: AP ${average}`, chance: ({ share }) => [[0, share], [1, share]],
  });
}

function curve(header, arrays, pick, { name, x, y, first, title, chance }) {
  let moment = null, mapped = null;
  const pointsOf = (share) => {
    const { start, places } = header.shares[share];
    return Array.from({ length: places - first }, (_, i) => {
      const values = arrays.values.row(start + first + i);
      return [values[x[1]], values[y[1]]];
    });
  };
  const drawn = figure("bins-curve", `${name} curve with the threshold's place; told in words below.`, (context, width, height, shown, theme) => {
    moment = shown;
    drawn.title.textContent = title(header.shares[shown.share]);
    const box = plotBox(width, height, 34, 34);
    const { toX, toY } = drawAxes(context, theme, box, { bounds: BOUNDS, name: x[0], count: 2 }, { bounds: BOUNDS, name: y[0], count: 2, grid: true, shift: 28 });
    mapped = (points) => points.map(([a, b]) => [toX(a), toY(b)]);
    Object.assign(context, { strokeStyle: theme.soft, lineWidth: 1 });
    context.setLineDash([4, 4]);
    path(context, mapped(chance(header.shares[shown.share])));
    context.setLineDash([]);
    if (shown.share !== header.whole) path(context, mapped(pointsOf(header.whole)));
    Object.assign(context, { strokeStyle: theme.classes[0], lineWidth: 2.2, lineJoin: "round" });
    path(context, mapped(pointsOf(shown.share)));
    if (shown.place >= first) mark(context, theme, ...mapped([pointsOf(shown.share)[shown.place - first]])[0]);
  });
  drag(drawn.picture.node, (px, py) => {
    if (!moment || !mapped) return;
    const far = mapped(pointsOf(moment.share)).map(([a, b]) => Math.hypot(a - px, b - py));
    pick(far.indexOf(Math.min(...far)) + first);
  });
  drawn.picture.node.style.cursor = "pointer";
  return drawn;
}

function mark(context, theme, x, y) {
  Object.assign(context, { fillStyle: theme.accent, strokeStyle: theme.surface, lineWidth: 2 });
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}
