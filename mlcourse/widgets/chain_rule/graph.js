// The picture of a computation graph: boxes with values and gradients, arrows with local derivatives.

import { makeKnob } from "../kit/knobs.js";

const NS = "http://www.w3.org/2000/svg";
const BOX = { width: 72, height: 60 };
const ROWS = { top: 32, first: 142, middle: 212, second: 282, bottom: 392 };
const HEIGHT = 424;

/** Where each node stands: { width, height, boxes: { name: [x, y] } }, x and y of the center. Left to right. */
export function layoutGraph(names) {
  const has = (name) => names.includes(name);
  const z1 = has("z1[0]");
  const column = z1 ? { x: 38, z: 188, a: 322, s: 458, y: 594, L: 728 } : { x: 38, z: 190, a: 330, s: 492, y: 492, L: 646 };
  const boxes = {
    "x[0]": [column.x, ROWS.first], "x[1]": [column.x, ROWS.second],
    "z0[0]": [column.z, ROWS.first], "z0[1]": [column.z, ROWS.second],
    "a0[0]": [column.a, ROWS.first], "a0[1]": [column.a, ROWS.second],
    "W1[0,0]": [column.s - 50, ROWS.top], "b1[0]": [column.s + 50, ROWS.top], "W1[1,0]": [column.s, ROWS.bottom],
    "ŷ": [column.y, ROWS.middle], "L": [column.L, ROWS.middle], "y": [column.L, ROWS.bottom],
  };
  if (z1) boxes["z1[0]"] = [column.s, ROWS.middle];
  for (const unit of [0, 1]) {
    const row = unit ? ROWS.bottom : ROWS.top;
    boxes[`W0[0,${unit}]`] = [column.z - 88, row];
    boxes[`W0[1,${unit}]`] = [column.z, row];
    boxes[`b0[${unit}]`] = [column.z + 88, row];
  }
  return { width: column.L + BOX.width / 2 + 2, height: HEIGHT, boxes };
}

/** Where an edge runs, between the sides of two boxes, and where its label stands. */
export function layoutEdge([x0, y0], [x1, y1]) {
  const across = Math.abs(x1 - x0) > 100; // else from above or below, as parameters do
  const side = Math.sign(across ? x1 - x0 : y1 - y0);
  const from = across ? [x0 + (side * BOX.width) / 2, y0] : [x0, y0 + (side * BOX.height) / 2];
  const lean = across ? Math.sign(y0 - y1) * 14 : Math.sign(x0 - x1) * 22; // arrows that meet stay apart
  const to = across ? [x1 - (side * BOX.width) / 2, y1 + lean] : [x1 + lean, y1 - (side * BOX.height) / 2];
  const part = across && Math.abs(y1 - y0) > 100 ? 0.32 : across ? 0.5 : 0.42;
  return { from, to, label: [0, 1].map((i) => from[i] + (to[i] - from[i]) * part) };
}

/**
 * The picture. `pick(name, isAsked)` picks a node, and says whether its paths are asked for; `turn`, where numbers can be changed, is { reach, now(name), set(name, value) }.
 * `show(step, view)` with view = { lit, done, back, numbers, write }: edges of the paths, those passed, the direction, and how
 * the words' numbers are written.
 */
export function graphPicture({ nodes, edges, targets }, title, pick, turn) {
  const { width, height, boxes } = layoutGraph(nodes.map((node) => node.name));
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "mlc-graph", role: "group", "aria-label": title });
  const lines = edges.map((edge, i) => drawEdge(edge, i, boxes));
  const marks = new Map(nodes.map((node) => [node.name, drawNode(node, boxes[node.name], targets.includes(node.name) && pick, turn)]));
  // The target leads to the loss as well, but nobody asks for the derivative by it.
  const aside = layoutEdge(boxes.y, boxes.L);
  picture.append(svg("path", { class: "mlc-edge-line mlc-aside", d: straight(aside.from, aside.to) }),
    ...lines.map((line) => line.node), ...lines.map((line) => line.text), ...[...marks.values()].map((mark) => mark.node));
  return {
    node: picture,
    show(step, { lit, done, back, numbers, write }) {
      const known = new Set(step.known);
      lines.forEach((line, i) => {
        const isKnown = known.has(edges[i].end);
        line.show({
          active: step.active.includes(i), done: done.has(i), faint: lit !== null && !lit.has(i), isKnown, back,
          derivative: numbers.derivatives[i], written: write(`{product ${i}}`),
        });
      });
      const onPath = lit && new Set([...lit].flatMap((i) => [edges[i].start, edges[i].end]));
      for (const [name, mark] of marks) {
        mark.show({
          isKnown: known.has(name), written: write(`{value ${name}}`), gradient: write(step.gradients[name] ?? ""), current: step.node === name,
          faint: onPath !== null && !onPath.has(name),
        });
      }
    },
  };
}

