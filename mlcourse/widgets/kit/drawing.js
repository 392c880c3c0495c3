// A plane in which a curve is drawn, by mouse, finger or keys; over a prediction the truth is laid later.

import { drawAxes, plotBox, scale } from "./axes.js";
import { path } from "./canvas.js";
import { control, element, setText } from "./elements.js";
import { figure, key } from "./figure.js";
import { numberText } from "./numbers.js";
import { blankCurve, completed, drawnCount, keyDraws, stroke, within } from "./curve.js";

const HELP = "Draw with mouse or finger. By keys: ← → along, ↑ ↓ draw (with Shift five steps), Delete takes a point away, Ctrl+Z a stroke.";

/** `plane` is the header's; `truth` { x, y }, shown only when `reveal` was called; `given` a height at each column, or null. */
export function drawingPlane(plane, truth, onchange, given = null) {
  const [low, high] = plane.y_bounds, last = plane.columns - 1;
  const xAt = (column) => plane.x_bounds[0] + ((plane.x_bounds[1] - plane.x_bounds[0]) * column) / last;
  const nameOf = (x) => plane.x_names?.[Math.round(x)] ?? numberText(x, 3);
  let drawing = { curve: given ?? blankCurve(plane.columns), column: 0, height: given?.[0] ?? (low + high) / 2 };
  let isLocked = false, isFocused = false, theme = null, stroking = null;
  const past = []; // what was drawn before each stroke

  const made = figure("plane", "", draw, []);
  const canvas = made.picture.node;
  const legend = made.node.querySelector(".mlc-legend");
  const clear = control("button", { type: "button", class: "mlc-quiet", onclick: () => stroked({ ...drawing, curve: blankCurve(plane.columns) }) }, "Clear");
  const undo = control("button", { type: "button", class: "mlc-quiet", disabled: "disabled", onclick: takeBack }, "Undo");
  const help = element("p", { class: "mlc-help" }, HELP);
  const foot = element("div", { class: "mlc-plane-foot" }, help, undo, clear);
  made.title.remove();
  for (const [name, value] of Object.entries({
    role: "slider", tabindex: 0, "data-lm-suppress-shortcuts": "true", "aria-label": `draw ${plane.y} over ${plane.x}`,
    "aria-valuemin": low, "aria-valuemax": high,
  })) canvas.setAttribute(name, value);
  canvas.addEventListener("focus", () => paint((isFocused = true)));
  canvas.addEventListener("blur", () => paint((isFocused = false)));
  canvas.addEventListener("keydown", (event) => {
    if (isLocked || event.altKey) return;
    const isCommand = event.ctrlKey || event.metaKey, isUndo = isCommand && !event.shiftKey && event.key.toLowerCase() === "z";
    const next = isCommand ? null : keyDraws(event, drawing, plane.y_bounds);
    if (!next && !isUndo) return;
    event.preventDefault();
    event.stopPropagation();
    if (isUndo) takeBack();
    else if (next.curve === drawing.curve) change(next);
    else stroked(next);
  });
  canvas.addEventListener("pointerdown", (event) => {
    if (isLocked || event.button > 0) return;
    canvas.setPointerCapture(event.pointerId);
    stroking = pointOf(event);
    keep();
    drawTo(stroking);
  });
  canvas.addEventListener("pointermove", (event) => stroking && event.buttons && drawTo(pointOf(event)));
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => (stroking = null));

  function drawTo(point) {
    change({ curve: stroke(drawing.curve, stroking, point), column: point[0], height: point[1] });
    stroking = point;
  }

  const sides = (width, height) => ({ ...plotBox(width, height, 52), top: 30 });
  function pointOf(event) {
    const { left, right, top, bottom } = sides(made.picture.width, made.picture.height);
    const column = Math.round(scale(left, right, 0, last)(event.offsetX));
    return [within(column, 0, last), within(scale(bottom, top, low, high)(event.offsetY), low, high)];
  }

  function keep() {
    past.push(drawing);
    undo.disabled = false;
  }

  function stroked(next) {
    keep();
    change(next);
  }

  function takeBack() {
    if (!past.length) return;
    const hadFocus = document.activeElement === undo;
    change(past.pop());
    undo.disabled = !past.length;
    if (hadFocus && undo.disabled) canvas.focus(); // a button that is off keeps no focus
  }

  function change(next) {
    drawing = next;
    paint();
    onchange();
  }

  function paint() {
    if (!isLocked) sayWhere();
    if (theme) made.show({}, theme);
  }

  function sayWhere() {
    const { column, height, curve } = drawing;
    canvas.setAttribute("aria-valuenow", Number(height.toPrecision(4)));
    const where = `${plane.y} ${numberText(height, 3)} at ${plane.x} ${nameOf(xAt(column))}`;
    canvas.setAttribute("aria-valuetext", curve[column] !== null ? where : `${where}, not drawn`);
  }

  function draw(context, width, height) {
    const box = sides(width, height);
    const { toX, toY } = drawAxes(context, theme, box, { bounds: plane.x_bounds, name: plane.x, count: 8, names: plane.x_names }, { bounds: plane.y_bounds, grid: true, count: 6 });
    context.font = `11px ${theme.font}`;
    context.fillStyle = theme.soft;
    context.textAlign = "left";
    context.textBaseline = "alphabetic";
    context.fillText(plane.y, 8, box.top - 14);
    const whole = completed(drawing.curve);
    const points = whole?.map((y, i) => [toX(xAt(i)), toY(y)]);
    context.lineJoin = context.lineCap = "round";
    if (isLocked && points && truth) shadeBetween(context, points, truth, toX, toY);
    if (points) {
      context.strokeStyle = theme.classes[5];
      context.lineWidth = 3;
      context.setLineDash(isLocked ? [2, 6] : []);
      path(context, points);
      context.setLineDash([]);
    } else if (!isFocused && !isLocked) {
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
    if (isLocked && truth) {
      context.strokeStyle = theme.ink;
      context.lineWidth = 2.5;
      path(context, Array.from(truth.x, (x, i) => [toX(x), toY(truth.y[i])]));
    }
    if (isFocused && !isLocked) {
      const x = toX(xAt(drawing.column)), y = toY(drawing.height);
      context.strokeStyle = theme.accent;
      context.lineWidth = 1;
      context.setLineDash([3, 3]);
      path(context, [[x, box.top], [x, box.bottom]]);
      context.setLineDash([]);
      context.lineWidth = 2;
      context.fillStyle = drawing.curve[drawing.column] === null ? theme.surface : theme.accent;
      context.beginPath();
      context.arc(x, y, 5.5, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  }

  /** Shade what lies between the drawn curve and the truth: the distance that is judged. */
  function shadeBetween(context, points, { x, y }, toX, toY) {
    const left = toX(x[0]), right = toX(x[x.length - 1]);
    const under = points.filter(([at]) => at >= left - 0.5 && at <= right + 0.5);
    if (under.length < 2) return;
    context.beginPath();
    under.forEach(([at, h], i) => (i ? context.lineTo(at, h) : context.moveTo(at, h)));
    for (let i = x.length - 1; i >= 0; i--) context.lineTo(toX(x[i]), toY(y[i]));
    context.closePath();
    context.globalAlpha = 0.14;
    context.fillStyle = theme.classes[5];
    context.fill();
    context.globalAlpha = 1;
  }

  return {
    node: element("div", { class: "mlc-drawing" }, made.node, foot),
    focus: () => canvas.focus(),
    isDrawn: () => drawnCount(drawing.curve) >= 2,
    answer: () => completed(drawing.curve).map((y) => Number(y.toPrecision(4))),
    show(colors) {
      theme = colors;
      paint();
    },
    /** Show what was committed, with the truth over it; where nothing was, the truth alone. */
    reveal(answer) {
      drawing = answer ? { ...drawing, curve: [...answer], height: answer[drawing.column] } : { ...drawing, curve: blankCurve(plane.columns) };
      isLocked = true;
      foot.hidden = true;
      canvas.setAttribute("role", "img");
      canvas.setAttribute("tabindex", -1);
      canvas.setAttribute("aria-label", answer ? `your ${plane.y} over ${plane.x}, and the truth` : `${plane.y} over ${plane.x}`);
      for (const name of ["aria-valuemin", "aria-valuemax", "aria-valuenow", "aria-valuetext"]) canvas.removeAttribute(name);
      legend.replaceChildren(...(answer ? [key("drawn", "what you drew")] : []), key("strong", "the true curve"));
      paint();
    },
    /** Rows of x, what was drawn, and the truth where it is known. */
    rows() {
      const whole = completed(drawing.curve) ?? drawing.curve;
      return whole.flatMap((y, i) => (i % 5 ? [] : [[nameOf(xAt(i)), y === null ? "" : numberText(y, 3), truthAt(xAt(i))]]));
    },
    stop: made.stop,
  };

  function truthAt(at) {
    if (!truth) return "";
    const i = truth.x.findIndex((x) => x >= at - 1e-6);
    if (i < 0 || (i === 0 && truth.x[0] > at + 1e-6)) return "";
    const [x0, x1] = [truth.x[Math.max(i - 1, 0)], truth.x[i]], [y0, y1] = [truth.y[Math.max(i - 1, 0)], truth.y[i]];
    return numberText(x1 > x0 ? y0 + ((y1 - y0) * (at - x0)) / (x1 - x0) : y1, 3);
  }
}
