// The training player: the loop of training, step by step and phase by phase, from a recorded run.
//
// This file conducts: it holds the position, and asks each part to show the moment there. The parts: where one
// is (moment.js), words and numbers (words.js), the strip of phases (strip.js) and the figures (network.js, panels.js,
// loss.js), the zoom into a step (operations.js), the story of a weight or unit (story.js). A further part is one more
// file: made in mount() from the run, put on the board, shown by paint() with the moment.

import { Clock, wantsLessMotion } from "../kit/clock.js";
import { watchTheme } from "../kit/colors.js";
import { element, setText } from "../kit/elements.js";
import { keyIntent, onKeys } from "../kit/keys.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { transport } from "../kit/transport.js";
import { twin } from "../kit/twin.js";
import { lossFigure } from "./loss.js";
import { frameOf, momentOf, nearestFrame, PHASES, phaseOf, positionAt, positionOf, positions, readBeside, readRun, sliderOf } from "./moment.js";
import { networkFigure } from "./network.js";
import { firstOf, neighbor, operationRibbon, zoomButton } from "./operations.js";
import { curveFigure, exampleFigure, regionsFigure } from "./panels.js";
import { partOf, storyChoice, storyPanel } from "./story.js";
import { phaseStrip } from "./strip.js";
import { comparison, explanation, numberPanel, spoken, summary, tables } from "./words.js";

const RATES = { steps: 15, phases: 1.25 }; // a second, at speed 1

