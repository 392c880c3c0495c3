// The learning rate lab: a slider for η, a choice of λ, and the whole run that belongs to them; and a step from which on η is another.
//
// All runs with one η are recorded. This file finds the one that is chosen, or has it trained (training.js); the
// pictures are in run_pictures.js.
import { unpack } from "../kit/data.js";
import { element, setText, table } from "../kit/elements.js";
import { key } from "../kit/figure.js";
import { labOf } from "../kit/lab.js";
import { numberText } from "../kit/numbers.js";
import { radioRow } from "../kit/radios.js";
import { sizeButton } from "../kit/size.js";
import { sliderRow } from "../kit/slider.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";
import { curvesFigure, fitFigure, sweepFigure, weightsFigure } from "./run_pictures.js";
import { countWeights, tellRun, trainRun } from "./training.js";

export function mount(root, recording, state) {
  const { header } = recording, arrays = unpack(header, recording.buffer);
  const lab = labOf(state, ["rate", "price", "step", "later"], paint), { now, go } = lab;
  const { steps } = header.learning, whens = Array.from({ length: steps + 1 }, (_, step) => (step < steps ? String(step) : "never"));

  const slider = sliderRow("η", "learning rate", header.rates, (rate) => go({ rate }));
  const prices = radioRow("λ", header.prices, (price) => go({ price }));
  const when = sliderRow("change η after step", "step after which the learning rate changes", whens, (step) => go({ step }));
  const later = sliderRow("to", "learning rate from there on", header.rates, (rate) => go({ later: rate }));
  const verdict = element("p", { class: "mlc-rates-verdict" });
  const legend = () => [key("rates-training", "training"), key("rates-validation", "validation")];
  const figures = [sweepFigure(header, legend()), curvesFigure(header, legend()), weightsFigure(header), fitFigure(arrays)];
  const told = twin("What is on the screen, in words and numbers", () => [epochsTable(titleOf(header, now), runOf(header, arrays, now))]);
  const view = element("div", { class: "mlc mlc-rates", role: "group", "aria-label": "learning rate lab", "data-recording": header.id },
    element("div", { class: "mlc-stage" }, element("div", { class: "mlc-rates-knobs" }, slider.node, prices.node,
        element("div", { class: "mlc-rates-change" }, when.node, later.node)), verdict,
      element("div", { class: "mlc-rates-board mlc-fills" }, ...figures.map((figure) => figure.node)),
      element("p", { class: "mlc-rates-note" }, header.note)),
    ...told.nodes);
  const size = sizeButton(view, state);
  slider.node.append(size.node);

  function paint(theme) {
    const place = placeOf(header, now), run = runOf(header, arrays, now);
    slider.show(now.rate);
    prices.show(now.price);
    when.show(now.step);
    later.show(now.later);
    later.slider.disabled = now.step === steps;
    later.node.classList.toggle("mlc-rates-idle", later.slider.disabled);
    setText(verdict, run.told);
    const unchanged = run.isChanged ? recordedRun(header, arrays, place) : null;
    figures.forEach((figure) => figure.show({ run, unchanged, step: now.step, first: place - now.rate, rate: now.rate, arrays }, theme));
    told.show(`${titleOf(header, now)}. ${run.told}`, false);
  }

  return lab.show(root, view, size, figures);
}

/** Which run it is: they are counted by λ and then by η. */
export const placeOf = ({ rates, prices }, { rate, price }) => prices.findIndex(({ name }) => name === price) * rates.length + rate;

function recordedRun({ told, flown }, arrays, place) {
  const of = (name) => [...arrays[name].row(place)];
  return { training: of("training"), validation: of("validation"), counts: of("counts"), predicted: of("predicted"), hasFlown: flown[place], told: told[place] };
}

let last = null; // the run that was trained last, and by what: a picture that is drawn again needs no other
let begun = null; // how its epochs began before η was changed, and by what: all changes of one run begin so

/** The run that is chosen: recorded, or trained now where η is changed. */
export function runOf(header, arrays, now) {
  const { learning } = header, { rate, price, step, later } = now;
  if (step === learning.steps) return recordedRun(header, arrays, placeOf(header, now));
  const by = [header.id, rate, price, step, later].join();
  if (last?.by !== by) {
    const from = [header.id, rate, price].join();
    if (begun?.by !== from) begun = { by: from, epochs: [] };
    const change = { first: learning.rates[rate], step, later: learning.rates[later] };
    const made = trainRun(learning, arrays, change, learning.prices[price], begun.epochs);
    const counts = made.hasFlown ? [] : countWeights(made.weights, learning.bins, header.widest);
    last = { by, run: { ...made, counts, told: tellRun(header, made), isChanged: true } };
  }
  return last.run;
}

const titleOf = ({ rates, learning: { steps } }, { rate, price, step, later }) =>
  `η = ${rates[rate]}${step < steps ? `, from step ${step} on ${rates[later]}` : ""}, λ = ${price}`;

function epochsTable(title, { training, validation }) {
  return table(title, ["epochs done", "training loss", "validation loss"],
    training.map((loss, i) => [String(i + 1), numberText(loss), numberText(validation[i])]));
}

export default recordedWidget(mount, ["rate", "price", "step", "later", "size"]);
