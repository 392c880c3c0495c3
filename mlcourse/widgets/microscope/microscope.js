// The microscope: a way to fine-tune and a step of it; which weights have moved, and what both tasks say.
//
// All ways are recorded. This file finds the moment that is chosen; the pictures are in microscope_pictures.js.
import { unpack } from "../kit/data.js";
import { element, setText, table } from "../kit/elements.js";
import { labOf, onArrows } from "../kit/lab.js";
import { numberText } from "../kit/numbers.js";
import { radioRow } from "../kit/radios.js";
import { sizeButton } from "../kit/size.js";
import { sliderRow } from "../kit/slider.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";
import { accuracyFigure, layerText, weightsFigure } from "./microscope_pictures.js";

const share = (value) => value.toFixed(2);

export function mount(root, recording, state) {
  const { header } = recording, arrays = unpack(header, recording.buffer);
  const lab = labOf(state, ["way", "step"], paint), { now, go } = lab;

  const ways = radioRow("way", header.ways, (way) => go({ way }), { steps: true });
  const steps = sliderRow("steps made", "steps made", header.steps.map(String), (i) => go({ step: header.steps[i] }));
  const verdict = element("p", { class: "mlc-scope-verdict" }), outcome = element("p", { class: "mlc-scope-outcome" });
  const figures = [weightsFigure(header, arrays), accuracyFigure(header, arrays)];
  const told = twin("What is on the screen, in words and numbers", () => tables(header, arrays, now));
  const view = element("div", { class: "mlc mlc-scope", role: "group", "aria-label": "microscope", "data-recording": header.id },
    element("div", { class: "mlc-stage" }, element("div", { class: "mlc-scope-knobs" }, ways.node, steps.node), verdict, outcome,
      element("div", { class: "mlc-scope-board mlc-fills" }, ...figures.map((figure) => figure.node)),
      element("p", { class: "mlc-scope-note" }, header.note)),
    ...told.nodes);
  const size = sizeButton(view, state);
  steps.node.append(size.node);
  onArrows(view, (by) => go({ step: header.steps[Math.min(Math.max(header.steps.indexOf(now.step) + by, 0), steps.last)] }));

  function paint(theme) {
    const moment = momentOf(header, now), lines = sentences(header, arrays, now);
    ways.show(now.way);
    steps.show(moment.at);
    setText(verdict, lines[0]);
    setText(outcome, lines[1]);
    figures.forEach((figure) => figure.show(moment, theme));
    told.show(`${now.way}. ${lines.join(" ")}`, false);
  }

  return lab.show(root, view, size, figures);
}

/** Which way, which of its moments, and the row of both among all. */
export function momentOf(header, now) {
  const way = header.ways.findIndex(({ name }) => name === now.way), at = header.steps.indexOf(now.step);
  return { way, at, row: way * header.steps.length + at };
}

/** What is said: both accuracies now, and what is true of the way. */
export function sentences(header, { target, source }, now) {
  const { way, at } = momentOf(header, now);
  return [
    `After ${now.step} step${now.step === 1 ? "" : "s"}: a loop or none ${share(target.row(way)[at])}, ten digits ${share(source.row(way)[at])} (the reader had ${share(header.before)}).`,
    header.told[way],
  ];
}

function tables(header, arrays, now) {
  const moment = momentOf(header, now), { relative, target, source } = arrays;
  return [
    table(`${now.way}, after ${now.step} steps`, ["layer", "its weights", "what moved", "change over length"],
      header.shapes.map((shape, layer) => [String(layer), shape.join(" × "), layerText(header, arrays, moment, layer), numberText(relative.row(moment.row)[layer])])),
    table(`${now.way}, all steps`, ["steps", "a loop or none", "ten digits"],
      header.steps.map((step, i) => [String(step), share(target.row(moment.way)[i]), share(source.row(moment.way)[i])])),
  ];
}

export default recordedWidget(mount, ["way", "step", "size"]);
