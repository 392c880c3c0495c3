// The story of one weight or unit: its curve over the run, and at this step its gradient's factors and its update's summands.
//
// The curve and the step's numbers are recorded. The rest, example by example, is asked of the kernel when nothing moves;
// where no kernel answers, a line says so.

import { drawAxes, scale } from "../kit/axes.js";
import { path } from "../kit/canvas.js";
import { control, element, setText, table } from "../kit/elements.js";
import { figure } from "../kit/figure.js";
import { numberText } from "../kit/numbers.js";

const PATIENCE = 2500; // milliseconds until a question counts as not answered

/** The weight or unit that a name stands for: "W1[0, 3]", "z1[3]", "x[0]"; null for none. */
export function partOf(name) {
  const weight = /^W(\d+)\[(\d+), ?(\d+)\]$/.exec(name), unit = /^(?:z(\d+)|x)\[(\d+)\]$/.exec(name);
  if (weight) return { kind: "weight", name, layer: Number(weight[1]), start: Number(weight[2]), end: Number(weight[3]) };
  return unit ? { kind: "unit", name, layer: unit[1] === undefined ? -1 : Number(unit[1]), unit: Number(unit[2]) } : null;
}

/** What is recorded of a part: its curve over the frames, or null where it is not among the units drawn. */
export function curveOf(run, part) {
  const place = (column, unit) => run.layers[column].units.indexOf(unit);
  if (part.kind === "unit") {
    const i = place(part.layer + 1, part.unit), shares = run.active[part.layer + 1];
    return i < 0 || !shares ? null : Array.from(run.step, (_, frame) => shares.row(frame)[i]);
  }
  const e = edgeOf(run, part);
  return e < 0 ? null : Array.from(run.step, (_, frame) => run.W[part.layer].row(run.arrays.after.data[frame])[e]);
}

/** Where a weight stands among the lines drawn of its layer; −1 where it is not. */
export function edgeOf(run, { layer, start, end }) {
  const j = run.layers[layer].units.indexOf(start), ends = run.layers[layer + 1].units, k = ends.indexOf(end);
  return j < 0 || k < 0 ? -1 : j * ends.length + k;
}

/** The name in words: from where to where. */
function spelled(run, part) {
  if (part.kind === "weight") return `Weight ${part.name}: ${run.layers[part.layer].name} unit ${part.start} → ${run.layers[part.layer + 1].name} unit ${part.end}`;
  const column = run.layers[part.layer + 1];
  return `Unit ${part.unit} of ${part.layer < 0 ? "the input" : column.name}${column.activation ? `, ${column.activation}` : ""}`;
}

/** What the recording alone says of a part at a moment. */
function recorded(run, part, moment) {
  const when = moment.phase === 0 ? "the first step" : `step ${moment.text("step")}`;
  if (part.kind === "unit") {
    const i = run.layers[part.layer + 1].units.indexOf(part.unit), shares = run.active[part.layer + 1];
    if (i < 0 || !shares) return "";
    return `In ${when} z > 0 for ${Math.round(100 * shares.row(moment.frame)[i])} % of the batch.`;
  }
  const e = edgeOf(run, part);
  if (e < 0) return "";
  const at = (point) => numberText(run.W[part.layer].row(run.arrays[point].data[moment.frame])[e]);
  return `In ${when}: ${part.name} = ${at("before")}, ∂L/∂${part.name} = ${numberText(run.dW[part.layer].row(moment.frame)[e])}, ` +
    `Δ = ${numberText(run.change[part.layer].row(moment.frame)[e])}, then ${at("after")}.`;
}