export function mount(root, recording, state) {
  const run = readRun(recording), other = readBeside(recording);
  let theme = null, queued = 0;
  let lens = PHASES.indexOf("iterate"); // the phase in which whole steps are shown
  let position = 0, speed = 1, unit = "steps";
  let zoom = -1; // the operation that is zoomed in on; −1 for none
  let selected = null; // the weight or unit whose story is open, and of which run
  const now = () => Object.assign(momentOf(run, position, zoom), { selected: selected?.side ? null : selected });
  /** The same moment of the second run; its optimizer may know other operations. */
  const beside = () => {
    const at = zoom < 0 ? -1 : other.operations.findIndex(({ name }) => name === run.operations[zoom].name);
    return Object.assign(momentOf(other, position, at), { selected: selected?.side ? selected : null });
  };

  const magnifier = zoomButton(toggleZoom);
  const strip = phaseStrip({ pick: pickPhase, step: goPart, zoom: magnifier.node });
  const ribbon = operationRibbon(run, (at) => goOperation({ frame: frameOf(position), at }));
  const words = explanation();
  const numbers = numberPanel(run, other);
  const runs = other ? [run, other] : [run];
  const networks = runs.map((each, side) => networkFigure(each, (name) => select(name, side), showPictures));
  const panels = runs.map((each) => ({ regions: regionsFigure, curve: curveFigure, example: exampleFigure }[each.panel.kind](each)));
  const loss = lossFigure(run, (frame) => go(positionOf(frame, lens)), other, recording.header.marks);
  const compared = element("p", { class: "mlc-compared", hidden: other ? null : "" });
  if (other) [networks, panels].forEach((pair) => pair.forEach(({ title }, side) => title.before(element("span", { class: "mlc-run-name" }, other.names[side]))));
  const figures = [...networks, ...panels, loss];
  const story = storyPanel(runs, { ask: state.ask ?? (() => {}), close: () => select("") });
  const choice = storyChoice(run, select);
  const bar = transport({
    count: run.frames + 1, label: "training step", on: act,
    choices: [
      { name: "unit", label: "What to play", options: [["steps", "whole steps"], ["phases", "every phase"]], value: "steps" },
      { name: "speed", label: "Speed", options: [["0.25", "¼ speed"], ["1", "1× speed"], ["2", "2× speed"], ["4", "4× speed"]], value: "1" },
    ],
  });
  const told = twin("What is on the screen, in words and numbers", () => [...story.tables(), ...tables(run, now()), ...(other ? captioned(tables(other, beside()), other.names[1]) : [])]);
  const view = element("div", { class: `mlc mlc-player${other ? " mlc-two-runs" : ""}`, role: "group", "aria-label": "training player", "data-recording": run.id },
    element("div", { class: "mlc-stage" },
      strip.node, ribbon.node, words.node, compared,
      element("div", { class: "mlc-board mlc-fills" }, networks[0].node, story.node, ...figures.slice(1).map(({ node }) => node), numbers.node),
      bar.node),
    ...told.nodes);
  (other ? numbers.node : networks[0].node).append(choice.node);

  const size = sizeButton(view, state);
  bar.node.append(size.node);

  const clock = new Clock((count) => {
    const last = positions(run.frames) - 1;
    // A slow computer may pass over steps, to keep the pace, but never over a phase.
    if (unit === "phases" && zoom >= 0) showOperation(neighbor({ frame: frameOf(position), at: zoom }, 1, run));
    else show(Math.min(unit === "phases" ? position + 1 : positionAt(sliderOf(position) + count, lens), last));
    paint(); // within this very frame of the screen: asked for, it would come one frame later
    if (sliderOf(position) === run.frames && (unit === "steps" || position === last)) {
      pause();
      return false;
    }
    return true;
  });

  /** What the bar, the keys and the curve ask for. */
  function act(intent, value) {
    if (intent === "zoom") return toggleZoom();
    if (intent === "leave") return zoom >= 0 ? toggleZoom() : select("");
    if (intent === "toggle") return clock.running ? pause() : play();
    if (intent === "speed") speed = Number(value);
    if (intent === "unit") unit = value;
    if (intent === "speed" || intent === "unit") return clock.running && clock.start(rate());
    if (intent === "part") return goPart(value);
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

  function goPart(by) {
    if (zoom < 0 || position === 0) return go(position + by);
    const at = { frame: frameOf(position), at: zoom };
    goOperation(neighbor(at, by, run));
  }

  function goOperation(to) {
    showOperation(to);
    paint();
    commit();
  }

  function showOperation({ frame, at }) {
    zoom = at;
    show(positionOf(frame, PHASES.indexOf(run.operations[at].phase)));
  }

  /** Zoom into the step that is on the screen, at the first operation of its phase; or out again. */
  function toggleZoom() {
    if (zoom >= 0) {
      zoom = -1;
      go(position);
    } else goOperation({ frame: frameOf(position), at: firstOf(run, PHASES[phaseOf(position)]) });
  }

  /** Open the story of a weight or unit; asked for again, or with "", close it. */
  function select(name, side = 0) {
    const isSame = name === selected?.name && side === selected.side;
    const part = isSame ? null : partOf(name);
    selected = part && { ...part, side };
    paint();
    if (selected) story.node.scrollIntoView({ block: "nearest" }); // where it does not stand beside the network
    commit();
  }

  /** Let units hold their pictures over the plane, or their numbers. */
  function showPictures(isOn) {
    state.set({ pictures: isOn });
    follow("pictures");
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
    if (p === 0) zoom = -1; // before the first step there is nothing to zoom into
    else if (zoom >= 0 && run.operations[zoom].phase !== PHASES[phaseOf(p)]) zoom = firstOf(run, PHASES[phaseOf(p)]);
    queued ||= requestAnimationFrame(paint);
  }

  function commit() {
    state.shared.conductor = view;
    state.set({ step: run.step[frameOf(position)], phase: PHASES[phaseOf(position)], playing: clock.running, ...marks() });
  }

  /** What is zoomed in on and whose story is open, as Python knows them. */
  const marks = () => ({ operation: zoom < 0 ? "" : run.operations[zoom].name, selected: selected?.name ?? "" });

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
    if (name === "pictures") {
      for (const figure of networks) figure.setPictures(state.get("pictures") ?? true);
      return paint();
    }
    if (name === "selected" || name === "operation") {
      if (state.get(name) === marks()[name]) return;
      if (name === "selected") selected = state.get(name) ? { ...partOf(state.get(name)), side: 0 } : null;
      else zoom = run.operations.findIndex((operation) => operation.name === state.get(name));
      if (name === "operation" && zoom >= 0) showOperation({ frame: frameOf(position), at: zoom });
      return paint();
    }
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
    const moment = now(), second = other && beside();
    strip.show(moment);
    magnifier.show(moment);
    ribbon.show(moment);
    words.show(run, moment);
    numbers.show(moment);
    networks.forEach((figure, side) => figure.show(side ? second : moment, theme));
    panels.forEach((figure, side) => figure.show(side ? second : moment, theme));
    loss.show(moment, theme);
    if (other) setText(compared, comparison(run, other, moment));
    choice.show(selected);
    story.show(selected, selected?.side ? second : moment, theme, clock.running);
    view.classList.toggle("mlc-with-story", selected !== null);
    view.classList.toggle("mlc-zoomed", zoom >= 0);
    bar.show({
      value: sliderOf(position), playing: clock.running, text: spoken(run, moment),
      readout: moment.phase === 0 ? "before step 0" : `step ${moment.text("step")} of ${run.steps - 1}`,
    });
    told.show([summary(run, moment), compared.textContent, story.summary()].filter(Boolean).join(" "), clock.running);
  }

  onKeys(view, (event) => keyIntent(event) ?? ownIntent(event), (intent, value) => {
    const held = [ribbon, strip].find(({ node }) => node.contains(document.activeElement));
    act(intent, value);
    held?.focus(held === ribbon ? zoom : phaseOf(position)); // what was focused moves on
  });

  /** The player's own keys: z zooms, escape leaves the zoom, then the story. */
  function ownIntent({ key, target, ctrlKey, metaKey, altKey }) {
    if (ctrlKey || metaKey || altKey || target.tagName === "SELECT") return null;
    if (key === "z") return ["zoom"];
    return key === "Escape" && (zoom >= 0 || selected) ? ["leave"] : null;
  }

  root.append(view);
  const stopTheme = watchTheme(view, (colors) => {
    theme = colors;
    paint();
  });
  const stopListening = state.listen(follow);
  follow("step");
  follow("operation");
  follow("selected");
  follow("pictures");
  if (state.get("playing")) begin();
  return () => {
    clock.stop();
    if (state.shared.conductor === view) state.shared.conductor = null;
    stopListening();
    stopTheme();
    [...figures, story].forEach((figure) => figure.stop());
    view.remove();
  };
}

