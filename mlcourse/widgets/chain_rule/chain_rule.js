// The chain-rule widget: a computation graph, walked forwards, backwards or along the paths to one node.
//
// This file conducts: it holds the way, the target, the position and what was changed. Sentences are recorded with room for
// numbers (filling.js); the numbers are the library's until a given one is changed (arithmetic.js). The picture is in graph.js,
// formulas in ribbon.js.

import { Clock, wantsLessMotion } from "../kit/clock.js";
import { watchTheme } from "../kit/colors.js";
import { control, element, table } from "../kit/elements.js";
import { key } from "../kit/figure.js";
import { keyIntent, onKeys } from "../kit/keys.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { transport } from "../kit/transport.js";
import { twin } from "../kit/twin.js";
import { graphNumbers, isComputable } from "./arithmetic.js";
import { fill } from "./filling.js";
import { graphPicture } from "./graph.js";
import { formulaLine, ribbon } from "./ribbon.js";

const WAY_TITLES = [
  ["forward", "Forward", "values flow from x to L"],
  ["backward", "Backward", "gradients flow from L to every number"],
  ["path", "Path by path", "the chain rule for one number"],
];
const STEPS_A_SECOND = 0.9;

export function mount(root, recording, state) {
  const { header } = recording;
  const now = { way: "forward", target: header.targets[0], position: 0, changed: {} };
  let numbers = header.numbers, news = "";
  const write = (text) => fill(text, header, numbers);
  let speed = 1;
  const stepsOf = () => (now.way === "path" ? header.paths[now.target].steps : header.ways[now.way]);

  const ways = wayChoice((way) => go({ way, position: 0 }));
  const target = control("select", {
    class: "mlc-select mlc-target", "aria-label": "Number whose paths are shown",
    onchange: () => go({ way: "path", target: target.value, position: 0 }),
  }, ...header.targets.map((name) => element("option", { value: name }, name)));
  const ofTarget = element("label", { class: "mlc-chain-of" }, element("span", {}, "paths from L to"), target);
  const turn = isComputable(header.nodes) && { reach: header.reach, now: (name) => numbers.values[name], set: change };
  const picture = graphPicture(header, "Computation graph of the network; told in words below.", pick, turn);
  const reset = control("button", { type: "button", class: "mlc-chain-reset", onclick: () => go({ changed: {} }) }, "As given");
  const strip = key("blame", "");
  const words = element("div", { class: "mlc-chain-words", "aria-hidden": "true" });
  const longest = Math.max(...Object.values(header.ways).map((steps) => steps.length), ...Object.values(header.paths).map(({ steps }) => steps.length));
  const bar = transport({
    count: longest, label: "step", on: act,
    choices: [{ name: "speed", label: "Speed", options: [["0.5", "½ speed"], ["1", "1× speed"], ["2", "2× speed"]], value: "1" }],
  });
  const told = twin("What is on the screen, in words and numbers", () => chainTables(header, now, stepsOf()[now.position], write));
  const view = element("div", { class: "mlc mlc-chain", role: "group", "aria-label": "chain rule", "data-recording": header.id },
    element("div", { class: "mlc-stage" }, element("div", { class: "mlc-chain-head" }, ways.node,
      ofTarget, reset),
    element("div", { class: "mlc-chain-stage mlc-fills" },
      element("div", { class: "mlc-chain-picture" }, picture.node,
        element("div", { class: "mlc-legend" }, key("solid", "positive derivative"), key("dashed", "negative"), key("zeroed", "zero"),
          key("given", turn ? "given: drag it ↕, or ↑ ↓" : "given"), key("computed", "computed"), strip)),
      words),
    bar.node), ...told.nodes);

  const size = sizeButton(view, state);
  bar.node.append(size.node);

  const clock = new Clock(() => {
    go({ position: Math.min(now.position + 1, stepsOf().length - 1) });
    if (now.position < stepsOf().length - 1) return true;
    pause();
    return false;
  });

  /** Show a number's paths. A click on one that can be changed takes the focus; the way changes only where that is asked for. */
  function pick(name, isAsked) {
    if (isAsked || now.way === "path") go({ way: "path", target: name, position: 0 });
  }

  /** What the bar and the keys ask for. */
  function act(intent, value) {
    const last = stepsOf().length - 1;
    if (intent === "toggle") return clock.running ? pause() : play();
    if (intent === "speed") {
      speed = Number(value);
      return clock.running && clock.start(STEPS_A_SECOND * speed);
    }
    if (intent === "part") return go({ way: ways.next(now.way, value), position: 0 });
    const to = { move: now.position + value, seek: value, start: 0, end: last }[intent];
    go({ position: Math.max(0, Math.min(to, last)) });
  }

  function play() {
    if (now.position === stepsOf().length - 1) go({ position: 0 });
    clock.start(STEPS_A_SECOND * (wantsLessMotion() ? Math.min(speed, 1) : speed));
    paint();
  }

  function pause() {
    clock.stop();
    paint();
  }

  /** Move at a person's wish, or as time goes by; Python and the other views hear of it. */
  function go(change) {
    if (change.way && clock.running) clock.stop();
    Object.assign(now, change);
    news = "";
    paint();
    state.set({ ...now });
  }

  /** Change a given number. Before the first step of the way forward nothing would be seen to follow, so all is shown. */
  function change(name, value) {
    const changed = { ...now.changed, [name]: value };
    if (value === header.numbers.values[name]) delete changed[name];
    const atStart = now.way === "forward" && now.position === 0;
    go({ changed, position: atStart ? stepsOf().length - 1 : now.position });
    news = write(`${name} = {value ${name}}, and L = {value L}. `);
    tell();
  }

  function follow() {
    size.show();
    for (const name of Object.keys(now)) now[name] = state.get(name) ?? now[name];
    now.position = Math.min(now.position, stepsOf().length - 1);
    paint();
  }

  function paint() {
    const steps = stepsOf(), step = steps[now.position], last = steps.length - 1;
    const route = now.way === "path" ? header.paths[now.target] : null;
    numbers = Object.keys(now.changed).length && turn ? graphNumbers(header, { ...header.numbers.values, ...now.changed }) : header.numbers;
    ways.show(now.way);
    target.value = now.target;
    ofTarget.hidden = !route;
    reset.hidden = numbers === header.numbers;
    picture.show(step, { lit: route && new Set(route.lit), done: new Set(route ? passed(route, now.position) : []), back: now.way !== "forward", numbers, write });
    words.replaceChildren(...(route ? routeWords(now.target, route, step, write) : step.lines.map((line) => formulaLine(write(line)))), noteLine(write(step.note)));
    strip.lastChild.textContent = route ? "product so far, from L to here" : "∂L/∂ this number";
    bar.slider.max = last;
    bar.show({ value: now.position, text: `step ${now.position} of ${last}: ${write(step.said)}`, readout: `step ${now.position} of ${last}`, playing: clock.running });
    bar.slider.style.setProperty("--mlc-part", `${(100 * now.position) / last}%`);
    tell();
  }

  const tell = () => told.show(news + write(stepsOf()[now.position].said), clock.running);

  onKeys(view, keyIntent, (intent, value) => {
    const isHeld = ways.node.contains(document.activeElement);
    act(intent, value);
    if (isHeld) ways.focus(now.way);
  });

  root.append(view);
  const stopTheme = watchTheme(view, () => {});
  const stopListening = state.listen(follow);
  follow();
  return () => {
    clock.stop();
    stopListening();
    stopTheme();
    view.remove();
  };
}

