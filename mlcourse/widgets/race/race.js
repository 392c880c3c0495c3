// The race: all optimizers together on one surface, step by step, and the ledger of one of them.
//
// Every run is recorded. This file conducts: it holds what is chosen and the step; runs.js finds the numbers, the pictures are in
// map.js and loss.js, the ledger in ledger.js.

import { Clock, wantsLessMotion } from "../kit/clock.js";
import { unpack } from "../kit/data.js";
import { control, element, setText, table } from "../kit/elements.js";
import { keyIntent, onKeys } from "../kit/keys.js";
import { labOf } from "../kit/lab.js";
import { numberText } from "../kit/numbers.js";
import { radioRow } from "../kit/radios.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { transport } from "../kit/transport.js";
import { twin } from "../kit/twin.js";
import { ledgerFigure } from "./ledger.js";
import { raceLossFigure } from "./loss.js";
import { mapFigure } from "./map.js";
import { recordedRuns } from "./runs.js";
import { verdict } from "./words.js";

const NAMES = ["surface", "rate", "beta", "own_rates", "racer", "step"];
const STEPS_A_SECOND = 8, PHASE = 10;
const MARKS = [0, 1, 2, 3, 5]; // color and shape of each racer, as the style sheet has them

export function mount(root, recording, state) {
  const { header } = recording, arrays = unpack(header, recording.buffer), runs = recordedRuns(header, arrays);
  const { racers, steps } = header, names = racers.map(({ name }) => name);
  const lab = labOf(state, NAMES, paint), { now, go } = lab;
  let speed = 1;

  const surfaces = radioRow("surface", header.surfaces.map(({ name }) => ({ name, label: name })), (surface) => go({ surface }), { steps: true });
  const betas = radioRow("β", header.betas.map((each) => ({ ...each, title: header.betaIs })), (beta) => go({ beta }), { steps: true });
  const standings = radioRow("racer", names.map((name) => ({ name, label: name, title: `The ledger of ${name}` })), (racer) => go({ racer }), { steps: true });
  const slider = rateSlider(header.rates, (rate) => go({ rate, own_rates: false }), () => go({ own_rates: !now.own_rates }));
  const map = mapFigure(), loss = raceLossFigure(steps), ledger = ledgerFigure();
  map.shape = () => arrays.ground.shape.slice(1);
  setText(loss.title, "Loss");
  const said = element("p", { class: "mlc-race-verdict" });
  const bar = transport({
    count: steps + 1, label: "step", on: act,
    choices: [{ name: "speed", label: "Speed", options: [["0.25", "¼ speed"], ["1", "1× speed"], ["2", "2× speed"]], value: "1" }],
  });
  const told = twin("What is on the screen, in words and numbers", () => tables());
  const view = element("div", { class: "mlc mlc-race", role: "group", "aria-label": "race of the optimizers", "data-recording": header.id },
    element("div", { class: "mlc-stage" },
      element("div", { class: "mlc-race-knobs" }, surfaces.node, element("div", { class: "mlc-race-rates" }, slider.node, betas.node), standings.node),
      element("div", { class: "mlc-race-board mlc-fills" }, map.node, element("div", { class: "mlc-race-beside" }, loss.node, ledger.node)),
      said, bar.node),
    ...told.nodes);
  standings.node.classList.add("mlc-race-standings");
  const values = standings.buttons.map((button) => button.appendChild(element("span", { class: "mlc-race-value" })));
  const size = sizeButton(view, state);
  bar.node.append(size.node);

  const clock = new Clock((count) => {
    go({ step: Math.min(now.step + count, steps) });
    if (now.step < steps) return true;
    pause();
    return false;
  });

  /** What the bar and the keys ask for. */
  function act(intent, value) {
    if (intent === "toggle") return clock.running ? pause() : play();
    if (intent === "speed") {
      speed = Number(value);
      return clock.running && clock.start(STEPS_A_SECOND * speed);
    }
    const to = { move: now.step + value, part: now.step + PHASE * value, seek: value, start: 0, end: steps }[intent];
    go({ step: Math.max(0, Math.min(to, steps)) });
  }

  function play() {
    if (now.step === steps) go({ step: 0 });
    clock.start(STEPS_A_SECOND * (wantsLessMotion() ? Math.min(speed, 1) : speed));
    lab.repaint();
  }

  function pause() {
    clock.stop();
    lab.repaint();
  }

  function paint(theme) {
    const chosen = names.indexOf(now.racer), words = runs.words(now);
    const losses = names.map((_, racer) => runs.loss(now, racer, now.step)), rate = (racer) => header.rates[runs.rateOf(now, racer)];
    surfaces.show(now.surface);
    betas.show(now.beta);
    standings.show(now.racer);
    values.forEach((value, racer) => setText(value, `${now.own_rates ? `η ${rate(racer)} · ` : ""}${lossText(losses[racer])}`));
    slider.show(now);
    setText(map.title, words.about);
    const moment = { now, chosen, runs, marks: MARKS };
    map.show(moment, theme);
    loss.show(moment, theme);
    const numbers = now.step ? runs.ledger(now, chosen, now.step, state.get("ledger") ?? {}) : undefined;
    ledger.show(`Ledger: ${now.racer}, η = ${rate(chosen)}, ${now.step ? `step ${now.step}` : "before the first step"}`, racers[chosen].lines, words.axes, numbers);
    const text = verdict(names, losses, now.step, runs.loss(now, 0, 0));
    setText(said, text);
    bar.show({ value: now.step, text: `step ${now.step} of ${steps}`, readout: `step ${now.step} of ${steps}`, playing: clock.running });
    told.show(`${now.surface}. ${text}`, clock.running);
  }

  function tables() {
    const words = runs.words(now);
    return [table(`${now.surface}, β = ${now.beta}, step ${now.step} of ${steps}`, ["racer", "η", "loss", ...words.axes], names.map((name, racer) => [
      name, header.rates[runs.rateOf(now, racer)], lossText(runs.loss(now, racer, now.step)),
      ...(runs.isWithin(now, racer, now.step) ? runs.place(now, racer, now.step).map((at) => numberText(at, 3)) : ["far away", "far away"]),
    ]))];
  }

  onKeys(view, keyIntent, act);
  const close = lab.show(root, view, size, [map, loss, ledger]);
  return () => {
    clock.stop();
    close();
  };
}

