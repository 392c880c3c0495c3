// The legend's entries for classes: each with its mark.

import { element } from "./elements.js";
import { drawMark, SHAPES } from "./marks.js";

/** Entries of a legend, one for each class: their marks are drawn by `drawKeys`, again whenever the theme changes. */
export function classKeys(names) {
  return names.slice(0, 8).map((name, i) => {
    const swatch = canvasKey(i);
    return { swatch, node: element("span", { class: "mlc-key" }, swatch, name) };
  });
}

function canvasKey(index) {
  return element("canvas", { width: 28, height: 28, class: "mlc-mark", "data-class": index, role: "img", "aria-label": SHAPES[index % SHAPES.length][0] });
}

export function drawKeys(keys, theme) {
  keys.forEach(({ swatch }, i) => {
    const context = swatch.getContext("2d");
    context.setTransform(2, 0, 0, 2, 0, 0);
    context.clearRect(0, 0, 14, 14);
    drawMark(context, theme, i, 7, 7.5, 4);
  });
}
