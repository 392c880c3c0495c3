// The stopping lab: how many hidden units, how many examples, and where to stop; only then the validation loss.
//
// All runs are recorded. This file finds the one that is chosen; the pictures are in stopping_pictures.js.
import { unpack } from "../kit/data.js";
import { control, element, setText, table } from "../kit/elements.js";
import { labOf, onArrows } from "../kit/lab.js";
import { numberText } from "../kit/numbers.js";
import { sizeButton } from "../kit/size.js";
import { sliderRow } from "../kit/slider.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";
import { answersFigure, curvesFigure, mapFigure } from "./stopping_pictures.js";

const loss = (value) => value.toFixed(3);

export function mount(root, recording, state) {
  const { header } = recording, arrays = unpack(header, recording.buffer);
  const lab = labOf(state, ["units", "examples", "epoch", "stops"], paint), { now, go } = lab;

  const units = sliderRow("hidden units", "hidden units", header.units.map(String), (i) => go({ units: header.units[i] }));
  const examples = sliderRow("examples", "training examples", header.examples.map(String), (i) => go({ examples: header.examples[i] }));
  const epoch = sliderRow("stop after", "stop after epoch", header.epochs.map((each) => `epoch ${each}`), (i) => go({ epoch: header.epochs[i] }));
  const button = control("button", { type: "button", class: "mlc-stop-button", onclick: stop }, "Stop here");
  const verdict = element("p", { class: "mlc-stop-verdict" }), outcome = element("p", { class: "mlc-stop-outcome" });
  const figures = [answersFigure(header, arrays), curvesFigure(header, arrays), mapFigure(header, arrays)];
  const told = twin("What is on the screen, in words and numbers", () => tables(header, arrays, now));
  const view = element("div", { class: "mlc mlc-stop", role: "group", "aria-label": "stopping lab", "data-recording": header.id },
    element("div", { class: "mlc-stage" }, element("div", { class: "mlc-stop-knobs" }, units.node, examples.node, epoch.node), verdict, outcome,
      element("div", { class: "mlc-stop-board mlc-fills" }, ...figures.map((figure) => figure.node)),
      element("p", { class: "mlc-stop-note" }, header.note)),
    ...told.nodes);
  const size = sizeButton(view, state);
  epoch.node.append(button, size.node);
  onArrows(view, (by) => go({ epoch: header.epochs[Math.min(Math.max(header.epochs.indexOf(now.epoch) + by, 0), epoch.last)] }));

  function stop() {
    if (!(keyOf(now) in now.stops)) go({ stops: { ...now.stops, [keyOf(now)]: now.epoch } });
    epoch.slider.focus();
  }

  function paint(theme) {
    const moment = momentOf(header, now), lines = sentences(header, arrays, now);
    units.show(header.units.indexOf(now.units));
    examples.show(header.examples.indexOf(now.examples));
    epoch.show(moment.at);
    button.disabled = moment.stopped !== null;
    setText(button, button.disabled ? "Stopped" : "Stop here");
    setText(verdict, lines[0]);
    setText(outcome, lines[1]);
    figures.forEach((figure) => figure.show({ ...moment, now }, theme));
    told.show(`${now.units} hidden units, ${now.examples} examples. ${lines.join(" ")}`, false);
  }

  return lab.show(root, view, size, figures);
}

const keyOf = ({ units, examples }) => `${units}/${examples}`;

/** Which run it is (they are counted by units and then by examples), which of its moments, and where it was stopped. */
export function momentOf(header, now) {
  const run = header.units.indexOf(now.units) * header.examples.length + header.examples.indexOf(now.examples);
  const stop = now.stops[keyOf(now)];
  return { run, at: header.epochs.indexOf(now.epoch), stopped: stop === undefined ? null : header.epochs.indexOf(stop), best: header.best[run] };
}

/** What is said: of the moment on the screen, and of the stop. */
export function sentences(header, { training, validation, cost }, now) {
  const { run, at, stopped, best } = momentOf(header, now);
  const here = `After epoch ${now.epoch}: training loss ${loss(training.row(run)[at])}`;
  if (stopped === null) return [`${here}, validation loss covered.`, "Where would you stop? Choose the epoch, then press the button: the validation loss is shown."];
  const of = (i) => `epoch ${header.epochs[i]}`, paid = cost.row(run)[stopped];
  const price = stopped === best ? "the lowest there is." : `${loss(paid)} more than the lowest, ${loss(validation.row(run)[best])} after ${of(best)}.`;
  return [`${here}, validation loss ${loss(validation.row(run)[at])}.`, `You stopped after ${of(stopped)}: validation loss ${loss(validation.row(run)[stopped])}, ${price} ${header.told[run]}`];
}

function tables(header, { training, validation, cost }, now) {
  const { run, stopped } = momentOf(header, now), losses = (of) => [...of.row(run)].map((each) => numberText(each));
  const fitted = losses(training), held = losses(validation);
  const stops = header.units.flatMap((units) => header.examples.map((examples) => {
    const each = { ...now, units, examples }, place = momentOf(header, each);
    return place.stopped === null ? null : [keyOf(each), String(header.epochs[place.stopped]), String(header.epochs[place.best]), numberText(cost.row(place.run)[place.stopped])];
  })).filter(Boolean);
  return [
    table(`${now.units} hidden units, ${now.examples} examples`, ["epoch", "training loss", "validation loss"],
      header.epochs.map((each, i) => [String(each), fitted[i], stopped === null ? "covered" : held[i]])),
    table("Your stops", ["units/examples", "epoch", "best epoch", "cost"], stops),
  ];
}

export default recordedWidget(mount, ["units", "examples", "epoch", "stops", "size"]);