const lossText = (loss) => (isFinite(loss) ? numberText(loss, 3) : "flown off");

const OWN_KEYS = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"];

/** The slider for η, one for all, and the button that gives each racer its own. ← and → are the race's, ↑ and ↓ the slider's. */
function rateSlider(rates, pick, toggle) {
  const slider = control("input", {
    type: "range", class: "mlc-slider", min: 0, max: rates.length - 1, step: 1, "aria-label": "learning rate for all, up and down arrows",
    oninput: () => pick(Number(slider.value)),
    onkeydown: (event) => OWN_KEYS.includes(event.key) && event.stopPropagation(),
  });
  const written = element("output", { class: "mlc-readout", "aria-hidden": "true" });
  const own = control("button", { type: "button", class: "mlc-radio", "aria-pressed": "false", onclick: toggle }, "each its own best η");
  return {
    node: element("div", { class: "mlc-radios mlc-race-rate" }, element("span", { class: "mlc-radios-name", "aria-hidden": "true" }, "η for all"), slider, written, own),
    show({ rate, own_rates: isOwn }) {
      slider.value = rate;
      slider.style.setProperty("--mlc-part", `${(100 * rate) / (rates.length - 1)}%`);
      slider.setAttribute("aria-valuetext", isOwn ? `${rates[rate]}, but each has its own` : rates[rate]);
      setText(written, isOwn ? "–" : rates[rate]);
      own.setAttribute("aria-pressed", String(isOwn));
    },
  };
}

export default recordedWidget(mount, [...NAMES, "ledger", "size"]);
