// The rows of the loss lab: a prediction on its scale, and for each loss a bar (what it adds) and an arrow (its pull).

import { control, element, setText } from "../kit/elements.js";
import { numberText } from "../kit/numbers.js";
import { saysOf, shortText } from "./words.js";

const STEP = 5; // points of the grid that an arrow key moves by; with Shift one
const PAGE = 40;

/** The heads of a loss's two columns: its name and value, and what the columns are. */
export function lossHead(label) {
  const value = element("output", { class: "mlc-losslab-value" });
  const bars = element("span", { class: "mlc-losslab-cap" });
  const node = element("div", {}, element("div", { class: "mlc-losslab-sum" }, element("strong", {}, label), value),
    element("div", { class: "mlc-losslab-caps" }, bars, element("span", { class: "mlc-losslab-cap" }, "gradient")));
  return {
    nodes: [node],
    show({ value: loss, top }) {
      setText(value, `L = ${numberText(loss)}`);
      setText(bars, `adds (0 to ${numberText(top)})`);
    },
  };
}

/**
 * An example's row. `on(at, isGoingOn)` is called with where the mouse is, on the grid's points; `step(by, isGoingOn)`
 * by keys; `pick()` when the row takes the focus.
 */
export function exampleRow(task, { label, target }, { image, last, on, step, pick }) {
  const handle = control("div", {
    class: "mlc-losslab-handle", role: "slider", tabindex: 0, "aria-label": `${task.what}, ${label}`,
    "aria-valuemin": task.bounds[0], "aria-valuemax": task.bounds[1], onfocus: pick, onkeydown: byKey,
  });
  const miss = element("i", { class: "mlc-losslab-miss" });
  const goal = element("i", { class: "mlc-losslab-goal", style: `left: ${100 * target}%` });
  const said = element("span", { class: "mlc-losslab-said" });
  const rail = element("div", { class: "mlc-losslab-rail" }, miss, goal, handle, said);
  const cells = task.losses.map(() => ({ bar: meter("bar"), pull: meter("pull") }));
  const node = element("div", { class: "mlc-losslab-row" },
    element("div", { class: "mlc-losslab-truth" }, ...(image ? [digitImage(image)] : []), label), rail,
    ...cells.map(({ bar, pull }) => element("div", { class: "mlc-losslab-cells", "aria-hidden": "true" }, bar.node, pull.node)));

  function byKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = event.shiftKey ? 1 : STEP;
    const move = { ArrowRight: by, ArrowUp: by, ArrowLeft: -by, ArrowDown: -by, PageUp: PAGE, PageDown: -PAGE, Home: -last, End: last }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    step(move, event.repeat);
  }

  const toMouse = (event, isGoingOn) => {
    const { left, width } = rail.getBoundingClientRect();
    on((last * (event.clientX - left)) / width, isGoingOn);
  };
  let isHeld = false, hasMoved = false;
  rail.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    event.preventDefault();
    rail.setPointerCapture(event.pointerId);
    handle.focus({ preventScroll: true });
    [isHeld, hasMoved] = [true, event.target !== handle];
    if (hasMoved) toMouse(event, false); // who takes the handle itself does not move it yet
  });
  rail.addEventListener("pointermove", (event) => {
    if (!isHeld) return;
    toMouse(event, hasMoved);
    hasMoved = true;
  });
  for (const name of ["pointerup", "pointercancel"]) rail.addEventListener(name, () => (isHeld = false));

  return {
    node,
    show(found, i, strongest, isTold) {
      const at = (100 * found.at[i]) / last, words = saysOf(task, found, i);
      handle.style.left = `${at}%`;
      said.style.left = `${at}%`;
      said.classList.toggle("mlc-losslab-left", at > 50);
      miss.style.left = `${Math.min(at, 100 * target)}%`;
      miss.style.width = task.name === "regression" ? `${Math.abs(at - 100 * target)}%` : "0";
      setText(said, words);
      node.classList.toggle("mlc-losslab-told", isTold);
      handle.setAttribute("aria-valuenow", found.values[i].toPrecision(4));
      handle.setAttribute("aria-valuetext", `${words}. ${found.losses.map(({ label: name, contributions, gradients }) =>
        `${name}: contributes ${numberText(contributions[i], 3)}, gradient ${numberText(gradients[i], 3)}`).join(". ")}`);
      found.losses.forEach(({ contributions, parts, gradients, top }, j) => {
        cells[j].bar.show(contributions[i] / top, `${shortText(contributions[i])} · ${Math.round(100 * parts[i])}%`);
        cells[j].pull.show(-gradients[i] / strongest, shortText(gradients[i]));
      });
    },
  };
}