/** The panel of a story. `ask(question, heard)` puts a question to the kernel; `close` is called for. */
export function storyPanel(runs, { ask, close }) {
  const title = element("p", { class: "mlc-title" });
  const said = element("p", { class: "mlc-story-said" });
  const factors = element("div", { class: "mlc-story-part" }), account = element("div", { class: "mlc-story-part" });
  const note = element("p", { class: "mlc-story-note" });
  const shut = control("button", { type: "button", class: "mlc-button mlc-story-close", "aria-label": "Close the story (escape)", title: "Close the story (escape)", onclick: close },
    element("span", { "aria-hidden": "true" }, "×"));
  const curve = storyCurve();
  const node = element("div", { class: "mlc-figure mlc-story", role: "group", "aria-label": "story", hidden: "" },
    element("div", { class: "mlc-story-head" }, title, shut), said, note,
    element("div", { class: "mlc-story-parts" }, curve.node, factors, account));
  const teller = inquiry(ask, () => fill());
  let run = runs[0], part = null, now = null, filled = null;

  function fill() {
    const { told, isSilent } = teller;
    setText(note, told?.error ?? (told || !isSilent ? "" : "The rest, example by example, is computed by the kernel: open this notebook in JupyterLab and run the cell."));
    if (told === filled) return;
    filled = told;
    node.classList.toggle("mlc-waiting", !told);
    factors.replaceChildren(...(told?.gradient ? gradientPart(told) : told?.batch ? batchPart(told) : []));
    account.replaceChildren(...(told?.update ? ledgerPart(told.update) : []));
  }

  return {
    node,
    stop() {
      teller.forget();
      curve.stop();
    },
    show(selected, moment, theme, isMoving) {
      if (selected?.name !== part?.name || selected?.side !== part?.side) {
        part = selected;
        run = runs[part?.side ?? 0];
        node.hidden = !part;
        curve.tell(run, part);
      }
      if (!part) return teller.forget();
      now = moment;
      setText(title, runs.length > 1 ? `${"AB"[part.side]}, ${spelled(run, part)}` : spelled(run, part));
      setText(said, recorded(run, part, now) || "It is not among the units drawn; the kernel knows it.");
      curve.show(moment, theme);
      if (!isMoving) teller.wonder({ ...part, step: run.step[moment.frame] });
      else teller.forget();
      fill();
    },
    /** The story in words and tables, for the twin. */
    summary: () => (part ? `Story of ${title.textContent}. ${said.textContent} ${teller.told?.unit ?? ""}` : ""),
    tables: () => (part ? [...node.querySelectorAll("table")].map((made) => made.cloneNode(true)) : []),
  };
}

/**
 * Puts one question at a time, the newest next; knows the answer, or that nobody has answered yet. Then it asks again:
 * another view's question may have taken this one's place on its way, and a busy kernel may take long.
 */
export function inquiry(ask, changed, later = (f) => setTimeout(f, PATIENCE), cancel = (id) => clearTimeout(id)) {
  let asked = "", waiting = "", timer = null;
  const made = { told: null, isSilent: false, wonder, forget };

  function wonder(question) {
    const wanted = JSON.stringify(question);
    if (wanted === asked) return;
    asked = wanted;
    made.told = null;
    if (!waiting) put();
  }

  function put() {
    waiting = asked;
    cancel(timer);
    timer = later(putAgain);
    ask(JSON.parse(waiting), hear);
  }

  function hear(answer) {
    cancel(timer);
    const isCurrent = waiting === asked;
    waiting = "";
    if (!isCurrent) return asked && put();
    Object.assign(made, { told: answer, isSilent: false });
    changed();
  }

  function putAgain() {
    waiting = "";
    if (!asked) return;
    if (!made.isSilent) {
      made.isSilent = true;
      changed();
    }
    put();
  }

  function forget() {
    asked = "";
    made.told = null;
  }
  return made;
}

/** The curve of a part over the run, the current step marked. */
function storyCurve() {
  let run = null, values = null, bounds = null;
  const made = figure("story-curve", "curve over the steps", draw);

  function draw(context, width, height, moment, theme) {
    const box = { left: 52, top: 14, right: width - 10, bottom: height - 32 };
    if (!values) return;
    const last = Math.max(run.steps - 1, 1);
    drawAxes(context, theme, box, { bounds: [0, last], name: "step", count: 5 }, { bounds, grid: true, count: 4 });
    const toX = scale(0, last, box.left, box.right), toY = scale(...bounds, box.bottom, box.top);
    context.strokeStyle = theme.ink;
    context.lineWidth = 1.8;
    path(context, values.flatMap((v, i) => (Number.isFinite(v) ? [[toX(run.step[i]), toY(v)]] : [])));
    const x = toX(run.step[moment.frame]), y = toY(values[moment.frame]);
    context.strokeStyle = theme.accent;
    context.lineWidth = 1.5;
    path(context, [[x, box.top - 6], [x, box.bottom]]);
    context.fillStyle = theme.accent;
    context.beginPath();
    context.arc(x, y, 4.5, 0, 2 * Math.PI);
    context.fill();
    made.picture.node.setAttribute("aria-label", `${made.title.textContent}; at step ${run.step[moment.frame]}: ${numberText(values[moment.frame])}`);
  }

  return {
    node: made.node, stop: made.stop, show: made.show,
    tell(ofRun, part) {
      run = ofRun;
      values = part && curveOf(run, part);
      made.node.hidden = !values;
      if (!values) return;
      const known = values.filter(Number.isFinite);
      const low = Math.min(...known), high = Math.max(...known), margin = 0.06 * (high - low) || 0.5;
      bounds = part.kind === "unit" ? [0, 1.02] : [low - margin, high + margin];
      setText(made.title, part.kind === "unit" ? "Share of the batch with z > 0" : `${part.name} after each step`);
    },
  };
}

function gradientPart({ gradient, unit }) {
  return [element("p", { class: "mlc-title" }, "Its gradient: every example's product"),
    element("p", { class: "mlc-story-formula" }, gradient.formula), barred(gradient), more(gradient),
    element("p", { class: "mlc-story-formula" }, unit)];
}

