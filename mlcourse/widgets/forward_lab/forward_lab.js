// The forward lab: a network as columns of units, on one example or on a batch. Numbers and words are recorded, or computed
// where something was changed (numbers.js); this file draws them. The knobs are in knobs.js, the picture of the unit over the
// batch in strip.js, over the plane in plane.js.

import { canvas, path } from "../kit/canvas.js";
import { watchTheme } from "../kit/colors.js";
import { unpack } from "../kit/data.js";
import { control, element, heads, setText, table } from "../kit/elements.js";
import { key } from "../kit/figure.js";
import { onKeys } from "../kit/keys.js";
import { largest, numberText } from "../kit/numbers.js";
import { isKnown } from "../kit/network.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";
import { activationChoice, inputKnob, unitKnobs } from "./knobs.js";
import { computedNumbers, recordedNumbers } from "./numbers.js";
import { planePictures } from "./plane.js";
import { batchStrip } from "./strip.js";

const TOP = 8; // pixels above the first unit

/** Where the units of columns stand: { height, at(column, i) }, x as a part of the way from the first column to the last, y of the height. */
export function layoutColumns(counts) {
  const most = Math.max(...counts, 4);
  return {
    height: most * (most > 10 ? 32 : 40) + 2 * TOP, most,
    at: (column, i) => [column / (counts.length - 1), 0.5 + (i - (counts[column] - 1) / 2) / (most + 0.3)],
  };
}

/** A place between the first and the last column as a style; what stands beside those two needs --mlc-left and --mlc-right. */
const across = (part) => `left: calc(var(--mlc-left) + (100% - var(--mlc-left) - var(--mlc-right)) * ${part})`;

/** What a key asks for: ← → another example; ↑ ↓ another unit, with Shift and ← → another layer. Null where it is none of ours. */
export function unitIntent({ key, shiftKey, ctrlKey, metaKey, altKey, target }) {
  if (ctrlKey || metaKey || altKey || target?.closest?.(".mlc-scrolls, .mlc-forward-modes")) return null;
  if (shiftKey) return { ArrowLeft: ["layer", -1], ArrowRight: ["layer", 1] }[key] ?? null;
  return { ArrowUp: ["unit", -1], ArrowDown: ["unit", 1], ArrowLeft: ["move", -1], ArrowRight: ["move", 1] }[key] ?? null;
}

/** The unit so many units or layers on from [layer, place], at the edges the last one. */
export function neighbor(what, by, [layer, place], counts) {
  const to = Math.max(0, Math.min(counts.length - 1, layer + (what === "layer" ? by : 0)));
  const scaled = to === layer ? place + (what === "unit" ? by : 0) : Math.round((place * (counts[to] - 1)) / Math.max(counts[layer] - 1, 1));
  return [to, Math.max(0, Math.min(counts[to] - 1, scaled))];
}

