// The lab's knobs: inputs, the chosen unit's weights and bias, and its layer's activation.

import { control, element, setText } from "../kit/elements.js";
import { makeKnob } from "../kit/knobs.js";
import { numberText } from "../kit/numbers.js";

const slider = (name, reach) => ({
  role: "slider", tabindex: 0, "aria-label": name, "aria-orientation": "vertical", "aria-valuemin": -reach, "aria-valuemax": reach, "data-lm-suppress-shortcuts": "true",
});

/** Make a knob of the unit that stands for an input. */
export function inputKnob(node, name, reach, now, set) {
  for (const [attribute, value] of Object.entries(slider(name, reach))) node.setAttribute(attribute, value);
  node.classList.add("mlc-forward-turned");
  node.title = `${name}: drag up or down to change it`;
  makeKnob(node, reach, now, (value) => node.ariaDisabled === "true" || set(value), () => {});
}

/** The chosen unit's weights and its bias, each to be dragged. `show({ layer, unit, W, b })`. */
export function unitKnobs({ reach }, set) {
  const node = element("div", { class: "mlc-forward-knobs", role: "group", "aria-label": "weights and bias of the chosen unit" });
  let shown = "", knobs = [];

  function build(names) {
    knobs = names.map((name) => {
      const value = element("b"), knob = control("span", { class: "mlc-forward-knob", title: "drag up or down to change it", ...slider(name, reach) }, element("span", {}, name), value);
      makeKnob(knob, reach, () => Number(knob.ariaValueNow), (to) => set(name, to), () => {});
      return { knob, value };
    });
    node.replaceChildren(...knobs.map(({ knob }) => knob));
  }

  return {
    nodes: [node, element("p", { class: "mlc-forward-hint" }, "drag ↕, or ↑ ↓; inputs too")],
    show({ layer, unit, W, b }) {
      const inputs = W.length / b.length, names = Array.from({ length: inputs }, (_, i) => `W${layer}[${i},${unit}]`);
      names.push(`b${layer}[${unit}]`);
      if (names.join() !== shown) build(names);
      shown = names.join();
      knobs.forEach(({ knob, value }, i) => {
        const number = i < inputs ? W[i * b.length + unit] : b[unit];
        knob.ariaValueNow = number;
        knob.ariaValueText = numberText(number);
        setText(value, numberText(number, 3));
      });
    },
  };
}

/** The activation of the chosen unit's layer. `show(name)`, null for the output layer, whose activation stays. */
export function activationChoice({ known }, pick) {
  const names = Object.keys(known).filter((name) => known[name].hidden);
  const select = control("select", { class: "mlc-select", "aria-label": "activation of the layer", onchange: () => pick(select.value) },
    ...names.map((name) => element("option", { value: name }, `${name}: ${known[name].formula}`)));
  const node = element("div", { class: "mlc-forward-activation" }, select);
  return {
    node,
    show(name) {
      node.hidden = name === null;
      if (name !== null) select.value = name;
    },
  };
}