function drawEdge(edge, i, boxes) {
  const { from, to, label: [x, y] } = layoutEdge(boxes[edge.start], boxes[edge.end]);
  const halo = svg("path", { class: "mlc-edge-halo", d: straight(from, to) });
  const line = svg("path", { class: "mlc-edge-line", d: straight(from, to) });
  const onward = svg("path", { class: "mlc-edge-head", d: head(from, to) });
  const backward = svg("path", { class: "mlc-edge-head mlc-back", d: head(to, from) });
  const node = svg("g", { class: "mlc-edge" }, halo, line, onward, backward);
  const number = svg("tspan"), tip = svg("title");
  const text = svg("text", { class: "mlc-edge-text", x, y }, number, tip);
  return {
    node, text,
    show({ active, done, faint, isKnown, back, derivative, written }) {
      if (number.textContent !== written) {
        number.textContent = written;
        tip.textContent = `∂${edge.end}/∂${edge.start} = ${written}, ${edge.reason}`;
        fit(text, written, 6, 48);
      }
      for (const part of [line, onward]) toggle(part, { "mlc-positive": derivative > 0, "mlc-negative": derivative < 0, "mlc-zero": derivative === 0 });
      for (const part of [node, text]) {
        toggle(part, { "mlc-active": active, "mlc-done": done, "mlc-faint": faint, "mlc-unknown": !isKnown });
      }
      toggle(node, { "mlc-backwards": back && (active || done) });
    },
  };
}

function drawNode(node, [x, y], pick, turn) {
  const left = x - BOX.width / 2, top = y - BOX.height / 2;
  const value = svg("text", { class: "mlc-node-value", x, y: top + 33 });
  const gradient = svg("text", { class: "mlc-node-gradient", x, y: top + 54 });
  const isKnob = turn && !node.rule.length;
  const mark = svg("g", { class: `mlc-node mlc-kind-${node.kind}`, "data-node": node.name },
    svg("rect", { class: "mlc-node-box", x: left, y: top, width: BOX.width, height: BOX.height, rx: node.kind === "value" || node.kind === "loss" ? 14 : 3 }),
    svg("rect", { class: "mlc-node-strip", x: left + 4, y: top + 39.5, width: BOX.width - 8, height: 17, rx: 4 }),
    svg("text", { class: "mlc-node-name", x: x - (isKnob ? 5 : 0), y: top + 15.5 }, node.name), value, gradient);
  const tips = [isKnob && "drag up or down to change it", pick && `${isKnob ? "Enter" : "click"} for its paths to the loss`].filter(Boolean);
  if (tips.length) mark.append(svg("title", {}, `${node.name}: ${tips.join("; ")}`));
  if (pick) mark.classList.add("mlc-pick");
  if (isKnob) addKnob(mark, node.name, [left, top], pick, turn);
  else if (pick) mark.addEventListener("click", () => pick(node.name, true));
  return {
    node: mark,
    show({ isKnown, written, gradient: passed, current, faint }) {
      value.textContent = isKnown ? written : "?";
      gradient.textContent = passed;
      fit(value, value.textContent, 6, 58);
      fit(gradient, passed, 7, 60);
      if (isKnob) mark.setAttribute("aria-valuenow", turn.now(node.name));
      if (isKnob) mark.setAttribute("aria-valuetext", passed ? `${written}, gradient ${passed}` : written);
      toggle(mark, { "mlc-unknown": !isKnown, "mlc-has-gradient": passed !== "", "mlc-current": current, "mlc-faint": faint });
    },
  };
}

/** A given number is a knob: a slider for whoever listens, with a sign that it moves. */
function addKnob(mark, name, [left, top], pick, { reach, now, set }) {
  const attributes = {
    role: "slider", tabindex: 0, "aria-label": name, "aria-orientation": "vertical", "aria-valuemin": -reach, "aria-valuemax": reach,
    "data-lm-suppress-shortcuts": "true",
  };
  for (const [attribute, value] of Object.entries(attributes)) mark.setAttribute(attribute, value);
  mark.classList.add("mlc-knob");
  const from = left + BOX.width - 10.5;
  mark.append(svg("path", { class: "mlc-knob-sign", d: `M${from},${top + 9.5}l3.5,-4l3.5,4zM${from},${top + 12.5}l3.5,4l3.5,-4z` }));
  makeKnob(mark, reach, () => now(name), (value) => set(name, value), (event) => pick && pick(name, event.key === "Enter"));
}

const straight = ([x0, y0], [x1, y1]) => `M${x0},${y0}L${x1},${y1}`;

/** An arrow's head at the end of a line. */
function head([x0, y0], [x1, y1], size = 8) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const [dx, dy] = [(x1 - x0) / length, (y1 - y0) / length];
  const corner = (side) => `${x1 - size * dx - side * size * 0.5 * dy},${y1 - size * dy + side * size * 0.5 * dx}`;
  return `M${x1},${y1}L${corner(1)}L${corner(-1)}Z`;
}

/** Squeeze a text of more than so many characters into a width: numbers such as −1.234e−05. */
function fit(text, written, characters, room) {
  const isLong = written.length > characters;
  text.setAttribute("lengthAdjust", "spacingAndGlyphs");
  if (isLong) text.setAttribute("textLength", room);
  else text.removeAttribute("textLength");
}

function toggle(part, classes) {
  for (const [name, is] of Object.entries(classes)) part.classList.toggle(name, is);
}

function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