export function mount(root, recording, state) {
  const { header } = recording, { columns, turn } = header;
  const arrays = unpack(header, recording.buffer), recorded = recordedNumbers(header, arrays);
  const isTurned = turn && isKnown(turn.activations);
  const scales = columns.map((_, c) => largest([arrays[`a${c}`].data]));
  const counts = columns.map(({ units }) => units.length);
  const now = { example: 0, batch: false, layer: 0, unit: 0, changed: {}, activations: [] };
  let numbers = recorded;
  const place = () => Math.max(0, columns[now.layer + 1].units.indexOf(now.unit));
  let theme = null;

  const modes = modeChoice((batch) => go({ batch }));
  const slider = control("input", { type: "range", class: "mlc-slider", min: 0, max: header.examples - 1, step: 1, "aria-label": "example", oninput: () => go({ example: Number(slider.value) }) });
  const leaf = (by, text, sign) => control("button", { type: "button", class: "mlc-button", "aria-label": text, title: text, onclick: () => go({ example: (now.example + by + header.examples) % header.examples }) }, sign);
  const readout = element("output", { class: "mlc-forward-readout" });
  const chooser = element("div", { class: "mlc-forward-chooser" }, leaf(-1, "Previous example", "‹"), slider, leaf(1, "Next example", "›"), readout);
  if (header.examples === 1) [...chooser.children].slice(0, -1).forEach((each) => (each.hidden = true)); // nothing to choose

  const reset = control("button", { type: "button", class: "mlc-forward-reset", onclick: () => go({ changed: {}, activations: [] }) }, "As given");
  const planes = isTurned && columns[0].size === 2 ? planePictures(header) : null;
  const layout = layoutColumns(counts);
  const lines = canvas("", drawLines);
  lines.node.setAttribute("aria-hidden", "true");
  const units = columns.map((column, c) => column.units.map((_, i) => unitButton(c, i)));
  const heads = columns.map((column, c) => element("div", { class: "mlc-forward-head", style: across(layout.at(c, 0)[0]) },
    element("b", {}, column.name),
    element("span", { class: "mlc-forward-f" }, c ? column.activation : `${column.size} numbers`),
    element("span", { class: "mlc-forward-shape" }),
    element("span", {}, column.units.length < column.size ? `${column.units.length} of ${column.size} shown` : "")));
  const arrows = columns.slice(1).map((column, c) => element("div", { class: "mlc-forward-arrow", style: across((layout.at(c, 0)[0] + layout.at(c + 1, 0)[0]) / 2) },
    ...column.arrow.map((text) => element("span", {}, text))));
  const field = element("div", { class: "mlc-forward-field", role: "group", "aria-label": "units of the network; ↑ ↓ another unit, Shift and ← → another layer, ← → another example", style: `--mlc-height: ${layout.height}px; --mlc-most: ${layout.most}` }, lines.node, ...units.flat());
  const dot = (sign, text, when) => element("span", { class: `mlc-key mlc-forward-${when}` }, element("i", { class: `mlc-forward-dot ${sign && `mlc-${sign}`}` }), text);
  const legend = element("div", { class: "mlc-legend" }, key("solid", "positive weight into the chosen unit, as wide as it is large"), key("dashed", "negative"),
    dot("plus", "a > 0", "when-one"), dot("minus", "a < 0", "when-one"), dot("", "a = 0", "when-one"), dot("share", "", "when-batch"));
  if (planes) legend.prepend(element("span", { class: "mlc-key" }, "in each unit: its a over the plane of both inputs, pale where a is near 0"));
  const shareText = legend.lastChild.appendChild(element("span", {}));

  const unitTitle = element("p", { class: "mlc-title" });
  const shapesLine = element("p", { class: "mlc-forward-shapes" });
  const words = element("div", { class: "mlc-forward-lines" });
  const knobs = isTurned ? unitKnobs(turn, change) : null;
  const choice = isTurned ? activationChoice(turn, (name) => go({ activations: turn.activations.slice(0, -1).map((given, i) => (i === now.layer ? name : now.activations[i] ?? given)) })) : null;
  const strip = batchStrip(header);
  const outputTitle = element("p", { class: "mlc-title" });
  const output = element("div", { class: "mlc-forward-output" });
  const told = twin("What is on the screen, in words and numbers", () => tables(header, numbers, now));
  const view = element("div", { class: `mlc mlc-forward${planes ? " mlc-forward-planes" : ""}`, role: "group", "aria-label": "forward lab", "data-recording": header.id },
    element("div", { class: "mlc-stage" }, element("div", { class: "mlc-forward-bar" }, modes.node, chooser, reset), element("div", { class: "mlc-forward-board mlc-fills" },
    element("div", { class: "mlc-figure mlc-forward-net" }, element("div", { class: "mlc-forward-heads" }, ...heads, ...arrows), field, legend),
    element("div", { class: "mlc-forward-below" },
      element("div", { class: "mlc-figure", role: "group", "aria-label": "the chosen unit" }, unitTitle, shapesLine, words,
        ...(knobs ? [element("div", { class: "mlc-forward-turn" }, element("div", { class: "mlc-forward-hands" }, ...knobs.nodes, choice.node), ...(planes ? [planes.node] : []))] : []), strip.node),
      element("div", { class: "mlc-figure", role: "group", "aria-label": "the output" }, outputTitle, output)))),
    ...told.nodes);
  const size = sizeButton(view, state);
  view.querySelector(".mlc-forward-bar").append(size.node);

  function unitButton(c, i) {
    const [x, y] = layout.at(c, i);
    const style = `${across(x)}; top:${100 * y}%`;
    const disc = element("i", { class: "mlc-forward-dot" }, ...(c && planes ? [planes.small(c - 1, i)] : []));
    const value = element("span", { class: "mlc-forward-value" });
    const name = element("span", { class: "mlc-forward-name", title: columns[c].labels[i] }, columns[c].labels[i]);
    const made = c
      ? control("button", { type: "button", class: "mlc-forward-unit", style, tabindex: -1, onclick: () => go({ layer: c - 1, unit: columns[c].units[i] }) }, disc, value, name)
      : element("div", { class: "mlc-forward-unit mlc-forward-input", style }, name, disc, value);
    if (c) made.dataset.unit = `${c - 1},${columns[c].units[i]}`;
    else if (isTurned) inputKnob(made, columns[0].labels[i], turn.reach, () => numbers.a(0, now.example)[i], (value) => change(`x[${now.example},${i}]`, value));
    return made;
  }

  /** Lines between units: faint, and those into the chosen unit by sign and size of their weights. */
  function drawLines(context, width, height) {
    if (!theme) return;
    const [left, right] = ["--mlc-left", "--mlc-right"].map((name) => Number.parseFloat(getComputedStyle(field).getPropertyValue(name)));
    const at = (c, i) => [left + layout.at(c, i)[0] * (width - left - right), layout.at(c, i)[1] * height];
    context.strokeStyle = theme.soft;
    context.lineWidth = 0.4;
    for (let c = 1; c < columns.length; c++) for (let j = 0; j < counts[c - 1]; j++) for (let k = 0; k < counts[c]; k++) path(context, [at(c - 1, j), at(c, k)]);
    const W = numbers.W(now.layer), most = largest([W]), k = place();
    for (let j = 0; j < counts[now.layer]; j++) {
      const w = W[j * counts[now.layer + 1] + k];
      context.strokeStyle = w >= 0 ? theme.positive : theme.negative;
      context.setLineDash(w >= 0 ? [] : [6, 4]);
      context.lineWidth = 0.8 + 4 * (Math.abs(w) / most);
      path(context, [at(now.layer, j), at(now.layer + 1, k)]);
    }
    context.setLineDash([]);
  }

  function go(change) {
    Object.assign(now, change);
    paint();
    state.set({ ...now });
  }

  /** Change an input of the example on the screen, a weight or a bias. */
  function change(name, value) {
    go({ changed: { ...now.changed, [name]: value } });
  }

  /** The activation of a layer as it is now. */
  const fOf = (layer) => now.activations[layer] ?? columns[layer + 1].activation;
  const countedOf = (c) => turn?.known[fOf(c - 1)].counted ?? columns[c].counted;

  function follow() {
    size.show();
    for (const name of Object.keys(now)) now[name] = state.get(name) ?? now[name];
    paint();
  }

  function paintUnits() {
    columns.forEach((column, c) => {
      const values = numbers.a(c, now.example), shares = now.batch && c ? numbers.shares(c) : null;
      units[c].forEach((node, i) => {
        const value = values[i], isChosen = c === now.layer + 1 && i === place();
        const [disc, text] = [node.querySelector(".mlc-forward-dot"), node.querySelector(".mlc-forward-value")];
        const share = shares && shares[i];
        const sign = share !== null ? (share > 0 ? "share" : "") : now.batch || value === 0 ? "" : value > 0 ? "plus" : "minus";
        disc.className = `mlc-forward-dot ${sign && `mlc-${sign}`}`;
        disc.style.setProperty("--mlc-strength", `${Math.round(15 + 85 * Math.min(1, share ?? Math.abs(value) / scales[c]))}%`);
        setText(text, share !== null ? percent(share) : now.batch ? "" : numberText(value, 3));
        if (!c && isTurned) {
          node.setAttribute("aria-valuenow", value);
          node.setAttribute("aria-valuetext", numberText(value));
          node.setAttribute("aria-disabled", String(now.batch));
        }
        if (!c) return;
        node.tabIndex = isChosen ? 0 : -1;
        node.setAttribute("aria-pressed", String(isChosen));
        node.setAttribute("aria-label", `${column.name}, unit ${column.units[i]}${column.labels[i] ? `, ${column.labels[i]}` : ""}${now.batch ? `, ${countedOf(c)} for ${percent(share)}` : `, a = ${numberText(value)}`}`);
      });
    });
  }

  function paint() {
    const column = columns[now.layer + 1], at = place(), isChanged = Object.keys(now.changed).length + now.activations.length > 0;
    numbers = isChanged && isTurned ? computedNumbers(header, now.changed, now.activations) : recorded;
    modes.show(now.batch);
    chooser.classList.toggle("mlc-forward-off", now.batch);
    slider.disabled = now.batch;
    chooser.querySelectorAll("button").forEach((button) => (button.disabled = now.batch));
    slider.value = now.example;
    slider.style.setProperty("--mlc-part", `${(100 * now.example) / Math.max(header.examples - 1, 1)}%`);
    const truth = header.truth[now.example];
    reset.hidden = numbers === recorded;
    const isOther = Object.keys(now.changed).some((name) => name.startsWith(`x[${now.example},`));
    const which = `${header.examples === 1 ? "one example" : `example ${now.example} of ${header.examples}`}${isOther ? ", changed" : ""}`;
    slider.setAttribute("aria-valuetext", truth === undefined ? which : `${which}, ${truth}`);
    const part = header.examples < header.of ? `, the first of ${header.of}` : "";
    setText(readout, now.batch ? `all ${header.examples} examples${part}` : truth === undefined ? which : `${which}: ${truth}`);
    heads.forEach((head, c) => {
      setText(head.querySelector(".mlc-forward-shape"), now.batch ? columns[c].all : columns[c].one);
      if (c) setText(head.querySelector(".mlc-forward-f"), fOf(c - 1));
    });
    view.dataset.shows = now.batch ? "batch" : "one";
    setText(shareText, `share of the examples for which the unit ${countedOf(now.layer + 1)}`);
    paintUnits();
    lines.draw();
    setText(unitTitle, `${column.name}, unit ${now.unit}${column.labels[at] ? `: ${column.labels[at]}` : ""}`);
    setText(shapesLine, `The whole layer: ${now.batch ? column.line_all : column.line_one}`);
    words.replaceChildren(...said().map((line) => element("p", {}, line)));
    knobs?.show({ layer: now.layer, unit: now.unit, ...(numbers.layers ?? recorded.layers)[now.layer] });
    choice?.show(now.layer < columns.length - 2 ? fOf(now.layer) : null);
    strip.node.hidden = !now.batch;
    if (planes && theme) planes.show({ ...now, at, layers: numbers.layers ?? recorded.layers, inputs: header.turn.x.map((_, n) => numbers.a(0, n)) }, theme);
    if (now.batch && theme) strip.show({ values: Array.from({ length: header.examples }, (_, n) => numbers.a(now.layer + 1, n)[at]), name: `${column.symbol}[${now.unit}]` }, theme);
    setText(outputTitle, now.batch ? "The answers" : "The output");
    output.replaceChildren(...(now.batch ? [batchAnswers()] : [outputTable(header, numbers, arrays, now.example)]));
    told.show(summary(), false);
  }

  const said = () => (now.batch ? [numbers.said(now.layer, place())] : numbers.lines(now.layer, place(), now.example));
  const batchAnswers = () => element("p", {}, numbers.verdict || "The true classes are not known.");

  function summary() {
    const where = now.batch ? `A batch of ${header.examples}.` : `Example ${now.example}${header.truth.length ? `, ${header.truth[now.example]}` : ""}.`;
    return [where, `${columns[now.layer + 1].name}, unit ${now.unit}.`, ...said().map((line) => (line.endsWith(".") ? line : `${line}.`)), now.batch ? numbers.verdict : ""].join(" ").trim();
  }

  onKeys(view, unitIntent, (what, by) => {
    if (what === "move") return now.batch || go({ example: Math.max(0, Math.min(now.example + by, header.examples - 1)) });
    const [layer, at] = neighbor(what, by, [now.layer, place()], counts.slice(1));
    go({ layer, unit: columns[layer + 1].units[at] });
    if (field.contains(document.activeElement)) units[layer + 1][at].focus();
  });

  root.append(view);
  const stopTheme = watchTheme(view, (found) => {
    theme = found;
    paint();
  });
  const stopListening = state.listen(follow);
  follow();
  return () => {
    stopListening();
    stopTheme();
    lines.stop();
    strip.stop();
    planes?.stop();
    view.remove();
  };
}

