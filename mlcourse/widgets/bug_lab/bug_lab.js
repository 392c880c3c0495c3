// The bug lab: the symptoms of a training run with a fault in it, and the learner's diagnosis.
//
// This file conducts; the pictures are in symptoms.js, the gradient check and the diagnosis in diagnosis.js.

import { Clock, wantsLessMotion } from "../kit/clock.js";
import { watchTheme } from "../kit/colors.js";
import { unpack } from "../kit/data.js";
import { element, table } from "../kit/elements.js";
import { key } from "../kit/figure.js";
import { keyIntent, onKeys } from "../kit/keys.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { transport } from "../kit/transport.js";
import { twin } from "../kit/twin.js";
import { checkPanel, diagnosisPanel } from "./diagnosis.js";
import { activationFigure, lossSymptom, normFigure } from "./symptoms.js";

const MOMENTS_A_SECOND = 2;

export function mount(root, recording, state) {
  const { header } = recording;
  const run = { ...header, arrays: unpack(header, recording.buffer) };
  const last = run.steps.length - 1;
  let theme = null, moment = 0, answer = "";

  const loss = lossSymptom(run), norms = normFigure(run), values = activationFigure(run);
  const check = checkPanel(run);
  const diagnosis = diagnosisPanel(run, (name) => {
    answer = name;
    paint();
    state.set({ answer });
  });
  const bar = transport({ count: run.steps.length, label: "moment of the run", on: act, choices: [] });
  const told = twin("What is on the screen, in words and numbers", () => symptomTables(run, moment));
  const view = element("div", { class: "mlc mlc-lab", role: "group", "aria-label": `bug lab, case ${run.case}`, "data-recording": run.id },
    element("div", { class: "mlc-stage" }, element("div", { class: "mlc-lab-head" }, element("p", { class: "mlc-lab-title" }, `Case ${run.case}: a ${run.network} network`),
      element("div", { class: "mlc-legend" }, key("ill", "this run"), key("healthy", "healthy run"), key("named", "a run with the fault you named"))),
    element("div", { class: "mlc-lab-board mlc-fills" }, loss.node, check.node, norms.node, values.node),
    bar.node, diagnosis.node), ...told.nodes);

  const size = sizeButton(view, state);
  bar.node.append(size.node);

  const clock = new Clock((count) => {
    go(Math.min(moment + count, last));
    if (moment < last) return true;
    clock.stop();
    paint();
    return false;
  });

  /** What the bar and the keys ask for. */
  function act(intent, value) {
    if (intent === "toggle") {
      if (clock.running) clock.stop();
      else {
        if (moment === last) go(0);
        clock.start(MOMENTS_A_SECOND * (wantsLessMotion() ? 0.5 : 1));
      }
      return paint();
    }
    const to = { move: moment + value, part: moment + value, seek: value, start: 0, end: last }[intent];
    go(Math.max(0, Math.min(to, last)));
  }

  function go(to) {
    moment = to;
    paint();
    state.set({ moment });
  }

  function follow() {
    size.show();
    moment = Math.max(0, Math.min(state.get("moment"), last));
    answer = state.get("answer");
    paint();
  }

  function paint() {
    if (!theme) return;
    const named = run.options.findIndex((option) => option.name === answer && !option.right);
    const now = { moment, named };
    view.dataset.named = named >= 0;
    for (const figure of [loss, norms, values]) figure.show(now, theme);
    check.show(named < 0 ? null : run.options[named].rows);
    diagnosis.show(answer);
    const readout = `step ${run.steps[moment]} of ${run.steps[last]}`;
    bar.show({ value: moment, text: `${readout}: ${momentWords(run, moment)}`, readout, playing: clock.running });
    told.show(`This is ${run.told} At step ${run.steps[moment]}: ${momentWords(run, moment)} Gradient check: ${run.check.words.join("; ")}.`, clock.running);
  }

  onKeys(view, keyIntent, act);

  root.append(view);
  const stopTheme = watchTheme(view, (colors) => {
    theme = colors;
    paint();
  });
  const stopListening = state.listen(follow);
  follow();
  return () => {
    clock.stop();
    stopListening();
    stopTheme();
    [loss, norms, values].forEach((figure) => figure.stop());
    view.remove();
  };
}

/** The gradients and activations of a moment, in a sentence each. */
export function momentWords({ norm_texts: texts, silent, silent_name: names }, moment) {
  const norms = texts[0][moment].map((text, layer) => `layer ${layer} ${text} (healthy ${texts[1][moment][layer]})`);
  const shares = silent[0][moment].map((text, layer) => `layer ${layer} ${text} (healthy ${silent[1][moment][layer]})`);
  return `length of the gradient: ${norms.join(", ")}; ${names[1]}: ${shares.join(", ")}.`;
}

function symptomTables(run, moment) {
  const [ill, healthy] = run.loss_texts;
  const texts = run.norm_texts;
  return [
    table("Loss by epoch", ["epoch", "this run", "healthy run"], healthy.map((text, i) => [`${i}`, ill[i] ?? "ended", text])),
    table(`Length of the gradient, step ${run.steps[moment]}`, ["layer", "this run", "healthy run"],
      texts[0][moment].map((text, layer) => [`${layer}`, text, texts[1][moment][layer]])),
    table(`Share of ${run.silent_name[1]}, step ${run.steps[moment]}`, ["hidden layer", "this run", "healthy run"],
      run.silent[0][moment].map((text, layer) => [`${layer}`, text, run.silent[1][moment][layer]])),
  ];
}

export default recordedWidget(mount, ["answer", "moment", "size"], ["answer"]);
