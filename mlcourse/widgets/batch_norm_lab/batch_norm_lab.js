// The batch normalization lab: z and y of every unit and example, who is in the batch, training or evaluation.
//
// Every batch is recorded, by a number with a bit for each mate. The matrices are in matrices.js, the row of the chosen
// unit is drawn by row_picture.js.
import { unpack } from "../kit/data.js";
import { control, element, setText, table } from "../kit/elements.js";
import { onKeys } from "../kit/keys.js";
import { labOf } from "../kit/lab.js";
import { numberText } from "../kit/numbers.js";
import { radioRow } from "../kit/radios.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";
import { matrices, shortNumber } from "./matrices.js";
import { rowFigure } from "./row_picture.js";

const NAMES = ["mates", "unit", "training"];
const MODES = [{ name: "training", label: "training" }, { name: "evaluation", label: "evaluation" }];

export function mount(root, recording, state) {
  const { header } = recording, arrays = unpack(header, recording.buffer);
  const lab = labOf(state, NAMES, paint), { now, go } = lab;

  const modes = radioRow("mode", MODES, (name) => go({ training: name === "training" }));
  const deal = control("button", { type: "button", class: "mlc-radio", onclick: () => go({ mates: dealt(header.deals, now.mates, 1) }) }, "Deal other mates (→)");
  const knobs = element("div", { class: "mlc-batchnorm-knobs" }, modes.node, deal);
  const said = element("p", { class: "mlc-batchnorm-said" });
  const both = matrices(header, arrays, { toggle: (mate) => go({ mates: toggled(now.mates, mate) }), choose: (unit) => go({ unit }) });
  const picture = rowFigure();
  const told = twin("What is on the screen, in words and numbers", () => [unitTable(header, arrays, now)]);
  const view = element("div", { class: "mlc mlc-batchnorm", role: "group", "aria-label": "batch normalization lab", "data-recording": header.id },
    element("div", { class: "mlc-stage" }, knobs, said, element("div", { class: "mlc-batchnorm-board" }, ...both.nodes),
      element("div", { class: "mlc-batchnorm-row mlc-fills" }, picture.node), element("p", { class: "mlc-batchnorm-note" }, header.note)),
    ...told.nodes);
  const size = sizeButton(view, state);
  knobs.append(size.node);
  onKeys(view, keyed, (what, by) => go(what === "deal"
    ? { mates: dealt(header.deals, now.mates, by) }
    : { unit: Math.max(0, Math.min(header.units - 1, now.unit + by)) }));

  function paint(theme) {
    const moment = momentOf(arrays, now);
    modes.show(now.training ? "training" : "evaluation");
    setText(said, sentence(moment));
    both.show(moment, theme);
    picture.show(moment, theme);
    told.show(`${sentence(moment)} Batch-mates: ${now.mates.map((mate) => `${mate} (${header.names[mate]})`).join(", ") || "none"}.`, false);
  }

  return lab.show(root, view, size, [picture]);
}

/** The number of a batch: a bit for each mate, as the recording counts them. */
export const numberOf = (mates) => mates.reduce((sum, mate) => sum + 2 ** (mate - 1), 0);

/** The mates with one of them put in, or taken out. */
export const toggled = (mates, mate) => mates.includes(mate) ? mates.filter((each) => each !== mate) : [...mates, mate].sort();

/** The mates that are dealt after, or before, these. */
export function dealt(deals, mates, by) {
  const at = deals.findIndex((each) => String(each) === String(mates));
  return deals[(Math.max(at, by > 0 ? at : 0) + by + deals.length) % deals.length];
}

/** What a key asks for: other mates, or another unit; null where it is none of ours. */
export function keyed({ key, shiftKey, ctrlKey, metaKey, altKey, target }) {
  if (shiftKey || ctrlKey || metaKey || altKey || target?.closest?.(".mlc-scrolls")) return null;
  return { ArrowRight: ["deal", 1], ArrowLeft: ["deal", -1], ArrowDown: ["unit", 1], ArrowUp: ["unit", -1] }[key] ?? null;
}

/** What is on the screen: whose numbers normalize, all y, and what the watched example's y is in every batch. */
export function momentOf({ z, y, still, statistics, running }, { mates, unit, training }) {
  const units = z.shape[0], count = z.shape[1], batch = numberOf(mates);
  const rows = (all) => Array.from({ length: units }, (_, i) => all.subarray(i * count, (i + 1) * count));
  const [means, spreads] = [0, 1].map((i) => (training ? statistics.row(batch) : running.data).subarray(i * units, (i + 1) * units));
  const others = Array.from({ length: y.shape[0] - 1 }, (_, i) => y.row(i + 1)[unit * count]);
  const outputs = rows(training ? y.row(batch) : still.data);
  return {
    mates, unit, training, means, spreads, z: rows(z.data), y: outputs, isAlone: training && !mates.length,
    others: training ? others : [outputs[unit][0]], reach: { z: largestOf(z.data), y: Math.max(largestOf(y.data), largestOf(still.data)) },
  };
}

const largestOf = (values) => values.reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), 0);

/** What happened to the watched example, in a sentence or two. */
export function sentence({ isAlone, training, mates, unit, means, spreads, z, y, others }) {
  if (isAlone) return "▲ A batch of one: z − μ is 0 whatever z is. Training needs at least two examples.";
  const way = `★ in unit ${unit}: y = (${shortNumber(z[unit][0])} − ${inBrackets(means[unit])})/${shortNumber(spreads[unit])} = ${shortNumber(y[unit][0])}.`;
  if (!training) return `Evaluation, running μ and σ. ${way} Whoever its mates are, it stays.`;
  return `Training, a batch of ${mates.length + 1}. ${way} Over all ${others.length} sets of one to six mates it goes from ${shortNumber(Math.min(...others))} to ${shortNumber(Math.max(...others))}.`;
}

const inBrackets = (value) => (value < 0 ? `(${shortNumber(value)})` : shortNumber(value));

/** The chosen unit's row: every example that is in the batch, with z and y. */
function unitTable({ names }, arrays, now) {
  const { unit, mates, means, spreads, z, y } = momentOf(arrays, now);
  const rows = [0, ...mates].map((i) => [i ? `${i}, ${names[i]}` : `★, ${names[i]}`, numberText(z[unit][i]), numberText(y[unit][i])]);
  const whose = now.training ? "of the batch" : "running";
  return table(`Unit ${unit}; ${whose} μ ${numberText(means[unit])}, σ ${numberText(spreads[unit])}`, ["example", "z", "y"], rows);
}

export default recordedWidget(mount, [...NAMES, "size"]);