/** The tables of the second run, so called. */
function captioned(made, name) {
  for (const each of made) each.caption.textContent = `${name}: ${each.caption.textContent}`;
  return made;
}

const NAMES = ["step", "phase", "playing", "operation", "selected", "pictures", "size"];

/**
 * Questions to the kernel, beside the shared state: they go at once. A question's name is what it asks, so views that
 * want to know the same hear the same answer, and one that is put again is sent only if another took its place.
 */
function inquirer(model) {
  let id = null, heard = null;
  const listen = () => model.get("answer")?.id === id && heard?.(model.get("answer"));
  model.on("change:answer", listen);
  return {
    ask(question, callback) {
      [id, heard] = [JSON.stringify(question), callback];
      if (model.get("answer")?.id === id) return listen();
      model.set("question", { ...question, id });
      try {
        model.save_changes();
      } catch {
        // the kernel is gone: nobody answers, and the story says so
      }
    },
    stop: () => model.off("change:answer", listen),
  };
}

export default {
  render({ model, el }) {
    const questions = inquirer(model);
    const widget = recordedWidget((root, recording, state) => mount(root, recording, { ...state, ask: questions.ask }), NAMES);
    const stop = widget.render({ model, el });
    return () => {
      questions.stop();
      stop();
    };
  },
};
