// The training player: the loop of training, step by step and phase by phase, from a recorded run.
//
// A position is one number p. p = 0 is initialization; after it every frame (one training step) has five:
// p = 1 + 5·frame + phase. The slider's value is the count of frames begun: 0, then frame + 1.

import {
  Clock, canvas, control, drawAxes, drawMark, element, keyIntent, largest, layer, mix, numberText, path,
  recordedWidget, scale, setText, SHAPES, table, transport, twin, unpack, wantsLessMotion, watchTheme,
} from "./kit.js";

export const PHASES = ["initialize", "forward", "loss", "backward", "update", "iterate"];
const TITLES = ["Initialize", "Forward", "Loss", "Backward", "Update", "Iterate"];
const PER_FRAME = PHASES.length - 1;
const RATES = { steps: 15, phases: 1.25 }; // a second, at speed 1

export const positions = (frames) => 1 + PER_FRAME * frames;
export const frameOf = (p) => Math.max(0, Math.floor((p - 1) / PER_FRAME));
export const phaseOf = (p) => (p === 0 ? 0 : 1 + ((p - 1) % PER_FRAME));
export const sliderOf = (p) => (p === 0 ? 0 : frameOf(p) + 1);

/** The position of a phase of a frame; initialization is there once only. */
export function positionOf(frame, phase) {
  return phase === 0 ? 0 : 1 + PER_FRAME * frame + (phase - 1);
}

/** The position at a value of the slider, seen in the phase that was last looked at. */
export function positionAt(value, phase) {
  return value <= 0 ? 0 : positionOf(value - 1, phase);
}

/** The frame whose step is nearest to a step. */
export function nearestFrame(steps, step) {
  let best = 0;
  for (let i = 1; i < steps.length; i++) if (Math.abs(steps[i] - step) < Math.abs(steps[best] - step)) best = i;
  return best;
}

// ---------------------------------------------------------------- the player