/** One example, or all of them. */
function modeChoice(pick) {
  const buttons = [[false, "one example"], [true, "the batch"]].map(([batch, text]) =>
    control("button", { type: "button", class: "mlc-forward-mode", "aria-pressed": "false", onclick: () => pick(batch) }, text));
  return {
    node: element("div", { class: "mlc-forward-modes", role: "group", "aria-label": "one example or the batch" }, ...buttons),
    show: (batch) => buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(Boolean(i) === batch))),
  };
}

const percent = (share) => `${Math.round(100 * share)} %`;

/** Logits and outputs of an example as bars, the true class marked. */
function outputTable(header, numbers, arrays, example) {
  const last = header.columns.length - 1, column = header.columns[last];
  const z = numbers.z(last, example), a = numbers.a(last, example);
  const most = { z: largest([arrays[`z${last}`].data]), a: header.probabilities ? 1 : largest([arrays[`a${last}`].data]) };
  const single = header.classes.length === 2 && column.size === 1;
  const rows = column.units.map((unit, i) => {
    const isTrue = header.labels.length && !single && header.labels[example] === unit;
    return element("tr", { class: isTrue ? "mlc-forward-true" : null }, element("th", { scope: "row" }, `${column.labels[i]}${isTrue ? " ◀ true" : ""}`),
      element("td", {}, bar(z[i], most.z)), element("td", {}, numberText(z[i], 3)), element("td", {}, bar(a[i], most.a, header.probabilities)), element("td", {}, numberText(a[i], 3)));
  });
  const head = ["", header.probabilities ? "logit z" : "z", "", header.probabilities ? "probability" : "output a", ""];
  const made = element("table", {}, element("thead", {}, element("tr", {}, ...heads(head))), element("tbody", {}, ...rows));
  const isMarked = header.labels.length && !single;
  const truth = header.truth.length && !isMarked ? element("p", {}, `true: ${header.truth[example]}`) : "";
  return element("div", {}, made, truth);
}

