// The learning rate lab: a slider for η, a choice of λ, and the whole run that belongs to them.
//
// All runs are recorded. This file finds the one that is chosen; the pictures are in run_pictures.js.
import { watchTheme } from "../kit/colors.js";
import { unpack } from "../kit/data.js";
import { element, setText, table } from "../kit/elements.js";
import { key } from "../kit/figure.js";
import { numberText } from "../kit/numbers.js";
import { radioRow } from "../kit/radios.js";
import { sizeButton } from "../kit/size.js";
import { sliderRow } from "../kit/slider.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";
import { curvesFigure, sweepFigure, weightsFigure } from "./run_pictures.js";

export function mount(root, recording, state) {
  const { header } = recording, arrays = unpack(header, recording.buffer), now = {};
  const read = () => ["rate", "price"].forEach((name) => (now[name] = state.get(name)));
  let theme = null;

  const slider = sliderRow("η", "learning rate", header.rates, (rate) => go({ rate }));
  const prices = radioRow("λ", header.prices, (price) => go({ price }));
  const verdict = element("p", { class: "mlc-rates-verdict" });
  const legend = () => [key("rates-training", "training"), key("rates-validation", "validation")];
  const figures = [sweepFigure(header, legend()), curvesFigure(legend()), weightsFigure(header)];
  const told = twin("What is on the screen, in words and numbers", () => [epochsTable(header, arrays, now)]);
  const view = element("div", { class: "mlc mlc-rates", role: "group", "aria-label": "learning rate lab", "data-recording": header.id },
    element("div", { class: "mlc-stage" }, element("div", { class: "mlc-rates-knobs" }, slider.node, prices.node), verdict,
      element("div", { class: "mlc-rates-board mlc-fills" }, ...figures.map((figure) => figure.node)),
      element("p", { class: "mlc-rates-note" }, header.note)),
    ...told.nodes);
  const size = sizeButton(view, state);
  slider.node.append(size.node);

  function go(change) {
    Object.assign(now, change);
    paint();
    state.set({ ...now });
  }

  function paint() {
    if (!theme) return;
    const run = placeOf(header, now);
    slider.show(now.rate);
    prices.show(now.price);
    setText(verdict, header.told[run]);
    figures.forEach((figure) => figure.show({ run, first: run - now.rate, rate: now.rate, arrays }, theme));
    told.show(`η = ${header.rates[now.rate]}, λ = ${now.price}. ${header.told[run]}`, false);
  }

  read();
  root.append(view);
  const stopTheme = watchTheme(view, (colors) => {
    theme = colors;
    paint();
  });
  const stopListening = state.listen(() => {
    size.show();
    read();
    paint();
  });
  return () => {
    stopListening();
    stopTheme();
    figures.forEach((figure) => figure.stop());
    view.remove();
  };
}

/** Which run it is: they are counted by λ and then by η. */
export const placeOf = ({ rates, prices }, { rate, price }) => prices.findIndex(({ name }) => name === price) * rates.length + rate;

function epochsTable(header, { training, validation }, now) {
  const run = placeOf(header, now), of = (losses) => [...losses.row(run)].map((loss) => numberText(loss));
  const held = of(validation);
  return table(`η = ${header.rates[now.rate]}, λ = ${now.price}`, ["epoch", "training loss", "validation loss"],
    of(training).map((loss, i) => [String(i + 1), loss, held[i]]));
}

export default recordedWidget(mount, ["rate", "price", "size"]);
