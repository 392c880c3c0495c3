// The player in words and numbers: the sentence and formulas of a moment, its numbers, its twin of text and tables.

import { element, setText, table } from "../kit/elements.js";
import { numberText } from "../kit/numbers.js";

export function spoken(run, moment) {
  if (moment.phase === 0) return `before the first step, initialize: ${run.parameters} random parameters`;
  const where = moment.operation ? `operation ${moment.operation.name}` : moment.name;
  return `step ${moment.text("step")}, epoch ${moment.text("epoch")}, ${where}: loss ${moment.text("loss")}`;
}

function sentences(run, moment) {
  if (moment.phase === 0) {
    return [`Before the first step, ${run.parameters} parameters. The weights are random, and what the network gets right it gets right by luck. Press play, or go through the loop phase by phase.`,
      "space: play, pause", "← →: one step", "shift ← →: one phase", "page up, down: ten steps", "home, end",
      "z: zoom into the step", "click a line or unit: its story"];
  }
  if (moment.operation) return [moment.operation.what, ...moment.operation.lines];
  return moment.text(moment.name === "loss" ? "loss_phase" : moment.name);
}

export function summary(run, moment) {
  const head = moment.phase === 0 ? "Initialize." : `Step ${moment.text("step")} of ${run.steps - 1}, epoch ${moment.text("epoch")}, phase ${moment.name}. Batch loss ${moment.text("loss")}.`;
  const { operation } = moment;
  const zoom = operation ? [`Operation ${operation.at + 1} of ${run.operations.length}: ${operation.formulas.join(" ")}; shapes ${operation.shapes}.`] : [];
  return [head, ...zoom, ...sentences(run, moment)].join(" ");
}

export function explanation() {
  const sentence = element("p", { class: "mlc-sentence" });
  const formula = element("p", { class: "mlc-formula" });
  const worked = element("p", { class: "mlc-formula mlc-worked" });
  return {
    node: element("div", { class: "mlc-words" }, sentence, formula, worked),
    show(run, moment) {
      const [first, ...lines] = sentences(run, moment);
      setText(sentence, first);
      const { operation } = moment;
      setPieces(formula, operation ? [...operation.formulas, `shapes: ${operation.shapes}`] : run.formulas[moment.name] ?? []);
      setPieces(worked, lines);
    },
  };
}

/** Set a line of formulas, which breaks between them rather than within one. */
function setPieces(line, pieces) {
  if (line.dataset.shown === pieces.join("|")) return;
  line.dataset.shown = pieces.join("|");
  line.replaceChildren(...pieces.map((text) => element("span", {}, text)));
}

/** How two runs stand to each other at a moment; state only what is compared: θ after the step. */
export function comparison(run, other, moment) {
  const [left, right] = other.names;
  if (moment.phase === 0) return `${left} beside ${right}. ${other.compared}.`;
  const losses = `Loss of the batch: A ${moment.text("loss")}, B ${other.words.loss[moment.frame]}.`;
  return `${losses} ${other.compared}; after this step its largest difference is ${other.distance[moment.frame]}.`;
}

export function numberPanel(run, other = null) {
  const rows = [
    ["step", "Step"], ["epoch", "Epoch"], ["loss", "Loss L of the batch"], ["learning_rate", "Learning rate η"],
    ["gradient_norm", "Gradient norm ‖g‖"], ["update_ratio", "Update ratio ‖Δθ‖/‖θ‖"],
    ["training_loss", "Training loss, last epoch"], ["validation_loss", "Validation loss, last epoch"],
  ].filter(([name]) => run.words[name]);
  const values = rows.map(([name]) => element(other ? "dd" : "span", { "data-number": name }));
  const others = other ? rows.map(([name]) => element("dd", { "data-other-number": name })) : [];
  const lines = other
    ? rows.map(([, text], i) => element("div", {}, element("dt", {}, text), values[i], others[i]))
    : inPairs(rows, values);
  if (other) lines.unshift(element("div", { class: "mlc-number-head" }, element("dt", {}, ""), element("dd", {}, "A"), element("dd", {}, "B")));
  return {
    node: element("div", { class: "mlc-figure mlc-numbers", role: "group", "aria-label": "numbers of the step" },
      element("p", { class: "mlc-title" }, "This step in numbers"), element("dl", {}, ...lines)),
    show: (moment) => rows.forEach(([name], i) => {
      setText(values[i], moment.phase === 0 ? "—" : moment.text(name));
      if (other) setText(others[i], moment.phase === 0 ? "—" : other.words[name]?.[moment.frame] ?? "—");
    }),
  };
}

