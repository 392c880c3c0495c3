// The loss lab: predictions to drag, and beside each what it adds to the loss and how hard it is pulled.
//
// This file conducts: it holds the task, mean or sum, the predictions' positions and what was undone. Every example's
// losses and gradients are looked up in the recorded grids (loss_words.js); the rows are in loss_rows.js.

import { watchTheme } from "../kit/colors.js";
import { unpack } from "../kit/data.js";
import { control, element, setText } from "../kit/elements.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";
import { radioRow } from "../kit/radios.js";
import { allLogits, exampleRow, lossHead } from "./rows.js";
import { lookUp, lossTables, niceTop, spokenLoss, taskOf } from "./words.js";

const REDUCTIONS = [{ name: "mean", label: "mean" }, { name: "sum", label: "sum" }];
const LONGEST_UNDO = 200;

export function mount(root, recording, state) {
  const { header } = recording;
  const arrays = unpack(header, recording.buffer);
  const undone = (state.shared.undo ??= []); // earlier positions of all tasks, the latest last
  const now = {};
  const read = () => ["task", "reduction", "example", "positions"].forEach((name) => (now[name] = state.get(name)));
  let shown = null, rows = [], logits = null, heads = [];

  const tasks = radioRow("data", header.tasks, (task) => go({ task, example: 0 }));
  const reduction = radioRow("loss as", REDUCTIONS, (value) => go({ reduction: value }));
  const undo = control("button", { type: "button", class: "mlc-radio", onclick: takeBack }, "Undo");
  const reset = control("button", { type: "button", class: "mlc-radio", onclick: toStart }, "Reset");
  const help = element("p", { class: "mlc-losslab-note" });
  const board = element("div", { class: "mlc-losslab-board" });
  const scaled = element("p", { class: "mlc-losslab-note" });
  const told = twin("What is on the screen, in words and numbers", () => lossTables(taskOf(header, now), lookUp(header, arrays, now), now));
  const view = element("div", { class: "mlc mlc-losslab", role: "group", "aria-label": "loss lab", "data-recording": header.id },
    element("div", { class: "mlc-losslab-knobs" }, tasks.node, reduction.node),
    help, board, scaled, ...told.nodes);
  const size = sizeButton(view, state);
  reduction.node.append(element("span", { class: "mlc-losslab-buttons" }, undo, reset, size.node));

  /** Change at a person's wish; Python and the other views hear of it. */
  function go(change) {
    Object.assign(now, change);
    paint();
    state.set({ ...now });
  }

  function remember() {
    undone.push(now.positions);
    if (undone.length > LONGEST_UNDO) undone.shift();
  }

  /** Put a prediction somewhere. `isGoingOn`: the mouse is still down, or the key is. */
  function drag(example, at, isGoingOn) {
    const positions = now.positions[now.task], last = arrays[`${now.task} points`].data.length - 1;
    const to = Math.max(0, Math.min(Math.round(at), last));
    if (to === positions[example]) return go({ example });
    if (!isGoingOn) remember();
    go({ example, positions: { ...now.positions, [now.task]: positions.with(example, to) } });
  }

  function takeBack() {
    if (!undone.length) return;
    const before = undone.pop();
    const task = header.tasks.find(({ name }) => String(before[name]) !== String(now.positions[name]))?.name ?? now.task;
    const example = before[task].findIndex((at, i) => at !== now.positions[task][i]);
    go({ task, example: Math.max(example, 0), positions: before });
  }

  function toStart() {
    const { start } = taskOf(header, now);
    if (String(start) === String(now.positions[now.task])) return;
    remember();
    go({ positions: { ...now.positions, [now.task]: [...start] } });
  }

  /** Lay out another task's rows. */
  function lay(task) {
    shown = task.name;
    heads = task.losses.map(({ label }) => lossHead(label));
    rows = task.examples.map((example, i) => exampleRow(task, example, {
      image: task.name === "multi-class" ? arrays.images.row(i) : null, last: arrays[`${task.name} points`].data.length - 1,
      on: (at, isGoingOn) => drag(i, at, isGoingOn), step: (by, isGoingOn) => drag(i, now.positions[now.task][i] + by, isGoingOn), pick: () => now.example !== i && go({ example: i }),
    }));
    logits = task.name === "multi-class" ? allLogits(task.losses) : null;
    board.style.setProperty("--mlc-losses", task.losses.length);
    const ticks = element("div", { class: "mlc-losslab-ticks", "aria-hidden": "true" }, ...task.ticks.map(({ at, text, p }) =>
      element("span", { style: `left: ${100 * at}%` }, text, ...(p ? [element("br"), p] : []))));
    board.replaceChildren(
      element("div", { class: "mlc-losslab-row mlc-losslab-head" }, element("div"), element("div", { class: "mlc-losslab-what" }, task.what), ...heads.flatMap(({ nodes }) => nodes)),
      ...rows.map(({ node }) => node),
      element("div", { class: "mlc-losslab-row" }, element("div"), ticks, element("div", { class: "mlc-losslab-under" }, task.note)),
      ...(logits ? [logits.node] : []));
    setText(help, `${task.help} Keys: ← →, with Shift finer.`);
  }

  function paint() {
    const task = taskOf(header, now), found = lookUp(header, arrays, now);
    if (shown !== task.name) lay(task);
    tasks.show(now.task);
    reduction.show(now.reduction);
    undo.disabled = !undone.length;
    reset.disabled = String(task.start) === String(now.positions[now.task]);
    const strongest = niceTop(Math.max(...found.losses.flatMap(({ gradients }) => gradients.map(Math.abs))));
    found.losses.forEach((loss, i) => heads[i].show(loss));
    rows.forEach((row, i) => row.show(found, i, strongest, i === now.example && logits !== null));
    logits?.show(found, now.example, task.examples[now.example]);
    const count = task.examples.length;
    setText(scaled, now.reduction === "mean"
      ? `Mean over ${count} examples. As a sum, the loss and every gradient would be ${count} times as large; the shares would stay.`
      : `Sum over ${count} examples. The loss and every gradient are ${count} times those of the mean; the shares are the same.`);
    told.show(spokenLoss(task, found, now), false);
  }

  view.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    takeBack();
  });

  function follow() {
    size.show();
    read();
    paint();
  }

  root.append(view);
  const stopTheme = watchTheme(view, () => {});
  const stopListening = state.listen(follow);
  follow();
  return () => {
    stopListening();
    stopTheme();
    view.remove();
  };
}

export default recordedWidget(mount, ["task", "reduction", "example", "positions", "size"]);
