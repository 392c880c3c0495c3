// The initialization lab: scheme, activation and depth, and what becomes of signals and gradients through the layers.
//
// This file conducts: it holds the three choices and finds the rows that belong to them. Every number and sentence
// is recorded; the pictures are in depth_picture.js.

import { watchTheme } from "../kit/colors.js";
import { unpack } from "../kit/data.js";
import { element, setText, table } from "../kit/elements.js";
import { key } from "../kit/figure.js";
import { sizeButton } from "../kit/size.js";
import { sliderRow } from "../kit/slider.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";
import { depthFigure } from "./depth_picture.js";
import { radioRow } from "../kit/radios.js";

const FORWARDS = { name: "start-forwards", title: "Forwards →: activations a", symbol: "a", forwards: true, color: 0 };
const BACKWARDS = { name: "start-backwards", title: "← Backwards: gradients δ", symbol: "δ", forwards: false, color: 5 };

export function mount(root, recording, state) {
  const { header } = recording;
  const arrays = unpack(header, recording.buffer);
  const now = {};
  const read = () => ["scheme", "activation", "depth"].forEach((name) => (now[name] = state.get(name)));
  let theme = null;

  const choose = (name) => (value) => go({ [name]: value });
  const scheme = radioRow("scheme", header.schemes.map((each) => ({ ...each, title: each.rule })), choose("scheme"));
  const activation = radioRow("activation", header.activations, choose("activation"));
  const depth = sliderRow("depth", "depth", header.depths.map((each) => `${each} hidden layers`), (i) => choose("depth")(header.depths[i]));
  depth.node.classList.add("mlc-start-depth");
  depth.node.append(element("span", { class: "mlc-start-stops", "aria-hidden": "true" }, `stops: ${header.depths.join(" · ")}`));
  const rule = element("p", { class: "mlc-start-rule" });
  const forwards = depthFigure(FORWARDS, "Histograms of the activations of each layer, and their std through depth; told in words below.",
    [key("start-a", "std(a)"), key("start-between", "how much examples differ"), key("start-level", "std of the input")]);
  const backwards = depthFigure(BACKWARDS, "Histograms of the gradients of each layer, and their std through depth; told in words below.",
    [key("start-d", "std(δ)"), key("start-level", "s: std(δ) of the output layer")]);
  const told = twin("What is on the screen, in words and numbers", () => startTables(header, now, netOf(header, now)));
  const view = element("div", { class: "mlc mlc-start", role: "group", "aria-label": "initialization lab", "data-recording": header.id },
    element("div", { class: "mlc-stage" }, element("div", { class: "mlc-start-knobs" }, scheme.node, rule, activation.node, depth.node),
    element("div", { class: "mlc-start-board mlc-fills" }, forwards.node, backwards.node),
    element("p", { class: "mlc-start-note" }, `${header.sizes.examples} examples, ${header.sizes.units} units in each hidden layer, ${header.sizes.classes} classes, before any training. A histogram is wide where many values are; a bin far above all others is cut. A triangle at the edge of a picture: values off its scale.`)),
    ...told.nodes);
  const size = sizeButton(view, state);
  depth.node.append(size.node);

  /** Choose at a person's wish; Python and the other views hear of it. */
  function go(change) {
    Object.assign(now, change);
    paint();
    state.set({ ...now });
  }

  function follow() {
    size.show();
    read();
    paint();
  }

  function paint() {
    if (!theme) return;
    const net = netOf(header, now), { first, place } = rowsOf(header, now);
    const rows = (name) => Array.from({ length: now.depth }, (_, layer) => arrays[name].row(first + layer));
    const slice = (name, from, count) => arrays[name].data.subarray(from, from + count);
    const gradient = slice("gradient", first + place, now.depth + 1); // a row more in each network: the output layer
    scheme.show(now.scheme);
    activation.show(now.activation);
    depth.show(header.depths.indexOf(now.depth));
    const chosen = header.schemes.find(({ name }) => name === now.scheme);
    setText(rule, `W: ${chosen.rule}; b = 0`);
    forwards.show({
      depth: now.depth, net, rows: rows("activations"), levels: slice("signal", first, now.depth), between: slice("between", first, now.depth),
      start: arrays.input.data[0], bounds: header.activations.find(({ name }) => name === now.activation).bounds,
    }, theme);
    backwards.show({ depth: now.depth, net, rows: rows("gradients"), levels: gradient, start: gradient[now.depth], bounds: [-1, 1] }, theme);
    told.show(spokenStart(header, now), false);
  }

  read();
  root.append(view);
  const stopTheme = watchTheme(view, (colors) => {
    theme = colors;
    paint();
  });
  const stopListening = state.listen(follow);
  follow();
  return () => {
    stopListening();
    stopTheme();
    [forwards, backwards].forEach((figure) => figure.stop());
    view.remove();
  };
}

/** Which network it is, counted as the recording does: by activation, then depth, then scheme. */
export function placeOf({ schemes, activations, depths }, { scheme, activation, depth }) {
  const index = (all, wanted) => all.findIndex(({ name }) => name === wanted);
  return (index(activations, activation) * depths.length + depths.indexOf(depth)) * schemes.length + index(schemes, scheme);
}

/** The network's place, and the first of its layers' rows. */
export function rowsOf(header, now) {
  const { depths, schemes } = header, place = placeOf(header, now);
  const layers = depths.reduce((sum, depth) => sum + depth, 0) * schemes.length;
  const run = place % schemes.length, before = Math.floor(place / schemes.length);
  const shallower = depths.slice(0, before % depths.length).reduce((sum, depth) => sum + depth, 0) * schemes.length;
  return { place, first: Math.floor(before / depths.length) * layers + shallower + run * now.depth };
}

const netOf = (header, now) => header.nets[placeOf(header, now)];

/** What is on the screen, in a few sentences. */
export function spokenStart(header, now) {
  const { forwards, backwards, off } = netOf(header, now);
  const name = (all, wanted) => all.find((each) => each.name === wanted).label;
  const most = off.map((shares) => Math.max(...shares.map(Number.parseFloat)));
  const beyond = ["activations", "gradients"].map((what, i) => (most[i] ? ` Of a layer's ${what} up to ${most[i]}% are off the histogram's scale.` : ""));
  return `${name(header.schemes, now.scheme)}, ${name(header.activations, now.activation)}, ${now.depth} hidden layers. `
    + `Forwards, the signal: ${forwards.short}. ${forwards.sentence}${beyond[0]} Backwards, the gradient: ${backwards.short}. ${backwards.sentence}${beyond[1]}`;
}

function startTables({ sizes }, { depth, scheme, activation }, { signal, between, flat, gradient, off, input }) {
  const rows = signal.map((text, layer) => [`${layer}`, text, between[layer], flat[layer], off[0][layer], gradient[layer], off[1][layer]]);
  const head = ["hidden layer", "std(a)", "between examples", "slope almost 0", "a off scale", "std(δ)", "δ off scale"];
  return [table(`${scheme}, ${activation}, ${depth} layers of ${sizes.units} units`, head, [["x", input, "", "", "", "", ""], ...rows, ["output", "", "", "", "", gradient[depth], ""]])];
}

export default recordedWidget(mount, ["scheme", "activation", "depth", "size"]);
