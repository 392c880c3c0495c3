// The examples on their line: each an image at its probability, the negative above, the positive below, and the threshold.
import { label, path, textWidth } from "../kit/canvas.js";
import { figure } from "../kit/figure.js";
import { imageAlbum } from "./album.js";

const EDGE = 16, STRIP = 26, AXIS = 20; // pixels at the sides, for the counts above and below, and for the axis
const SIDES = [30, 26, 22, 20, 18, 16, 14, 13, 12, 11, 10, 9, 8]; // of an image

/** `pick(place)` is called when the threshold is dragged. */
export function linePicture(header, arrays, pick) {
  const album = imageAlbum(header, arrays), layouts = new Map();
  let moment = null;
  const drawn = figure("bins-line", "Examples on a line by their probability, parted by the threshold; told in words below.", (context, width, height, shown, theme) => {
    moment = shown;
    const key = [shown.share, width, height].join("|");
    if (!layouts.has(key)) layouts.clear();
    if (!layouts.has(key)) layouts.set(key, layOut(examplesOf(header, arrays, shown.share), width, height));
    draw(context, theme, header, width, height, shown, layouts.get(key), album(theme));
  });
  drawn.title.textContent = `Above: truly not "${header.name}". Below: truly "${header.name}". Right of the threshold: called "${header.name}".`;
  drag(drawn.picture.node, (x) => {
    if (moment) pick(nearestPlace(header, arrays, moment.share, (x - EDGE) / (drawn.picture.width - 2 * EDGE)));
  });
  return drawn;
}

/** The examples that a share leaves in: { index, at, positive }, from the left. */
export function examplesOf(header, { at, positive, shown }, share) {
  const isIn = shown.row(share), found = [];
  at.data.forEach((place, index) => isIn[index] && found.push({ index, at: place, positive: positive.data[index] === 1 }));
  return found;
}

/** The place whose threshold stands nearest to a point of the line, 0 at its left end and 1 at its right. */
export function nearestPlace(header, { lines }, share, wanted) {
  const { start, places } = header.shares[share];
  let found = 0;
  for (let i = 1; i < places; i++) if (Math.abs(lines.data[start + i] - wanted) < Math.abs(lines.data[start + found] - wanted)) found = i;
  return found;
}

/** On which level each example stands, so that none covers another: the lowest that is free at its place. */
export function levels(places, side) {
  const taken = [];
  return places.map((x) => {
    let level = taken.findIndex((last) => x - last >= side);
    if (level < 0) level = taken.length;
    taken[level] = x;
    return level;
  });
}

/** Where all images stand: as large as they may be. */
export function layOut(examples, width, height) {
  const room = height - 2 * STRIP - AXIS, x = ({ at }) => EDGE + at * (width - 2 * EDGE);
  const halves = [examples.filter(({ positive }) => !positive), examples.filter(({ positive }) => positive)];
  let found = null;
  for (const side of SIDES) {
    const stacked = halves.map((half) => levels(half.map(x), side)), heights = stacked.map((all) => Math.max(1, ...all.map((level) => level + 1)));
    const step = Math.min(side, room / (heights[0] + heights[1]));
    found = { side, step, stacked, heights };
    if (step === side) break;
  }
  const { side, step, stacked, heights } = found;
  const middle = STRIP + (room * heights[0]) / (heights[0] + heights[1]);
  const places = halves.flatMap((half, below) => half.map((example, i) => ({
    ...example, x: x(example), y: below ? middle + 1 + (stacked[1][i] + 0.5) * step : middle - 1 - (stacked[0][i] + 0.5) * step,
  })));
  return { side, middle, places };
}

function draw(context, theme, header, width, height, moment, { side, middle, places }, album) {
  const line = EDGE + moment.at * (width - 2 * EDGE), bottom = height - AXIS;
  context.fillStyle = theme.accent;
  context.globalAlpha = 0.1;
  context.fillRect(line, 0, width - line, bottom);
  context.globalAlpha = 1;
  context.imageSmoothingQuality = "high";
  context.lineWidth = 1.6;
  for (const { index, x, y, positive } of places) {
    album(context, index, x - side / 2, y - side / 2, side - 1);
    if (positive === x >= line) continue;
    context.strokeStyle = theme.negative;
    context.strokeRect(x - side / 2, y - side / 2, side - 1, side - 1);
  }
  Object.assign(context, { strokeStyle: theme.soft, lineWidth: 1 });
  path(context, [[0, middle], [width, middle]]);
  Object.assign(context, { strokeStyle: theme.accent, lineWidth: 2.5 });
  path(context, [[line, 0], [line, bottom]]);
  drawCounts(context, theme, width, line, [[`TN ${moment.tn}`, `FP ${moment.fp}`, 13], [`FN ${moment.fn}`, `TP ${moment.tp}`, bottom - 13]]);
  drawTicks(context, theme, header.ticks, width, height);
  context.fillStyle = theme.accent;
  context.beginPath();
  context.arc(line, middle, 7, 0, 2 * Math.PI);
  context.fill();
}

/** The four counts, beside the threshold wherever it stands. */
function drawCounts(context, theme, width, line, rows) {
  context.font = `12px ${theme.font}`;
  for (const [left, right, y] of rows) {
    const wide = [left, right].map((text) => textWidth(context, text)), gap = 22;
    const from = Math.max(6, Math.min(line - gap / 2 - wide[0], width - 6 - wide[0] - wide[1] - gap));
    label(context, theme, left, from, y);
    label(context, theme, right, from + wide[0] + gap, y);
  }
}

function drawTicks(context, theme, ticks, width, height) {
  Object.assign(context, { font: `11px ${theme.font}`, fillStyle: theme.soft, strokeStyle: theme.line, textAlign: "center", textBaseline: "bottom", lineWidth: 1 });
  path(context, [[0, height - AXIS + 0.5], [width, height - AXIS + 0.5]]);
  let free = 0;
  for (const { text, at } of ticks) {
    const x = EDGE + at * (width - 2 * EDGE), half = textWidth(context, text) / 2;
    path(context, [[x, height - AXIS], [x, height - AXIS + 4]]);
    if (x - half < free || x + half > width) continue;
    context.fillText(text, x, height - 1);
    free = x + half + 8;
  }
}

/** Call `move(x, y)` with pixels of the canvas while a pointer is held down on it. */
export function drag(node, move) {
  const tell = (event) => {
    const box = node.getBoundingClientRect(), zoom = box.width / node.clientWidth;
    move((event.clientX - box.left) / zoom, (event.clientY - box.top) / zoom);
  };
  node.style.cursor = "ew-resize";
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    node.setPointerCapture(event.pointerId);
    tell(event);
  });
  node.addEventListener("pointermove", (event) => node.hasPointerCapture(event.pointerId) && tell(event));
}