/** A number over a bar from the left, or over an arrow from the middle: `show(part, text)`, part from −1 to 1. */
function meter(kind) {
  const mark = element("i", { class: `mlc-losslab-${kind}` });
  const text = element("span", {});
  return {
    node: element("div", { class: `mlc-losslab-meter mlc-losslab-of-${kind}` }, text, element("div", {}, mark)),
    show(part, words) {
      mark.style.width = `${(kind === "bar" ? 100 : 50) * Math.min(Math.abs(part), 1)}%`;
      mark.dataset.way = Math.abs(part) < 0.004 ? "none" : part < 0 ? "left" : "right";
      setText(text, words);
    },
  };
}

/** All logits of one image: what the network says of each class, and how each of its logits is pulled. */
export function allLogits(losses) {
  const title = element("div", { class: "mlc-losslab-title" });
  const heads = ["class", "p", ...losses.map(({ label }) => `${label}: ∂L/∂z`)];
  const cells = Array.from({ length: 10 }, (_, k) => ({
    name: element("b", {}, String(k)), p: element("span"), pulls: losses.map(() => ({ mark: element("i", { class: "mlc-losslab-upright" }), text: element("span") })),
  }));
  const node = element("div", { class: "mlc-losslab-all", "aria-hidden": "true" }, title,
    element("div", { class: "mlc-losslab-grid" },
      ...heads.slice(0, 2).map((text) => element("div", { class: "mlc-losslab-cap" }, text)), ...heads.slice(2).map((text) => element("div", { class: "mlc-losslab-cap mlc-losslab-tall" }, text)),
      ...cells.flatMap(({ name, p, pulls }) => [element("div", {}, name), element("div", {}, p),
        ...pulls.map(({ mark, text }) => element("div", { class: "mlc-losslab-tall" }, element("div", { class: "mlc-losslab-shaft" }, mark), text))])));
  return {
    node,
    show({ probabilities, losses: shown }, example, { label, column }) {
      setText(title, `All ten logits of the marked image, ${label}: what is said, and how each is pulled`);
      const top = Math.max(...shown.flatMap(({ slopes }) => slopes[example].map(Math.abs)), 1e-12);
      cells.forEach(({ name, p, pulls }, k) => {
        name.classList.toggle("mlc-losslab-right", k === column);
        setText(p, shortText(probabilities[example][k]));
        pulls.forEach(({ mark, text }, j) => {
          const slope = shown[j].slopes[example][k], part = Math.abs(slope) / top;
          mark.style.height = `${50 * part}%`;
          mark.dataset.way = part < 0.01 ? "none" : slope < 0 ? "up" : "down";
          setText(text, shortText(slope));
        });
      });
    },
  };
}

/** An image of 8 × 8 grays from 0 to 16, dark on white as on paper. */
function digitImage(grays) {
  const node = element("canvas", { class: "mlc-losslab-image", width: 8, height: 8, "aria-hidden": "true" });
  const context = node.getContext("2d"), pixels = context.createImageData(8, 8);
  grays.forEach((gray, i) => pixels.data.set([0, 0, 0, 0].fill(255 - (255 * gray) / 16, 0, 3).fill(255, 3), 4 * i));
  context.putImageData(pixels, 0, 0);
  return node;
}
