// A plane in which curves are drawn, one or several by turns, by mouse, finger or keys; over a prediction the truth is laid later.

import { classKeys, drawKeys } from "./class_keys.js";
import { blankCurve, completed, drawnCount, keyDraws, stroke, within } from "./curve.js";
import { columnX, paintPlane, planePoint } from "./drawn_plane.js";
import { control, element, setText } from "./elements.js";
import { figure, key } from "./figure.js";
import { blankLines, chosenLine, currentCurve, keyChooses, nextLine, undrawnLines, withCurve } from "./lines.js";
import { numberText } from "./numbers.js";
import { radioRow } from "./radios.js";

const HELP = "Draw with mouse or finger. By keys: ← → along, ↑ ↓ draw (with Shift five steps), Delete takes a point away, Ctrl+Z a stroke";

/**
 * `plane` is the header's; its `lines` are the names of several curves, empty where there is one. `truth` { x, lines }, shown only when
 * `reveal` was called; `given` a height at each column of the one curve, or null.
 */
export function drawingPlane(plane, truth, onchange, given = null) {
  const [low, high] = plane.y_bounds, last = plane.columns - 1, names = plane.lines ?? [], many = names.length > 0;
  let drawing = blankLines(names.length || 1, plane.columns, given?.[0] ?? (low + high) / 2);
  if (given) drawing = { ...drawing, curves: [given] };
  let isLocked = false, isFocused = false, theme = null, stroking = null;
  const past = []; // what was drawn before each stroke

  const made = figure("plane", "", (context, width, height) => paintPlane(context, width, height, { plane, drawing, truth, isLocked, isFocused, theme }), []);
  const canvas = made.picture.node;
  const legend = made.node.querySelector(".mlc-legend");
  const chooser = many ? lineChooser(names, (line) => change(chosenLine(drawing, line))) : null;
  const next = control("button", { type: "button", class: "mlc-quiet mlc-next-line", onclick: () => choose(nextLine(drawing)) }, "Next line");
  const clear = control("button", { type: "button", class: "mlc-quiet", onclick: () => stroked(withCurve(drawing, { ...drawing, curve: blankCurve(plane.columns) })) }, "Clear");
  const undo = control("button", { type: "button", class: "mlc-quiet", disabled: "disabled", onclick: takeBack }, "Undo");
  const help = element("p", { class: "mlc-help" }, many ? `${HELP}, 1 to ${names.length} choose the line.` : `${HELP}.`);
  const foot = element("div", { class: "mlc-plane-foot" }, help, ...(many ? [next] : []), undo, clear);
  made.title.remove();
  for (const [name, value] of Object.entries({ role: "slider", tabindex: 0, "data-lm-suppress-shortcuts": "true", "aria-valuemin": low, "aria-valuemax": high })) canvas.setAttribute(name, value);
  canvas.addEventListener("focus", () => paint((isFocused = true)));
  canvas.addEventListener("blur", () => paint((isFocused = false)));
  canvas.addEventListener("keydown", (event) => {
    if (isLocked || event.altKey) return;
    const isCommand = event.ctrlKey || event.metaKey, isUndo = isCommand && !event.shiftKey && event.key.toLowerCase() === "z";
    const line = isCommand || !many ? null : keyChooses(event.key, names.length), curve = currentCurve(drawing);
    const drawn = isCommand ? null : keyDraws(event, { ...drawing, curve }, plane.y_bounds);
    if (!drawn && !isUndo && line === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (isUndo) takeBack();
    else if (line !== null) choose(line);
    else if (drawn.curve === curve) change(withCurve(drawing, drawn));
    else stroked(withCurve(drawing, drawn));
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
    change(withCurve(drawing, { curve: stroke(currentCurve(drawing), stroking, point), column: point[0], height: point[1] }));
    stroking = point;
  }

  function pointOf(event) {
    const [column, height] = planePoint(plane, made.picture, event.offsetX, event.offsetY);
    return [within(Math.round(column), 0, last), within(height, low, high)];
  }

  /** Draw another line from now on, by the keys too. */
  function choose(line) {
    change(chosenLine(drawing, line));
    canvas.focus();
  }

  function keep() {
    past.push(drawing);
    undo.disabled = false;
  }

  function stroked(changed) {
    keep();
    change(changed);
  }

  function takeBack() {
    if (!past.length) return;
    const hadFocus = document.activeElement === undo;
    change(past.pop());
    undo.disabled = !past.length;
    if (hadFocus && undo.disabled) canvas.focus(); // a button that is off keeps no focus
  }

  function change(changed) {
    drawing = changed;
    paint();
    onchange();
  }

  function paint() {
    if (!isLocked) sayWhere();
    chooser?.show(drawing, isLocked, theme);
    if (theme) made.show({}, theme);
  }

  function sayWhere() {
    const { column, height, line } = drawing;
    canvas.setAttribute("aria-label", `draw ${many ? `${names[line]}: ` : ""}${plane.y} over ${plane.x}`);
    canvas.setAttribute("aria-valuenow", Number(height.toPrecision(4)));
    const where = `${plane.y} ${numberText(height, 3)} at ${placeText(plane, columnX(plane, column))}`;
    canvas.setAttribute("aria-valuetext", currentCurve(drawing)[column] !== null ? where : `${where}, not drawn`);
  }

  sayWhere();
  return {
    node: element("div", { class: "mlc-drawing" }, ...(many ? [chooser.node] : []), made.node, foot),
    focus: () => canvas.focus(),
    isDrawn: () => !undrawnLines(drawing).length,
    /** What is still to be drawn, in words; the first of it is drawn from now on. */
    missing() {
      const open = undrawnLines(drawing);
      if (!many) return "Draw your curve first.";
      change(chosenLine(drawing, open[0]));
      return `Draw every line first; not yet drawn: ${open.map((i) => names[i]).join("; ")}.`;
    },
    /** The height at each column; of several curves, a row each. */
    answer() {
      const rows = drawing.curves.map((curve) => completed(curve).map((y) => Number(y.toPrecision(4))));
      return many ? rows : rows[0];
    },
    show(colors) {
      theme = colors;
      paint();
    },
    /** Show what was committed, with the truth over it; where nothing was, the truth alone. */
    reveal(answer) {
      const rows = answer && (many ? answer : [answer]);
      drawing = { ...drawing, line: isLocked ? drawing.line : 0, curves: rows ? rows.map((row) => [...row]) : drawing.curves.map(() => blankCurve(plane.columns)) };
      isLocked = true;
      foot.hidden = true;
      canvas.setAttribute("role", "img");
      canvas.setAttribute("tabindex", -1);
      canvas.setAttribute("aria-label", answer ? `your ${plane.y} over ${plane.x}, and the truth` : `${plane.y} over ${plane.x}`);
      for (const name of ["aria-valuemin", "aria-valuemax", "aria-valuenow", "aria-valuetext"]) canvas.removeAttribute(name);
      const yours = many ? key("dotted", "dotted: what you drew") : key("drawn", "what you drew");
      legend.replaceChildren(...(answer ? [yours] : []), key("strong", many ? "solid: what came out" : "the true curve"));
      paint();
    },
    /** Of each curve its name, and rows of x, what was drawn, and the truth where it is known. */
    tables: () => drawing.curves.map((curve, line) => ({ name: names[line] ?? "", rows: rowsOf(plane, completed(curve) ?? curve, truth && { x: truth.x, y: truth.lines[line] }) })),
    stop: made.stop,
  };
}

/** Buttons that choose the line to draw, each with the line's mark; where it was committed, the line to look at. */
function lineChooser(names, pick) {
  const row = radioRow("Draw", names.map((name, i) => ({ name: i, label: name })), pick), keys = classKeys(names);
  row.buttons.forEach((button, i) => button.prepend(keys[i].swatch));
  row.node.classList.add("mlc-lines");
  return {
    node: row.node,
    show(drawing, isLocked, theme) {
      row.show(drawing.line);
      setText(row.node.firstChild, isLocked ? "Look at" : "Draw");
      row.node.lastChild.setAttribute("aria-label", isLocked ? "the line to look at" : "the line to draw");
      row.buttons.forEach((button, i) => button.toggleAttribute("data-drawn", !isLocked && drawnCount(drawing.curves[i]) > 1));
      if (theme) drawKeys(keys, theme);
    },
  };
}

/** Where on the horizontal axis, in words: at a name, between two of them, or a number. */
function placeText({ x, x_names: names }, at) {
  if (!names?.length) return `${x} ${numberText(at, 3)}`;
  const [before, after] = [Math.floor(at + 1e-6), Math.ceil(at - 1e-6)];
  return before === after ? `${x} ${names[before]}` : `${x} between ${names[before]} and ${names[after]}`;
}

/** Rows of a table: x, what was drawn, the truth; at the axis' names where it has some. */
function rowsOf(plane, curve, truth) {
  const every = plane.x_names?.length ? (plane.columns - 1) / (plane.x_names.length - 1) : 5;
  return curve.flatMap((y, i) => {
    if (i % every) return [];
    const at = columnX(plane, i), name = plane.x_names?.[Math.round(at)] ?? numberText(at, 3);
    return [[name, y === null ? "" : numberText(y, 3), truthAt(truth, at)]];
  });
}

function truthAt(truth, at) {
  if (!truth) return "";
  const i = truth.x.findIndex((x) => x >= at - 1e-6);
  if (i < 0 || (i === 0 && truth.x[0] > at + 1e-6)) return "";
  const [x0, x1] = [truth.x[Math.max(i - 1, 0)], truth.x[i]], [y0, y1] = [truth.y[Math.max(i - 1, 0)], truth.y[i]];
  return numberText(x1 > x0 ? y0 + ((y1 - y0) * (at - x0)) / (x1 - x0) : y1, 3);
}