export function mount(root, recording, state) {
  const run = readRun(recording);
  let theme = null, queued = 0;
  let lens = PHASES.indexOf("iterate"); // the phase in which whole steps are shown
  let position = 0, speed = 1, unit = "steps";
  const now = () => momentOf(run, position);

  const strip = phaseStrip({ pick: pickPhase, step: (by) => go(position + by) });
  const words = explanation();
  const numbers = numberPanel(run);
  const network = networkFigure(run);
  const panel = { regions: regionsFigure, curve: curveFigure, example: exampleFigure }[run.panel.kind](run);
  const loss = lossFigure(run, (frame) => go(positionOf(frame, lens)));
  const figures = [network, panel, loss];
  const bar = transport({
    count: run.frames + 1, label: "training step", on: act,
    choices: [
      { name: "unit", label: "What to play", options: [["steps", "whole steps"], ["phases", "every phase"]], value: "steps" },
      { name: "speed", label: "Speed", options: [["0.25", "¼ speed"], ["1", "1× speed"], ["2", "2× speed"], ["4", "4× speed"]], value: "1" },
    ],
  });
  const told = twin("What is on the screen, in words and numbers", () => tables(run, now()));
  const view = element("div", { class: "mlc mlc-player", role: "group", "aria-label": "training player", "data-recording": run.id },
    strip.node, words.node,
    element("div", { class: "mlc-board" }, network.node, panel.node, loss.node, numbers.node),
    bar.node, ...told.nodes);

  const clock = new Clock((count) => {
    const last = positions(run.frames) - 1;
    // A slow computer may pass over steps, to keep the pace, but never over a phase.
    const next = unit === "phases" ? position + 1 : positionAt(sliderOf(position) + count, lens);
    show(Math.min(next, last));
    paint(); // within this very frame of the screen: asked for, it would come one frame later
    if (sliderOf(position) === run.frames && (unit === "steps" || position === last)) {
      pause();
      return false;
    }
    return true;
  });

  /** What the bar, the keys and the curve ask for. */
  function act(intent, value) {
    if (intent === "toggle") return clock.running ? pause() : play();
    if (intent === "speed") speed = Number(value);
    if (intent === "unit") unit = value;
    if (intent === "speed" || intent === "unit") return clock.running && clock.start(rate());
    if (intent === "part") return go(position + value);
    const at = sliderOf(position);
    const target = { move: at + value, seek: value, start: 0, end: run.frames }[intent];
    return go(positionAt(Math.max(0, Math.min(target, run.frames)), lens));
  }

  function rate() {
    const wanted = RATES[unit] * speed;
    return wantsLessMotion() ? Math.min(wanted, 4) : wanted;
  }

  function pickPhase(phase) {
    go(positionOf(frameOf(position), phase));
  }

  /** Move at a person's wish: playing goes on from there, and Python hears of it. */
  function go(p) {
    show(Math.max(0, Math.min(p, positions(run.frames) - 1)));
    paint(); // at once: the answer to a key waits for no frame of the screen
    commit();
  }

  function show(p) {
    position = p;
    if (phaseOf(p) > 0) lens = phaseOf(p);
    queued ||= requestAnimationFrame(paint);
  }

  function commit() {
    state.shared.conductor = view;
    state.set({ step: run.step[frameOf(position)], phase: PHASES[phaseOf(position)], playing: clock.running });
  }

  function begin() {
    if (sliderOf(position) === run.frames) show(0);
    state.shared.conductor ??= view;
    clock.start(rate());
    paint();
  }

  function play() {
    begin();
    commit();
  }

  function pause() {
    clock.stop();
    commit();
    paint();
  }

  /**
   * Follow what was set elsewhere: in Python, or in another view of the same player. Only the conductor, the
   * view where somebody acted last, says where the player is when Python pauses it.
   */
  function follow(name) {
    if (name === "playing") {
      if (state.get("playing") === clock.running) return;
      if (!clock.running) return begin();
      clock.stop();
      paint();
      if (state.shared.conductor === view) commit();
      return;
    }
    const frame = nearestFrame(run.step, state.get("step"));
    const p = positionOf(frame, PHASES.indexOf(state.get("phase")));
    if (p !== position && !(p === 0 && state.get("step") > 0)) show(p);
  }

  function paint() {
    cancelAnimationFrame(queued);
    queued = 0;
    if (!theme) return;
    const moment = now();
    strip.show(moment);
    words.show(run, moment);
    numbers.show(moment);
    for (const figure of figures) figure.show(moment, theme);
    bar.show({
      value: sliderOf(position), playing: clock.running, text: spoken(run, moment),
      readout: moment.phase === 0 ? "before step 0" : `step ${moment.text("step")} of ${run.steps - 1}`,
    });
    told.show(summary(run, moment), clock.running);
  }

  view.addEventListener("keydown", (event) => {
    const isRadio = event.target.getAttribute?.("role") === "radio";
    const intent = keyIntent(event);
    if (!intent) return;
    event.preventDefault();
    event.stopPropagation();
    act(...(isRadio && intent[0] === "move" && Math.abs(intent[1]) === 1 ? ["part", intent[1]] : intent));
    if (isRadio) strip.focus(phaseOf(position));
  });
  // Who clicks on a picture goes on with the keys; the page's own idea of where the focus goes comes too late.
  view.addEventListener("mousedown", (event) => {
    if (event.target.tagName !== "CANVAS") return;
    event.preventDefault();
    event.stopPropagation();
    bar.slider.focus({ preventScroll: true });
  });

  root.append(view);
  const stopTheme = watchTheme(view, (colors) => {
    theme = colors;
    paint();
  });
  const stopListening = state.listen(follow);
  follow("step");
  if (state.get("playing")) begin();
  return () => {
    clock.stop();
    if (state.shared.conductor === view) state.shared.conductor = null;
    stopListening();
    stopTheme();
    figures.forEach((figure) => figure.stop());
    view.remove();
  };
}

/** The arrays and words of a recording, under the names that are used here. */
function readRun({ header, buffer }) {
  const arrays = unpack(header, buffer);
  const count = header.layers.length - 1;
  const each = (name, from = 0) => Array.from({ length: count }, (_, i) => arrays[`${name}${i + from}`]);
  const W = each("W");
  return {
    ...header, arrays, step: arrays.step.data,
    W, dW: each("dW"), change: each("change"),
    before: [arrays.a0, ...each("a", 1)], after: [arrays.a0, ...each("after", 1)], delta: [null, ...each("delta", 1)],
    largestWeight: largest(W.map((w) => w.data)),
    largestActivation: [arrays.a0, ...each("a", 1)].map((a) => largest([a.data])),
  };
}

