// The gradient cloud: a slider for the batch size, the cloud, its noise, and what a step costs.

import { unpack } from "../kit/data.js";
import { control, element, setText, table } from "../kit/elements.js";
import { keyIntent, onKeys } from "../kit/keys.js";
import { labOf } from "../kit/lab.js";
import { numberText } from "../kit/numbers.js";
import { radioRow } from "../kit/radios.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";
import { cloudFigure, noiseFigure } from "./cloud_pictures.js";

export function mount(root, recording, state) {
  const { header } = recording, arrays = unpack(header, recording.buffer), { sizes, moments } = header, last = sizes.length - 1;
  const lab = labOf(state, ["batch_size", "moment"], paint), { now, go } = lab;

  const slider = control("input", {
    type: "range", class: "mlc-slider", min: 0, max: last, step: 1, "aria-label": "batch size", oninput: () => go({ batch_size: sizes[Number(slider.value)] }),
  });
  const written = element("output", { class: "mlc-readout", "aria-hidden": "true" });
  const knob = element("div", { class: "mlc-radios mlc-cloud-knob" }, element("span", { class: "mlc-radios-name", "aria-hidden": "true" }, "batch size"), slider, written);
  const at = radioRow("gradients at", moments, (moment) => go({ moment }), { steps: true });
  const cloud = cloudFigure(), noise = noiseFigure(header), price = priceFigure(header);
  const said = element("p", { class: "mlc-cloud-said" }), note = element("p", { class: "mlc-cloud-note" });
  const told = twin("What is on the screen, in words and numbers", () => [tableOf()]);
  const view = element("div", { class: "mlc mlc-cloud", role: "group", "aria-label": "gradient cloud", "data-recording": header.id },
    element("div", { class: "mlc-stage" }, element("div", { class: "mlc-cloud-knobs" }, knob, ...(moments.length > 1 ? [at.node] : [])), said,
      element("div", { class: "mlc-cloud-board mlc-fills" }, cloud.node, element("div", { class: "mlc-cloud-beside" }, noise.node, price.node)), note),
    ...told.nodes);
  const size = sizeButton(view, state);
  knob.append(size.node);

  const numberOf = () => sizes.indexOf(now.batch_size), momentOf = () => moments.findIndex(({ name }) => name === now.moment);

  function act(intent, value) {
    const to = { move: numberOf() + value, part: numberOf() + 2 * value, start: 0, end: last }[intent];
    go({ batch_size: sizes[Math.max(0, Math.min(to, last))] });
  }

  function paint(theme) {
    const number = numberOf(), moment = momentOf(), length = header.lengths[moment], noises = arrays.noises.row(moment);
    slider.value = number;
    slider.style.setProperty("--mlc-part", `${(100 * number) / last}%`);
    slider.setAttribute("aria-valuetext", String(now.batch_size));
    setText(written, String(now.batch_size));
    at.show(now.moment);
    setText(said, header.told[moment][number]);
    setText(note, header.notes[moment]);
    const all = arrays.places.row(moment), each = all.length / sizes.length;
    cloud.show({ places: all.subarray(number * each, (number + 1) * each), length, reach: header.reaches[moment] }, theme);
    noise.show({ noises, one: header.ones[moment], length, number }, theme);
    price.show(number);
    told.show(`${now.moment}. ${header.told[moment][number]} ${price.words(number)}`, false);
  }

  function tableOf() {
    const noises = arrays.noises.row(momentOf());
    return table(`${now.moment}: every batch size`, ["batch size", "noise", "examples a step", "steps an epoch"],
      sizes.map((of, i) => [String(of), i === last ? "0" : numberText(noises[i], 3), String(of), String(header.steps[i])]));
  }

  onKeys(view, (event) => {
    const intent = keyIntent(event);
    return intent?.[0] === "toggle" ? null : intent; // nothing plays here
  }, act);
  return lab.show(root, view, size, [cloud, noise]);
}

/** What a step costs: its examples, and how many steps an epoch has; the bars are as long as their logarithms. */
function priceFigure({ sizes, steps, examples }) {
  const rows = [["a step looks at", (i) => sizes[i], "example"], ["an epoch has", (i) => steps[i], "step"]].map(([text, count, unit]) => {
    const bar = element("div", { class: "mlc-cloud-bar" }), number = element("b", {}), named = element("span", {});
    return { node: element("div", { class: "mlc-cloud-row" }, element("span", { class: "mlc-cloud-what" }, text), element("span", { class: "mlc-cloud-count" }, number, " ", named), bar), bar, number, named, count, unit };
  });
  const node = element("figure", { class: "mlc-figure mlc-cloud-price" }, element("figcaption", {}, element("p", { class: "mlc-title" }, "The price of a step (bars logarithmic)")), ...rows.map((row) => row.node));
  const plural = (count, unit) => `${unit}${count === 1 ? "" : "s"}`;
  return {
    node,
    words: (i) => `A step looks at ${sizes[i]} ${plural(sizes[i], "example")}; an epoch of ${examples} examples has ${steps[i]} ${plural(steps[i], "step")}.`,
    show: (i) => rows.forEach(({ bar, number, named, count, unit }) => {
      setText(number, String(count(i)));
      setText(named, plural(count(i), unit));
      bar.style.setProperty("--mlc-part", `${2 + (98 * Math.log(count(i))) / Math.log(examples)}%`);
    }),
  };
}

export default recordedWidget(mount, ["batch_size", "moment", "size"]);