/** The edges of the current path that are multiplied already. */
export function passed({ chains, steps }, position) {
  const { path: index, count } = steps[position];
  if (index === chains.length) return steps.flatMap((step) => step.active);
  return steps.slice(0, position + 1).filter((step) => step.path === index && step.count <= count).flatMap((step) => step.active);
}

/** One ribbon for each path, and the sum where there are several. */
function routeWords(target, route, step, write) {
  const ribbons = route.chains.map((chain, i) => {
    const count = i < step.path ? chain.factors.length : i === step.path ? step.count : 0;
    const name = route.chains.length > 1 ? `path ${i + 1}` : `∂L/∂${target} =`;
    const row = ribbon(chain, count, i === step.path, write);
    row.prepend(element("span", { class: "mlc-ribbon-name" }, ...formulaLine(name).childNodes));
    return row;
  });
  if (!route.sum) return ribbons;
  const sum = formulaLine(write(route.sum));
  sum.classList.add("mlc-sum");
  sum.classList.toggle("mlc-ahead", step.path < route.chains.length);
  return [...ribbons, sum];
}

/** What the step is about, in a sentence, whose fractions stand on the line. */
const noteLine = (note) => element("p", { class: "mlc-note" }, note);

/** The choice between the three ways. */
function wayChoice(pick) {
  const names = WAY_TITLES.map(([name]) => name);
  const buttons = WAY_TITLES.map(([name, title, text]) => control("button", {
    type: "button", class: "mlc-way", "aria-pressed": "false", tabindex: -1, title: text, "aria-label": `${title}: ${text}`,
    onclick: () => pick(name),
  }, title));
  return {
    node: element("div", { class: "mlc-ways", role: "group", "aria-label": "way through the graph" }, ...buttons),
    focus: (way) => buttons[names.indexOf(way)].focus(),
    next: (way, by) => names[(names.indexOf(way) + by + names.length) % names.length],
    show: (way) => buttons.forEach((button, i) => {
      button.setAttribute("aria-pressed", String(names[i] === way));
      button.tabIndex = names[i] === way ? 0 : -1;
    }),
  };
}

function chainTables({ nodes, edges, paths }, { way, target }, step, write) {
  const known = new Set(step.known);
  const product = way === "path" ? "product so far" : "∂L/∂node";
  const tables = [
    table("Nodes", ["node", "value", product], nodes.map(({ name }) => [name, known.has(name) ? write(`{value ${name}}`) : "?", write(step.gradients[name] ?? "")])),
    table("Edges", ["edge", "local derivative", "what it is"], edges.map(({ start, end, reason }, i) =>
      [`∂${end}/∂${start}`, known.has(end) ? write(`{product ${i}}`) : "?", reason])),
  ];
  if (way !== "path") return tables;
  const rows = paths[target].chains.flatMap(({ factors, products }, i) =>
    factors.map(({ top, bottom, text }, k) => [`${i + 1}`, `∂${top}/∂${bottom}`, write(text), write(products[k])]));
  return [table(`Paths from L to ${target}`, ["path", "factor", "local derivative", "product"], rows), ...tables];
}

export default recordedWidget(mount, ["way", "target", "position", "changed", "size"]);