/** What is on the screen at a position: which frame, which phase, and which of the arrays belong to it. */
function momentOf(run, position) {
  const frame = frameOf(position), phase = phaseOf(position);
  const text = (name) => run.words[name]?.[frame];
  const isAfter = PHASES[phase] === "iterate";
  const point = run.arrays[isAfter ? "after" : "before"].data[frame];
  const row = (array) => array && array.row(frame);
  const weights = () => run.W.map((w) => w.row(point));
  const step = text("step");
  const shown = {
    initialize: ["Initial weights W", "|W|", weights, null],
    forward: [`Weights W before step ${step}; units: activation a`, "|W|", weights, run.before],
    loss: [`Weights W before step ${step}; units: activation a`, "|W|", weights, run.before],
    backward: [`Gradient ∂L/∂W of step ${step}; units: δ = ∂L/∂z`, "|∂L/∂W|", () => run.dW.map(row), run.delta],
    update: [`Change ΔW of step ${step}`, "|ΔW|", () => run.change.map(row), null],
    iterate: [`Weights W after step ${step}; units: activation a`, "|W|", weights, run.after],
  }[PHASES[phase]];
  const [title, symbol, edges, units] = shown;
  return {
    position, frame, phase, name: PHASES[phase], text, isAfter, point, title, symbol,
    edges: edges(), units: units ? units.map(row) : null,
  };
}

// ---------------------------------------------------------------- words

function spoken(run, moment) {
  if (moment.phase === 0) return `before the first step, initialize: ${run.parameters} random parameters`;
  return `step ${moment.text("step")}, epoch ${moment.text("epoch")}, ${moment.name}: loss ${moment.text("loss")}`;
}

function sentences(run, moment) {
  if (moment.phase === 0) {
    return [`Before the first step, ${run.parameters} parameters: the weights random, the outputs as good as guesses. Press play, or go through the loop phase by phase.`,
      "space: play, pause", "← →: one step", "shift ← →: one phase", "page up, down: ten steps", "home, end"];
  }
  return moment.text(moment.name === "loss" ? "loss_phase" : moment.name);
}

function summary(run, moment) {
  const head = moment.phase === 0 ? "Initialize." : `Step ${moment.text("step")} of ${run.steps - 1}, epoch ${moment.text("epoch")}, phase ${moment.name}. Batch loss ${moment.text("loss")}.`;
  return [head, ...sentences(run, moment)].join(" ");
}

