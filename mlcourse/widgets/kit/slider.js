// A slider over positions that have texts: by mouse or touch, or with the arrow keys, Home and End.

import { control, element, setText } from "./elements.js";

/** `texts` say what each position is; `pick(i)` is called when another one is chosen. */
export function sliderRow(label, spoken, texts, pick) {
  const last = texts.length - 1;
  const slider = control("input", {
    type: "range", class: "mlc-slider", min: 0, max: last, step: 1, "aria-label": spoken, oninput: () => pick(Number(slider.value)),
  });
  const written = element("output", { class: "mlc-readout", "aria-hidden": "true" });
  return {
    node: element("div", { class: "mlc-slider-row" }, element("span", { class: "mlc-slider-name", "aria-hidden": "true" }, label), slider, written),
    slider, last,
    show(i) {
      slider.value = i;
      slider.style.setProperty("--mlc-part", `${(100 * i) / last}%`);
      slider.setAttribute("aria-valuetext", texts[i]);
      setText(written, texts[i]);
    },
  };
}