function batchPart({ batch, unit }) {
  return [element("p", { class: "mlc-title" }, "Over the batch"),
    element("p", { class: "mlc-story-formula" }, batch.formula), barred(batch), more(batch),
    element("p", { class: "mlc-story-formula" }, unit ?? "")];
}

const more = ({ more: text }) => element("p", { class: "mlc-story-formula" }, text ? `${text}; the sum is over all.` : "");

function barred({ head, rows, bars, total }) {
  const made = table("", head, total ? [...rows, total] : rows);
  made.caption.remove();
  made.setAttribute("aria-label", head.join(", "));
  addBars(made, bars);
  if (total) made.tBodies[0].lastChild.className = "mlc-total";
  return control("div", { class: "mlc-story-table mlc-scrolls", role: "group", "aria-label": "examples of the batch", tabindex: 0 }, made);
}

/** Beside each row's last number a bar: how much it gives, and to which side. */
function addBars(made, bars) {
  bars.forEach((share, i) => {
    const cell = made.tBodies[0].rows[i].lastChild;
    cell.className = `mlc-barred ${share < 0 ? "mlc-minus" : "mlc-plus"}`;
    cell.style.setProperty("--mlc-share", `${Math.abs(100 * share)}%`);
  });
}

function ledgerPart({ formula, factor, rows, outside, total, bars }) {
  const lines = [...rows, ...outside.map(([name, text, , change]) => [name, text, "beside the factor", change])];
  const made = table("", ["summand", "formula", "value", "× factor"], [...lines, ["Δ, all of them", "", "", total]]);
  made.caption.remove();
  made.setAttribute("aria-label", "update ledger: summands and what each gives");
  addBars(made, bars);
  made.tBodies[0].lastChild.className = "mlc-total";
  return [element("p", { class: "mlc-title" }, "Its update: the ledger"), element("p", { class: "mlc-story-formula" }, formula),
    element("p", { class: "mlc-story-formula" }, `one factor for all summands:  ${factor[0]} = ${factor[1]}`),
    control("div", { class: "mlc-story-table mlc-scrolls", role: "group", "aria-label": "update ledger", tabindex: 0 }, made)];
}

/** Choices by which the keyboard reaches every weight and unit drawn. */
export function storyChoice(run, select) {
  const named = ({ labels, units }) => units.map((unit, i) => [String(unit), labels[i] ? `${unit}: ${labels[i]}` : String(unit)]);
  const kinds = run.layers.flatMap((column, c) => [
    ...(c ? [[`W${c - 1}`, `weight W${c - 1}: ${run.layers[c - 1].name} → ${column.name}`]] : []),
    [c ? `z${c - 1}` : "x", `unit of ${column.name}`],
  ]);
  const choose = (text, changed) => control("select", { class: "mlc-select", "aria-label": text, title: text, onchange: changed });
  const options = (select, pairs, value) => {
    const wanted = JSON.stringify(pairs);
    if (select.dataset.options !== wanted) {
      select.dataset.options = wanted;
      select.replaceChildren(...pairs.map(([key, text]) => element("option", { value: key }, text)));
    }
    select.value = value;
  };
  const kind = choose("Story of", () => pick(true)), first = choose("from unit", () => pick()), second = choose("to unit", () => pick());
  options(kind, [["", "choose a weight or unit"], ...kinds], "");
  first.hidden = second.hidden = true;
  const node = element("div", { class: "mlc-story-choice", "data-shown": "" }, element("span", { "aria-hidden": "true" }, "Story of"), kind, first, second);

  function pick(isNew) {
    if (!kind.value) return select("");
    const n = kind.value === "x" ? -1 : Number(kind.value.slice(1)), isWeight = kind.value[0] === "W";
    const { path } = run.worked;
    const units = isNew ? (isWeight ? [path[n], path[n + 1]] : [path[n + 1]]) : isWeight ? [first.value, second.value] : [first.value];
    select(`${kind.value}[${units.join(", ")}]`);
  }

  return {
    node, kind,
    show(part) {
      if (node.dataset.shown === (part?.name ?? "")) return;
      node.dataset.shown = part?.name ?? "";
      first.hidden = !part;
      second.hidden = part?.kind !== "weight";
      if (!part) return void (kind.value = "");
      const isWeight = part.kind === "weight";
      kind.value = isWeight ? `W${part.layer}` : part.layer < 0 ? "x" : `z${part.layer}`;
      options(first, named(run.layers[isWeight ? part.layer : part.layer + 1]), isWeight ? part.start : part.unit);
      first.setAttribute("aria-label", isWeight ? "from unit" : "unit");
      if (isWeight) options(second, named(run.layers[part.layer + 1]), part.end);
    },
  };
}
