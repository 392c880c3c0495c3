// The network as a figure: what its lines and units show is the moment's.

import { clip, label, path, textWidth } from "../kit/canvas.js";
import { setText } from "../kit/elements.js";
import { figure, key } from "../kit/figure.js";
import { largest, numberText } from "../kit/numbers.js";
import { unitPictures } from "./pictures.js";
import { partOf } from "./story.js";

const LOW = 170; // pixels: a picture of less has room for the columns' names only
const BELOW_NAMES = 30; // pixels: a text with its middle there leaves the columns' names free

export function networkFigure(run, select = () => {}, toggle = () => {}) {
  const widest = element("span", { class: "mlc-key mlc-widest" });
  const pictures = unitPictures(run, toggle);
  const made = figure("network", "the network", draw, [key("solid", "positive"), key("dashed", "negative"), widest, ...(pictures ? [pictures.button] : [])]);
  let pointed = null; // the unit under the mouse
  made.setPictures = (isOn) => pictures?.set(isOn);
  const columns = run.layers.length;
  const isCrowded = Math.max(...run.W.map((w) => w.row(0).length)) > 128;
  let sides = [88, 108]; // pixels for the names and values of inputs and outputs
  const crowded = Math.max(...run.layers.map(({ units }) => units.length));

  /** Where the units stand, and how large they are. */
  function geometry(width, height) {
    sides = width < 420 ? [58, 74] : [88, 108];
    const isPart = run.layers.some(({ size, units }) => units.length < size);
    const top = height < LOW ? 20 : isPart ? 56 : 40;
    const gapOf = (count) => Math.min(44, (height - top - (height < LOW ? 14 : 24)) / Math.max(count - 1, 1));
    const radius = Math.max(3.5, pictures ? Math.min(17, gapOf(crowded) * 0.43) : Math.min(10, gapOf(crowded) * 0.36));
    const at = (column, i) => {
      const count = run.layers[column].units.length;
      return [
        sides[0] + ((width - sides[0] - sides[1]) * column) / (columns - 1),
        (top + height - 2) / 2 + (i - (count - 1) / 2) * gapOf(count),
      ];
    };
    return { at, radius };
  }

  function draw(context, width, height, moment, theme) {
    setText(made.title, moment.title);
    const most = moment.symbol === "|W|" ? run.largestWeight : largest(moment.edges.filter(Boolean));
    setText(widest, `widest line${moment.symbol === "|W|" ? " of the run" : ""}: ${moment.symbol} = ${numberText(most, 3)}`);
    made.picture.node.setAttribute("aria-label", `network ${run.layers.map(({ size }) => size).join("-")}: ${moment.title}, widest line ${numberText(most, 3)}`);
    const { at, radius } = geometry(width, height);
    if (moment.operation) drawUnknown(context, theme, moment, at);
    drawEdges(context, theme, moment, most, at);
    if (moment.selected) drawSelected(context, theme, moment.selected, at, radius);
    drawUnits(context, theme, moment, at, radius);
    drawNames(context, theme, moment, at, radius, height < LOW);
    if (pictures?.areShown(moment)) drawLarger(context, theme, moment, at, radius, width, height);
  }

  /** The picture of the unit under the mouse, or else of the one whose story is open. */
  function drawLarger(context, theme, { selected }, at, radius, width, height) {
    const part = pointed ?? (selected?.kind === "unit" ? selected : null), column = part && part.layer + 1;
    const i = part && column > 0 ? run.layers[column].units.indexOf(part.unit) : -1;
    if (i >= 0) pictures.drawLarge(context, theme, column, i, at(column, i), radius + 8, width, height);
  }

  function drawEdges(context, theme, moment, most, at) {
    context.save();
    context.lineCap = "butt";
    for (const sign of [1, -1]) {
      context.strokeStyle = sign > 0 ? theme.positive : theme.negative;
      context.setLineDash(sign > 0 ? [] : [5, 3]);
      moment.edges.forEach((edges, i) => {
        if (!edges) return;
        const to = run.layers[i + 1].units.length;
        const dim = moment.lit ? (moment.lit.edges.has(i) ? 1 : 0.22) : moment.name === "loss" ? 0.45 : 1;
        edges.forEach((value, e) => {
          const size = Math.abs(value) / most;
          if (value * sign <= 0 || size < 0.004) return;
          context.globalAlpha = (0.1 + 0.9 * size ** 0.7) * dim;
          context.lineWidth = 0.5 + (isCrowded ? 2.5 : 4.5) * size;
          path(context, [at(i, Math.floor(e / to)), at(i + 1, e % to)]);
        });
      });
    }
    context.restore();
  }

  /** Lines whose numbers are not known yet at this operation. */
  function drawUnknown(context, theme, moment, at) {
    context.strokeStyle = theme.line;
    context.lineWidth = 0.7;
    moment.edges.forEach((edges, i) => {
      if (!edges) run.layers[i].units.forEach((_, j) => run.layers[i + 1].units.forEach((__, k) => path(context, [at(i, j), at(i + 1, k)])));
    });
  }

  /** The weight or unit whose story is open. */
  function drawSelected(context, theme, part, at, radius) {
    context.strokeStyle = theme.accent;
    context.globalAlpha = 0.35;
    context.lineWidth = 9;
    const place = (column, unit) => run.layers[column].units.indexOf(unit);
    if (part.kind === "weight") {
      const j = place(part.layer, part.start), k = place(part.layer + 1, part.end);
      if (j >= 0 && k >= 0) path(context, [at(part.layer, j), at(part.layer + 1, k)]);
    } else if (place(part.layer + 1, part.unit) >= 0) {
      const [x, y] = at(part.layer + 1, place(part.layer + 1, part.unit));
      context.beginPath();
      context.arc(x, y, radius + 5, 0, 2 * Math.PI);
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  function drawUnits(context, theme, moment, at, radius) {
    const most = moment.scales ?? (moment.name === "backward" ? moment.units.map((u) => (u ? largest([u]) : 1)) : run.largestActivation);
    const arePictures = pictures?.areShown(moment);
    if (arePictures) pictures.prepare(moment);
    run.layers.forEach((column, c) => column.units.forEach((_, i) => {
      const [x, y] = at(c, i);
      const value = moment.units?.[c]?.[i], isPicture = arePictures && c > 0;
      context.beginPath();
      if (isPicture) context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
      else context.arc(x, y, pictures ? Math.min(radius, 10) : radius, 0, 2 * Math.PI);
      context.fillStyle = theme.surface;
      context.fill();
      if (isPicture) pictures.draw(context, theme, c, i, x - radius, y - radius, 2 * radius);
      else if (value !== undefined) {
        const dim = moment.lit ? (moment.lit.columns.has(c) ? 1 : 0.4) : moment.name === "loss" && c < columns - 1 ? 0.4 : 1;
        context.globalAlpha = Math.min(1, Math.abs(value) / most[c]) * dim;
        context.fillStyle = value >= 0 ? theme.positive : theme.negative;
        context.fill();
        context.globalAlpha = 1;
      }
      const isLit = moment.lit?.columns.has(c);
      context.strokeStyle = isLit ? theme.accent : theme.soft;
      context.lineWidth = isLit ? 2 : 1.2;
      context.setLineDash(value < 0 && !isPicture ? [2.5, 2] : []);
      context.stroke();
      context.setLineDash([]);
    }));
    if (moment.operation) ringWorked(context, theme, at, radius, moment.rings, moment.weight);
    else if (moment.name === "backward" || moment.name === "update") ringWorked(context, theme, at, radius, [columns - 2, columns - 1], columns - 2);
  }

  /** Mark the units, and the weight, whose numbers stand in the words above. */
  function ringWorked(context, theme, at, radius, rings, weight) {
    const places = rings.map((c) => at(c, run.layers[c].units.indexOf(run.worked.path[c])));
    if (weight !== null) nameWeight(context, theme, places, weight, at);
    Object.assign(context, { strokeStyle: theme.ink, lineWidth: 1.6 });
    for (const [x, y] of places) {
      context.beginPath();
      context.arc(x, y, radius + 3, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  /** Name a weight above all lines between its two columns, where there is room, with a stroke down to its own. */
  function nameWeight(context, theme, [from, to], weight, at) {
    const name = `W${weight}[${run.worked.path[weight]}, ${run.worked.path[weight + 1]}]`;
    const [[left, first], [right, last]] = [at(weight, 0), at(weight + 1, 0)], lower = Math.sign(last - first);
    context.font = `12px ${theme.font}`; // label's
    const along = (share, a, b) => a + share * (b - a), share = 0.5 + 0.25 * lower, x = along(share, left, right);
    const edge = (x - lower * (textWidth(context, name) / 2 + 5) - left) / (right - left), above = Math.max(along(edge, first, last) - 12, BELOW_NAMES);
    Object.assign(context, { strokeStyle: theme.ink, lineWidth: 1 });
    path(context, [[x, above], [x, along(share, from[1], to[1])]]);
    label(context, theme, name, x, above, "center");
  }

  function drawNames(context, theme, moment, at, radius, isLow) {
    const isNarrow = sides[0] < 80;
    context.font = `${isNarrow ? 10 : 12}px ${theme.font}`;
    context.textBaseline = "alphabetic";
    run.layers.forEach((column, c) => {
      const [x] = at(c, 0);
      context.textAlign = "center";
      context.fillStyle = theme.ink;
      context.fillText(column.name, x, 13);
      context.fillStyle = theme.soft;
      if (!isLow) context.fillText(column.activation || `${column.size} number${column.size > 1 ? "s" : ""}`, x, 28);
      if (!isLow && column.units.length < column.size) context.fillText(`${column.units.length} of ${column.size} shown`, x, 43);
      if (c > 0 && c < columns - 1) return;
      column.labels.forEach((name, i) => {
        const value = moment.units?.[c]?.[i];
        const number = value === undefined || (isNarrow && c === 0) ? "" : `  ${numberText(value, isNarrow ? 2 : 3)}`;
        const text = `${clip(context, name, sides[c ? 1 : 0] - radius - 10 - textWidth(context, number))}${number}`;
        const [ux, uy] = at(c, i);
        context.textAlign = c ? "left" : "right";
        context.textBaseline = "middle";
        context.fillStyle = theme.ink;
        context.fillText(text, ux + (c ? radius + 8 : -radius - 8), uy);
        context.textBaseline = "alphabetic";
      });
    });
  }

  /** The name of the unit or, failing that, the line at a point of the picture; null where there is none. */
  function partAt(x, y) {
    const { at, radius } = geometry(made.picture.width, made.picture.height);
    let best = null, nearest = radius + 7;
    run.layers.forEach(({ units }, c) => units.forEach((unit, i) => {
      const [ux, uy] = at(c, i), distance = Math.hypot(x - ux, y - uy);
      if (distance < nearest) [nearest, best] = [distance, c ? `z${c - 1}[${unit}]` : `x[${unit}]`];
    }));
    if (best) return best;
    nearest = 8;
    run.layers.slice(1).forEach(({ units: ends }, n) => run.layers[n].units.forEach((start, j) => ends.forEach((end, k) => {
      const distance = toLine([x, y], at(n, j), at(n + 1, k));
      if (distance < nearest) [nearest, best] = [distance, `W${n}[${start}, ${end}]`];
    })));
    return best;
  }

  /** Where in the picture an event was, in its own pixels, whatever its size on the screen. */
  function pointOf({ clientX, clientY }) {
    const { left, top, width, height } = made.picture.node.getBoundingClientRect();
    return [((clientX - left) * made.picture.width) / width, ((clientY - top) * made.picture.height) / height];
  }

  made.picture.node.addEventListener("click", (event) => {
    const part = partAt(...pointOf(event));
    if (part) select(part);
  });
  made.picture.node.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse") return;
    const name = partAt(...pointOf(event));
    made.picture.node.style.cursor = name ? "pointer" : "";
    point(name?.startsWith("z") ? partOf(name) : null);
  });
  made.picture.node.addEventListener("pointerleave", () => point(null));

  function point(part) {
    if (!pictures || part?.name === pointed?.name) return;
    pointed = part;
    made.picture.draw();
  }
  return made;
}

/** The distance of a point from the line between two others. */
function toLine([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}
