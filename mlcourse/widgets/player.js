// The training player: the loop of training, step by step and phase by phase, from a recorded run.
//
// This file conducts: it holds the position, and asks each part to show the moment there. The parts: where one
// is (moment.js), words and numbers (words.js), the strip of phases (strip.js) and the figures
// (network.js, panels.js, loss.js). A further part is one more file: made in mount() from the run, put on the
// board, shown by paint() with the moment.

import { Clock, element, keyIntent, recordedWidget, sizeButton, transport, twin, wantsLessMotion, watchTheme } from "./kit.js";
import { lossFigure } from "./loss.js";
import { frameOf, momentOf, nearestFrame, PHASES, phaseOf, positionAt, positionOf, positions, readRun, sliderOf } from "./moment.js";
import { networkFigure } from "./network.js";
import { curveFigure, exampleFigure, regionsFigure } from "./panels.js";
import { phaseStrip } from "./strip.js";
import { explanation, numberPanel, spoken, summary, tables } from "./words.js";

const RATES = { steps: 15, phases: 1.25 }; // a second, at speed 1

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

  const size = sizeButton(view, state);
  bar.node.append(size.node);

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
    if (name === "size") return size.show();
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

export default recordedWidget(mount, ["step", "phase", "playing", "size"]);
