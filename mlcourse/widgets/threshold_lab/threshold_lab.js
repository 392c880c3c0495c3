// The threshold lab: examples on a line, a threshold to drag through them, and all that follows from it.
//
// Everything is recorded, for each share of positives and each place of the threshold. This file finds the row that is
// chosen; the examples on their line are in line_picture.js, the two curves in curve_pictures.js.
import { unpack } from "../kit/data.js";
import { control, element, setText, table } from "../kit/elements.js";
import { keyIntent, onKeys } from "../kit/keys.js";
import { labOf } from "../kit/lab.js";
import { numberText } from "../kit/numbers.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";
import { precisionRecallPicture, rocPicture } from "./curve_pictures.js";
import { linePicture } from "./line_picture.js";
import { neighborsPicture } from "./neighbors.js";

export function mount(root, recording, state) {
  const { header } = recording, arrays = unpack(header, recording.buffer);
  const within = (chosen) => (chosen.place = Math.min(chosen.place, header.shares[chosen.share].places - 1));
  const lab = labOf(state, ["share", "place"], paint, within), { now, go } = lab;

  const threshold = knob("threshold", (value) => go({ place: header.shares[now.share].places - 1 - value }));
  const share = knob("positives", (value) => go({ share: value, place: samePlace(header, arrays, now, value) }));
  const told = element("p", { class: "mlc-bins-told" });
  const beside = neighborsPicture(header, arrays);
  const line = linePicture(header, arrays, (place) => go({ place }));
  const curves = [rocPicture(header, arrays, (place) => go({ place })), precisionRecallPicture(header, arrays, (place) => go({ place }))];
  const boxes = scoreBoxes();
  const words = twin("What is on the screen, in words and numbers", () => [matrixTable(header, momentOf(header, arrays, now)), scoresTable(momentOf(header, arrays, now))]);
  const knobs = element("div", { class: "mlc-bins-knobs" }, threshold.node, share.node);
  const view = element("div", { class: "mlc mlc-bins", role: "group", "aria-label": "threshold lab", "data-recording": header.id },
    element("div", { class: "mlc-stage" }, knobs, element("div", { class: "mlc-bins-head" }, beside.node, told),
      element("div", { class: "mlc-bins-board mlc-fills" }, line.node, ...curves.map((curve) => curve.node)),
      boxes.node, element("p", { class: "mlc-bins-note" }, header.note)),
    ...words.nodes);
  const size = sizeButton(view, state);
  knobs.append(size.node);
  onKeys(view, (event) => (event.target === share.input || event.key === " " ? null : keyIntent(event)), (what, by) => {
    const last = header.shares[now.share].places - 1;
    const place = { move: now.place - by, start: last, end: 0 }[what];
    if (place !== undefined) go({ place: Math.max(0, Math.min(last, place)) });
  });

  function paint(theme) {
    const moment = momentOf(header, arrays, now), { places, label } = header.shares[now.share];
    const written = moment.cut > 1 ? "above 1" : numberText(moment.cut);
    threshold.show(places - 1 - now.place, places - 1, written);
    share.show(now.share, header.shares.length - 1, label);
    setText(told, sentence(header.name, moment));
    [beside, line, ...curves].forEach((picture) => picture.show(moment, theme));
    boxes.show(moment);
    words.show(`Threshold ${written}, ${label} positive. ${sentence(header.name, moment)} ${scoreWords(moment)}`, false);
  }

  return lab.show(root, view, size, [beside, line, ...curves]);
}

/** All that belongs to a share and a place of the threshold. */
export function momentOf(header, { counts, values, cuts, lines }, { share, place }) {
  const row = header.shares[share].start + place;
  const [tn, fp, fn, tp] = counts.row(row), [accuracy, precision, recall, f1, alarms] = values.row(row);
  return { share, place, cut: cuts.data[row], at: lines.data[row], tn, fp, fn, tp, accuracy, precision, recall, f1, alarms };
}

/** The place of about the same threshold under another share: the last whose cut is not below the present one. */
export function samePlace(header, { cuts }, { share, place }, next) {
  const wanted = cuts.data[header.shares[share].start + place], { start, places } = header.shares[next];
  let found = 0;
  while (found < places - 1 && cuts.data[start + found + 1] >= wanted) found++;
  return found;
}

/** What the threshold does, in the words that Python has for it too. */
export function sentence(name, { tp, fp, fn }) {
  const caught = `${tp} of the ${tp + fn} "${name}" are found.`;
  if (tp + fp === 0) return `${caught} Nothing is called so: precision is 0/0, counted as 0.`;
  return `${caught} ${tp + fp} are called "${name}", and ${fp ? `${fp} of them are not` : "all of them are"}.`;
}

const SCORES = [
  ["accuracy", ({ tp, tn, fp, fn }) => [`${tp} + ${tn}`, tp + tn + fp + fn]], ["precision", ({ tp, fp }) => [tp, tp + fp]],
  ["recall", ({ tp, fn }) => [tp, tp + fn]], ["f1", ({ tp, fp, fn }) => [`2·${tp}`, 2 * tp + fp + fn]],
];
const title = (name) => (name === "f1" ? "F1" : name);
const scoreWords = (moment) => SCORES.map(([name]) => `${title(name)} ${numberText(moment[name], 3)}`).join(", ") + ".";

/** The four scores, each with its fraction and a bar. */
function scoreBoxes() {
  const boxes = SCORES.map(([name, fraction]) => {
    const text = element("span", {}), bar = element("i", { class: "mlc-bins-bar" });
    const node = element("div", { class: "mlc-bins-score" }, element("strong", {}, title(name)), text, bar);
    return {
      node,
      show(moment) {
        const [above, below] = fraction(moment);
        setText(text, `(${above})/${below} = ${below ? numberText(moment[name], 3) : "0/0"}`.replace(/\((\d+)\)/, "$1"));
        bar.style.setProperty("--mlc-part", `${100 * moment[name]}%`);
      },
    };
  });
  return {
    node: element("div", { class: "mlc-bins-scores", role: "group", "aria-label": "scores" }, ...boxes.map((box) => box.node)),
    show: (moment) => boxes.forEach((box) => box.show(moment)),
  };
}

/** A slider with its name before and its value behind it. */
function knob(name, pick) {
  const input = control("input", { type: "range", class: "mlc-slider", min: 0, step: 1, "aria-label": name, oninput: () => pick(Number(input.value)) });
  const written = element("output", { class: "mlc-readout", "aria-hidden": "true" });
  return {
    input,
    node: element("div", { class: "mlc-bins-knob" }, element("span", { class: "mlc-bins-name", "aria-hidden": "true" }, name), input, written),
    show(value, most, text) {
      input.max = most;
      input.value = value;
      input.style.setProperty("--mlc-part", `${(100 * value) / most}%`);
      input.setAttribute("aria-valuetext", text);
      setText(written, text);
    },
  };
}

function matrixTable({ name }, { tn, fp, fn, tp }) {
  return table("Confusion matrix", ["truly", `called not "${name}"`, `called "${name}"`], [[`not "${name}"`, `TN ${tn}`, `FP ${fp}`], [`"${name}"`, `FN ${fn}`, `TP ${tp}`]]);
}

function scoresTable(moment) {
  const rows = SCORES.map(([name]) => [title(name), numberText(moment[name])]);
  return table("Scores", ["score", "value"], [...rows, ["false positive rate", numberText(moment.alarms)]]);
}

export default recordedWidget(mount, ["place", "share", "size"]);