function bar(value, most, isShare = false) {
  const part = (isShare ? 100 : 50) * Math.min(1, Math.abs(value) / most);
  const start = isShare ? 0 : value < 0 ? 50 - part : 50;
  return element("span", { class: `mlc-forward-ground ${isShare ? "" : "mlc-forward-middle"}`, "aria-hidden": "true" },
    element("i", { class: value < 0 ? "mlc-minus" : isShare ? "mlc-share" : "mlc-plus", style: `left:${start}%; width:${part}%` }));
}

function tables(header, numbers, now) {
  return header.columns.map((column, c) => {
    if (!c) return now.batch ? null : table("Input", ["feature", "x"], column.units.map((_, i) => [column.labels[i], numberText(numbers.a(0, now.example)[i])]));
    const name = `${column.name[0].toUpperCase()}${column.name.slice(1)}, shapes ${now.batch ? column.line_all : column.line_one}`;
    if (now.batch) return table(name, ["unit", "over the batch"], column.units.map((unit, i) => [String(unit), numbers.said(c - 1, i)]));
    return table(name, ["unit", "z", "a"], column.units.map((unit, i) => [column.labels[i] || String(unit), numberText(numbers.z(c, now.example)[i]), numberText(numbers.a(c, now.example)[i])]));
  }).filter(Boolean);
}

export default recordedWidget(mount, ["example", "batch", "layer", "unit", "changed", "activations", "size"]);