function explanation() {
  const sentence = element("p", { class: "mlc-sentence" });
  const formula = element("p", { class: "mlc-formula" });
  const worked = element("p", { class: "mlc-formula mlc-worked" });
  return {
    node: element("div", { class: "mlc-words" }, sentence, formula, worked),
    show(run, moment) {
      const [first, ...lines] = sentences(run, moment);
      setText(sentence, first);
      setPieces(formula, (run.formulas[moment.name] ?? "").split(/ {3,}/));
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

/** The strip of the loop: six phases, the current one lit; after the last comes the second again. */
function phaseStrip({ pick, step }) {
  const buttons = TITLES.map((title, phase) => control("button", {
    type: "button", role: "radio", class: "mlc-phase", tabindex: -1, "aria-checked": "", onclick: () => pick(phase),
  }, element("span", { class: "mlc-ordinal", "aria-hidden": "true" }, String(phase + 1)), element("span", {}, title)));
  const arrow = (by, text, shown) => control("button", { type: "button", class: "mlc-button mlc-turn", "aria-label": text, title: text, onclick: () => step(by) }, shown);
  return {
    node: element("div", { class: "mlc-strip" },
      arrow(-1, "One phase back (shift and left arrow)", "‹"),
      element("div", { class: "mlc-loop", role: "radiogroup", "aria-label": "phase of the training loop" }, ...buttons,
        element("span", { class: "mlc-return", "aria-hidden": "true" }, element("span", {}, "next batch"))),
      arrow(1, "One phase on (shift and right arrow)", "›")),
    focus: (phase) => buttons[phase].focus(),
    show: ({ phase }) => buttons.forEach((button, i) => {
      if (button.getAttribute("aria-checked") === String(i === phase)) return;
      button.setAttribute("aria-checked", String(i === phase));
      button.tabIndex = i === phase ? 0 : -1;
    }),
  };
}

function numberPanel(run) {
  const rows = [
    ["step", "Step"], ["epoch", "Epoch"], ["loss", "Loss L of the batch"], ["learning_rate", "Learning rate η"],
    ["gradient_norm", "Gradient norm ‖g‖"], ["update_ratio", "Update ratio ‖Δθ‖/‖θ‖"],
    ["training_loss", "Training loss, last epoch"], ["validation_loss", "Validation loss, last epoch"],
  ].filter(([name]) => run.words[name]);
  const values = rows.map(([name]) => element("dd", { "data-number": name }));
  const lines = rows.map(([, text], i) => element("div", {}, element("dt", {}, text), values[i]));
  return {
    node: element("section", { class: "mlc-figure mlc-numbers", "aria-label": "numbers of the step" },
      element("h4", { class: "mlc-title" }, "This step in numbers"), element("dl", {}, ...lines)),
    show: (moment) => rows.forEach(([name], i) => setText(values[i], moment.phase === 0 ? "—" : moment.text(name))),
  };
}

/** The tables of the twin: the step's numbers, what the network says of the example, and every line and unit drawn. */
function tables(run, moment) {
  const made = [];
  if (moment.phase > 0) {
    const names = ["step", "epoch", "loss", "learning_rate", "gradient_norm", "update_ratio", "training_loss", "validation_loss"];
    made.push(table("The step", ["quantity", "value"], names.filter((n) => run.words[n]).map((n) => [n.replaceAll("_", " "), moment.text(n)])));
    made.push(outputTable(run, moment));
  }
  run.layers.slice(1).forEach((to, i) => {
    const from = run.layers[i], edges = moment.edges[i];
    const head = ["from \\ to", ...to.units.map((unit, k) => to.labels[k] ?? String(unit))];
    const rows = from.units.map((unit, j) => [
      from.labels[j] ?? String(unit), ...to.units.map((_, k) => numberText(edges[j * to.units.length + k])),
    ]);
    made.push(table(`${moment.symbol.replaceAll("|", "")}, ${from.name} → ${to.name}${part(from, " ")}`, head, rows));
    if (moment.units?.[i + 1]) {
      const letter = moment.name === "backward" ? "δ" : "a";
      made.push(table(`${letter}, ${to.name}`, ["unit", letter], to.units.map((unit, k) => [to.labels[k] ?? String(unit), numberText(moment.units[i + 1][k])])));
    }
  });
  return made;
}

function outputTable(run, moment) {
  const said = run.arrays[moment.isAfter ? "probability_after" : "probability"].row(moment.frame);
  const wanted = run.arrays.target.row(moment.frame);
  const names = run.classes.length ? run.classes : run.layers.at(-1).labels;
  const rows = Array.from(said, (value, i) => [names[i] ?? String(i), numberText(value), numberText(wanted[i])]);
  return table("The example", run.classes.length ? ["class", "probability", "truth"] : ["output", "prediction", "target"], rows);
}

const part = ({ size, units }, before = "") => (units.length < size ? `${before}(${units.length} of ${size} units shown)` : "");

// ---------------------------------------------------------------- figures

/** A titled figure with a canvas and, under its title, a legend. `draw(context, width, height, moment, theme)`. */
function figure(name, label, draw, legend = []) {
  const title = element("h4", { class: "mlc-title" });
  let moment = null, theme = null;
  const picture = canvas(label, (context, width, height) => moment && theme && draw(context, width, height, moment, theme));
  const node = element("figure", { class: `mlc-figure mlc-${name}` },
    element("figcaption", {}, title, element("div", { class: "mlc-legend" }, ...legend)), picture.node);
  return {
    node, picture, title, stop: picture.stop,
    show(nextMoment, nextTheme) {
      moment = nextMoment;
      theme = nextTheme;
      picture.draw();
    },
  };
}

const key = (kind, text) => element("span", { class: "mlc-key" }, element("i", { class: `mlc-swatch mlc-${kind}` }), text);

function networkFigure(run) {
  const widest = element("span", { class: "mlc-key mlc-widest" });
  const made = figure("network", "the network", draw, [key("solid", "positive"), key("dashed", "negative"), widest]);
  const columns = run.layers.length;
  const isCrowded = Math.max(...run.W.map((w) => w.row(0).length)) > 128;
  const SIDES = [88, 92]; // pixels for the names and values of inputs and outputs
  const crowded = Math.max(...run.layers.map(({ units }) => units.length));

  function draw(context, width, height, moment, theme) {
    setText(made.title, moment.title);
    const most = moment.symbol === "|W|" ? run.largestWeight : largest(moment.edges);
    setText(widest, `full width: ${moment.symbol} = ${numberText(most, 3)}`);
    made.picture.node.setAttribute("aria-label", `network ${run.layers.map(({ size }) => size).join("-")}: ${moment.title}, full width ${numberText(most, 3)}`);
    const top = run.layers.some(({ size, units }) => units.length < size) ? 56 : 40;
    const gapOf = (count) => Math.min(44, (height - top - 12) / Math.max(count - 1, 1));
    const radius = Math.max(3.5, Math.min(10, gapOf(crowded) * 0.36));
    const at = (column, i) => {
      const count = run.layers[column].units.length;
      return [
        SIDES[0] + ((width - SIDES[0] - SIDES[1]) * column) / (columns - 1),
        (top + height - 8) / 2 + (i - (count - 1) / 2) * gapOf(count),
      ];
    };
    drawEdges(context, theme, moment, most, at);
    drawUnits(context, theme, moment, at, radius);
    drawNames(context, theme, moment, at, radius);
  }

  function drawEdges(context, theme, moment, most, at) {
    context.save();
    context.lineCap = "butt";
    for (const sign of [1, -1]) {
      context.strokeStyle = sign > 0 ? theme.positive : theme.negative;
      context.setLineDash(sign > 0 ? [] : [5, 3]);
      moment.edges.forEach((edges, i) => {
        const to = run.layers[i + 1].units.length;
        edges.forEach((value, e) => {
          const size = Math.abs(value) / most;
          if (value * sign <= 0 || size < 0.004) return;
          context.globalAlpha = (0.1 + 0.9 * size ** 0.7) * (moment.name === "loss" ? 0.45 : 1);
          context.lineWidth = 0.5 + (isCrowded ? 2.5 : 4.5) * size;
          path(context, [at(i, Math.floor(e / to)), at(i + 1, e % to)]);
        });
      });
    }
    context.restore();
  }

  function drawUnits(context, theme, moment, at, radius) {
    const most = moment.name === "backward" ? moment.units.map((u) => (u ? largest([u]) : 1)) : run.largestActivation;
    run.layers.forEach((column, c) => column.units.forEach((_, i) => {
      const [x, y] = at(c, i);
      const value = moment.units?.[c]?.[i];
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fillStyle = theme.surface;
      context.fill();
      if (value !== undefined) {
        context.globalAlpha = Math.min(1, Math.abs(value) / most[c]) * (moment.name === "loss" && c < columns - 1 ? 0.4 : 1);
        context.fillStyle = value >= 0 ? theme.positive : theme.negative;
        context.fill();
        context.globalAlpha = 1;
      }
      context.strokeStyle = theme.soft;
      context.lineWidth = 1.2;
      context.setLineDash(value < 0 ? [2.5, 2] : []);
      context.stroke();
      context.setLineDash([]);
    }));
    if (moment.name === "backward" || moment.name === "update") ringWorkedWeight(context, theme, at, radius);
  }

  /** Mark the one weight whose numbers stand in the words above. */
  function ringWorkedWeight(context, theme, at, radius) {
    const from = at(columns - 2, run.layers[columns - 2].units.indexOf(run.worked.unit)), to = at(columns - 1, 0);
    context.strokeStyle = theme.ink;
    context.lineWidth = 1.6;
    for (const [x, y] of [from, to]) {
      context.beginPath();
      context.arc(x, y, radius + 3, 0, 2 * Math.PI);
      context.stroke();
    }
    const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    label(context, theme, run.worked.name, x, y, "center");
  }

  function drawNames(context, theme, moment, at, radius) {
    context.font = `12px ${theme.font}`;
    context.textBaseline = "alphabetic";
    run.layers.forEach((column, c) => {
      const [x] = at(c, 0);
      context.textAlign = "center";
      context.fillStyle = theme.ink;
      context.fillText(column.name, x, 13);
      context.fillStyle = theme.soft;
      context.fillText(column.activation || `${column.size} number${column.size > 1 ? "s" : ""}`, x, 28);
      if (column.units.length < column.size) context.fillText(`${column.units.length} of ${column.size} shown`, x, 43);
      if (c > 0 && c < columns - 1) return;
      column.labels.forEach((name, i) => {
        const value = moment.units?.[c]?.[i];
        const text = value === undefined ? name : `${name}  ${numberText(value, 3)}`;
        const [ux, uy] = at(c, i);
        context.textAlign = c ? "left" : "right";
        context.textBaseline = "middle";
        context.fillStyle = theme.ink;
        context.fillText(clip(context, text, SIDES[c ? 1 : 0] - radius - 10), ux + (c ? radius + 8 : -radius - 8), uy);
        context.textBaseline = "alphabetic";
      });
    });
  }
  return made;
}

function clip(context, text, width) {
  let shown = text;
  while (shown.length > 1 && context.measureText(shown).width > width) shown = `${shown.slice(0, -2)}…`;
  return shown;
}

/** Text on a ground of its own, so that lines behind it do not cross it. */
function label(context, theme, text, x, y, align = "left") {
  context.font = `12px ${theme.font}`;
  const width = context.measureText(text).width;
  const from = align === "center" ? x - width / 2 : x;
  context.fillStyle = theme.surface;
  context.beginPath();
  context.roundRect(from - 5, y - 10, width + 10, 20, 5);
  context.fill();
  context.fillStyle = theme.ink;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(text, from, y + 0.5);
}

/** The sides of a plot within a canvas. */
const plotBox = (width, height, left = 40, bottom = 34) => ({ left, top: 20, right: width - 10, bottom: height - bottom });

const when = (run, moment) => (moment.phase === 0 ? "before the first step" : `${moment.isAfter ? "after" : "before"} step ${moment.text("step")}`);

function classKeys(names) {
  return names.slice(0, 8).map((name, i) => {
    const swatch = canvasKey(i);
    return { swatch, node: element("span", { class: "mlc-key" }, swatch, name) };
  });
}

function canvasKey(index) {
  return element("canvas", { width: 28, height: 28, class: "mlc-mark", "data-class": index, role: "img", "aria-label": SHAPES[index % SHAPES.length][0] });
}

function drawKeys(keys, theme) {
  keys.forEach(({ swatch }, i) => {
    const context = swatch.getContext("2d");
    context.setTransform(2, 0, 0, 2, 0, 0);
    context.clearRect(0, 0, 14, 14);
    drawMark(context, theme, i, 7, 7.5, 4);
  });
}

function regionsFigure(run) {
  const { grid, bounds, axes, shown } = run.panel;
  const { regions, points, labels, batch } = run.arrays;
  const keys = classKeys(run.classes);
  const cells = new OffscreenCanvas(grid, grid);
  const pixels = new ImageData(grid, grid);
  let colors = null, coloredFor = null;
  const cloud = layer((context, width, height) => {
    const { toX, toY } = frame(context, width, height);
    context.globalAlpha = 0.85;
    labels.data.forEach((k, i) => drawMark(context, cloud.theme, k, toX(points.data[2 * i]), toY(points.data[2 * i + 1]), 3, { halo: 1 }));
  });
  const made = figure("panel", "decision regions", draw, [...keys.map(({ node }) => node), key("ringed", "this batch"), shown]);

  function frame(context, width, height) {
    const box = plotBox(width, height);
    return { box, toX: scale(bounds[0], bounds[1], box.left, box.right), toY: scale(bounds[2], bounds[3], box.bottom, box.top) };
  }

  /** The color of each of the 256 codes: the class's own, the stronger the surer the network is. */
  function prepare(theme) {
    const levels = Math.floor(256 / run.classes.length);
    colors = Array.from({ length: 256 }, (_, code) => {
      const k = Math.min(Math.floor(code / levels), run.classes.length - 1);
      return mix(theme.surface, theme.classes[k % theme.classes.length], 0.04 + 0.5 * ((code - k * levels) / (levels - 1)));
    });
    coloredFor = theme;
    cloud.theme = theme;
    drawKeys(keys, theme);
  }

  function draw(context, width, height, moment, theme) {
    if (coloredFor !== theme) prepare(theme);
    setText(made.title, `Its answers ${when(run, moment)}`);
    made.picture.node.setAttribute("aria-label", `decision regions of ${run.classes.join(" and ")}, ${when(run, moment)}`);
    const { box, toX, toY } = frame(context, width, height);
    regions.row(moment.point).forEach((code, i) => pixels.data.set([...colors[code], 255], 4 * i));
    cells.getContext("2d").putImageData(pixels, 0, 0);
    context.imageSmoothingQuality = "high";
    context.drawImage(cells, box.left, box.top, box.right - box.left, box.bottom - box.top);
    drawAxes(context, theme, box, { bounds: bounds.slice(0, 2), name: axes[0] }, { bounds: bounds.slice(2), name: axes[1] });
    cloud(context, width, height, theme.key);
    if (moment.phase === 0) return;
    const rows = batch.row(moment.frame);
    for (let i = rows.length / 3 - 1; i >= 0; i--) {
      if (Number.isNaN(rows[3 * i])) continue;
      const [x, y] = [toX(rows[3 * i]), toY(rows[3 * i + 1])];
      drawMark(context, theme, rows[3 * i + 2], x, y, 4.2, { halo: 1, outline: theme.ink });
      if (i === 0) callout(context, theme, x, y, box);
    }
  }
  return made;
}

/** Name the example that goes through the network. */
function callout(context, theme, x, y, box) {
  context.beginPath();
  context.arc(x, y, 10, 0, 2 * Math.PI);
  context.strokeStyle = theme.ink;
  context.lineWidth = 2;
  context.stroke();
  const isRight = x > (box.left + box.right) / 2;
  label(context, theme, "x", isRight ? x - 24 : x + 18, y);
}

function curveFigure(run) {
  const { bounds, axes, shown } = run.panel;
  const { line, predictions, points, batch } = run.arrays;
  const made = figure("panel", "predictions", draw, [key("predicted", "prediction"), key("ringed", "this batch"), shown]);

  function draw(context, width, height, moment, theme) {
    setText(made.title, `Its answers ${when(run, moment)}`);
    made.picture.node.setAttribute("aria-label", `curve of predictions over the training examples, ${when(run, moment)}`);
    const box = plotBox(width, height);
    const { toX, toY } = drawAxes(context, theme, box, { bounds: bounds.slice(0, 2), name: axes[0] }, { bounds: bounds.slice(2), name: axes[1], grid: true });
    const mark = (x, y, options) => drawMark(context, theme, 0, toX(x), toY(y), options ? 4.2 : 3, options);
    for (let i = 0; i < points.data.length; i += 2) mark(points.data[i], points.data[i + 1]);
    const rows = moment.phase === 0 ? [] : batch.row(moment.frame);
    for (let i = 0; i < rows.length; i += 2) if (!Number.isNaN(rows[i])) mark(rows[i], rows[i + 1], { outline: theme.ink });
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    context.clip();
    context.strokeStyle = theme.classes[5];
    context.lineWidth = 2.5;
    const values = predictions.row(moment.point);
    path(context, Array.from(line.data, (x, i) => [toX(x), toY(values[i])]));
    context.restore();
    if (rows.length) callout(context, theme, toX(rows[0]), toY(rows[1]), box);
  }
  return made;
}

function exampleFigure(run) {
  const made = figure("panel", "one example", draw, run.classes.length ? [key("bar", "probability"), key("true", "true class")] : [key("bar", "prediction"), key("true", "target")]);
  const { side, labels } = run.panel;

  function draw(context, width, height, moment, theme) {
    const isBlank = moment.phase === 0;
    setText(made.title, isBlank ? "One example of the batch" : `One example, ${when(run, moment)}`);
    const said = run.arrays[moment.isAfter ? "probability_after" : "probability"].row(moment.frame);
    const wanted = run.arrays.target.row(moment.frame);
    const truth = wanted.indexOf(Math.max(...wanted));
    made.picture.node.setAttribute("aria-label", isBlank ? "no example yet" : `one example: ${labels.map((name, i) => `${name} ${numberText(said[i], 2)}`).join(", ")}`);
    let left = 12;
    if (side) {
      const size = Math.min(height - 60, width * 0.42);
      image(context, theme, 12, 26, size, isBlank ? null : run.arrays.example.row(moment.frame));
      if (!isBlank && run.classes.length) {
        context.font = `13px ${theme.font}`;
        context.fillStyle = theme.ink;
        context.textAlign = "left";
        context.textBaseline = "top";
        context.fillText(`true class ${labels[truth]}`, 12, 26 + size + 8);
      }
      left = 12 + size + 22;
    }
    bars(context, theme, { left, right: width - 10, top: 26, bottom: height - 16 }, isBlank ? null : said, wanted, truth);
  }

  function image(context, theme, x, y, size, values) {
    const cell = size / side;
    if (values) {
      const low = Math.min(...values), high = Math.max(...values), shades = image.shades?.theme === theme ? image.shades : prepare(theme);
      values.forEach((v, i) => {
        context.fillStyle = shades[Math.round((31 * (v - low)) / (high - low || 1))];
        context.fillRect(x + (i % side) * cell, y + Math.floor(i / side) * cell, cell + 0.5, cell + 0.5);
      });
    }
    context.strokeStyle = theme.line;
    context.strokeRect(x - 0.5, y - 0.5, size + 1, size + 1);
  }

  function prepare(theme) {
    const shades = Array.from({ length: 32 }, (_, i) => `rgb(${mix(theme.surface, theme.ink, i / 31).join(" ")})`);
    shades.theme = theme;
    return (image.shades = shades);
  }

  function bars(context, theme, box, said, wanted, truth) {
    const isClass = run.classes.length > 0;
    const gap = Math.min(30, (box.bottom - box.top) / labels.length);
    context.font = `12px ${theme.font}`;
    const names = Math.min(90, Math.max(...labels.map((name) => context.measureText(name).width)));
    const from = box.left + names + 8, to = box.right - 52;
    const most = isClass ? 1 : largest([run.arrays.probability.data, run.arrays.target.data]);
    const place = isClass ? scale(0, 1, from, to) : scale(-most, most, from, to);
    labels.forEach((name, i) => {
      const y = box.top + gap * (i + 0.5);
      context.textBaseline = "middle";
      context.textAlign = "right";
      context.fillStyle = theme.ink;
      context.fillText(clip(context, name, 90), from - 8, y);
      context.fillStyle = theme.line;
      context.fillRect(from, y - 1, to - from, 2);
      if (!said) return;
      const isTrue = isClass && i === truth;
      context.fillStyle = isTrue ? theme.classes[0] : theme.soft;
      context.fillRect(Math.min(place(0), place(said[i])), y - gap * 0.3, Math.abs(place(said[i]) - place(0)), gap * 0.6);
      if (isTrue || !isClass) {
        context.strokeStyle = theme.ink;
        context.lineWidth = 2;
        const goal = isClass ? to : place(wanted[i]);
        path(context, [[goal, y - gap * 0.42], [goal, y + gap * 0.42]]);
      }
      context.textAlign = "left";
      context.fillStyle = theme.ink;
      context.fillText(numberText(said[i], 2), to + 7, y);
    });
  }
  return made;
}

function lossFigure(run, seek) {
  const { curve_step: at, curve_loss: curve, epoch_step: ends, training_loss: training, validation_loss: validation } = run.arrays;
  const isFinite = (v) => Number.isFinite(v);
  const values = [curve, training, validation].flatMap((array) => (array ? Array.from(array.data).filter(isFinite) : []));
  const high = values.reduce((a, b) => Math.max(a, b), 0) || 1;
  const bounds = { x: [0, Math.max(run.steps - 1, 1)], y: [0, high * 1.04] };
  const box = (width, height) => ({ left: 44, top: 20, right: width - 12, bottom: height - 34 });
  const keys = [key("thin", "batch"), ...(training?.data.length ? [key("strong", "training, each epoch")] : []), ...(validation?.data.length ? [key("dotted", "validation")] : [])];
  const made = figure("loss", "loss curve", draw, keys);
  setText(made.title, "Loss; drag to go to a step");
  made.picture.node.classList.add("mlc-scrub");

  const ground = layer((context, width, height) => {
    const theme = ground.theme;
    const { toX, toY } = drawAxes(context, theme, box(width, height), { bounds: bounds.x, name: "step", count: 8 }, { bounds: bounds.y, name: "loss", grid: true, count: 4 });
    const line = (steps, losses) => path(context, Array.from(steps, (s, i) => [toX(s), toY(losses[i])]).filter(([, y]) => isFinite(y)));
    context.lineJoin = "round";
    context.strokeStyle = theme.classes[4];
    context.lineWidth = 1;
    context.globalAlpha = 0.8;
    line(at.data, curve.data);
    context.globalAlpha = 1;
    context.strokeStyle = theme.ink;
    context.lineWidth = 2;
    if (training) line(ends.data, training.data);
    context.strokeStyle = theme.classes[5];
    context.setLineDash([5, 4]);
    if (validation) line(ends.data, validation.data);
  });

  function draw(context, width, height, moment, theme) {
    ground.theme = theme;
    ground(context, width, height, theme.key);
    const sides = box(width, height);
    const toX = scale(...bounds.x, sides.left, sides.right), toY = scale(...bounds.y, sides.bottom, sides.top);
    const step = run.step[moment.frame], x = toX(step);
    context.globalAlpha = 0.6;
    context.fillStyle = theme.surface;
    context.fillRect(x, sides.top - 4, sides.right - x + 4, sides.bottom - sides.top + 3);
    context.globalAlpha = 1;
    context.strokeStyle = theme.accent;
    context.lineWidth = 1.5;
    path(context, [[x, sides.top - 6], [x, sides.bottom]]);
    if (moment.phase > 0) {
      context.beginPath();
      context.arc(x, toY(Number(lossAt(moment))), moment.name === "loss" ? 7 : 5, 0, 2 * Math.PI);
      context.fillStyle = theme.accent;
      context.fill();
      context.strokeStyle = theme.surface;
      context.lineWidth = 2;
      context.stroke();
    }
    made.picture.node.setAttribute("aria-label", `loss curve over ${run.steps} steps; ${moment.phase ? `at step ${moment.text("step")} the batch's loss is ${moment.text("loss")}` : "before the first step"}`);
  }

  const lossAt = (moment) => run.arrays.frame_loss.data[moment.frame];
  const go = (event) => {
    const { left, right } = box(made.picture.width, made.picture.height);
    const share = (event.offsetX - left) / (right - left);
    seek(nearestFrame(run.step, Math.max(0, Math.min(1, share)) * bounds.x[1]));
  };
  made.picture.node.addEventListener("pointerdown", (event) => {
    made.picture.node.setPointerCapture(event.pointerId);
    go(event);
  });
  made.picture.node.addEventListener("pointermove", (event) => event.buttons && go(event));
  return made;
}

export default recordedWidget(mount, ["step", "phase", "playing"]);