/** Lines of a name and a value; two that belong together share one, which leaves the loss curve more room. */
function inPairs(rows, values) {
  const pairs = { step: ["epoch", "Step, epoch"], training_loss: ["validation_loss", "Training, validation loss"] };
  const placeOf = (name) => rows.findIndex(([each]) => each === name);
  const seconds = rows.map(([name]) => placeOf(pairs[name]?.[0]));
  return rows.flatMap(([name, text], i) => {
    if (seconds.includes(i)) return [];
    const second = values[seconds[i]];
    const value = second ? [values[i], ", ", second] : [values[i]];
    return [element("div", {}, element("dt", {}, second ? pairs[name][1] : text), element("dd", {}, ...value))];
  });
}

/** The tables of the twin: the step's numbers, what the network says of the example, and every line and unit drawn. */
export function tables(run, moment) {
  const made = [];
  if (moment.phase > 0) {
    const names = ["step", "epoch", "loss", "learning_rate", "gradient_norm", "update_ratio", "training_loss", "validation_loss"];
    made.push(table("The step", ["quantity", "value"], names.filter((n) => run.words[n]).map((n) => [n.replaceAll("_", " "), moment.text(n)])));
    made.push(outputTable(run, moment));
  }
  run.layers.slice(1).forEach((to, i) => {
    const from = run.layers[i], edges = moment.edges[i];
    if (!edges) return; // not known yet at this operation
    const head = ["from \\ to", ...to.units.map((unit, k) => to.labels[k] ?? String(unit))];
    const rows = from.units.map((unit, j) => [
      from.labels[j] ?? String(unit), ...to.units.map((_, k) => numberText(edges[j * to.units.length + k])),
    ]);
    made.push(table(`${moment.symbol.replaceAll("|", "")}, ${from.name} → ${to.name}${part(from, " ")}`, head, rows));
    if (moment.units?.[i + 1]) {
      const letter = letterOf(moment, i + 1);
      made.push(table(`${letter}, ${to.name}`, ["unit", letter], to.units.map((unit, k) => [to.labels[k] ?? String(unit), numberText(moment.units[i + 1][k])])));
    }
  });
  return made;
}

/** What the units of a column show. */
function letterOf({ name, operation }, column) {
  const n = column - 1;
  if (operation?.layer === n && (operation.kind === "z" || operation.kind === "y")) return "z";
  const isBefore = operation && operation.layer === n && (operation.kind === "da" || operation.kind === "dy");
  if (isBefore || (operation?.kind === "dx" && operation.layer === column)) return "∂L/∂a";
  return name === "backward" ? "δ" : "a";
}

function outputTable(run, moment) {
  const said = run.arrays[moment.isAfter ? "probability_after" : "probability"].row(moment.frame);
  const wanted = run.arrays.target.row(moment.frame);
  const names = run.classes.length ? run.classes : run.layers.at(-1).labels;
  const rows = Array.from(said, (value, i) => [names[i] ?? String(i), numberText(value), numberText(wanted[i])]);
  return table("The example", run.classes.length ? ["class", "probability", "truth"] : ["output", "prediction", "target"], rows);
}

const part = ({ size, units }, before = "") => (units.length < size ? `${before}(${units.length} of ${size} units shown)` : "");
