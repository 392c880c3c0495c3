// A figure: title, legend and canvas.

import { canvas } from "./canvas.js";
import { element } from "./elements.js";

/** A titled figure with a canvas and, under its title, a legend. `draw(context, width, height, moment, theme)`. */
export function figure(name, label, draw, legend = []) {
  const title = element("p", { class: "mlc-title" });
  let shown = null; // what draw is told besides the canvas, once there is something to show
  const picture = canvas(label, (context, width, height) => shown && draw(context, width, height, ...shown));
  const node = element("figure", { class: `mlc-figure mlc-${name}` },
    element("figcaption", {}, title, element("div", { class: "mlc-legend" }, ...legend)), picture.node);
  return {
    node, picture, title, stop: picture.stop,
    show(moment, theme) {
      shown = theme && [moment, theme];
      picture.draw();
    },
  };
}

/** An entry of a legend: a sign, drawn by the style sheet as `mlc-KIND`, and what it stands for. */
export const key = (kind, text) => element("span", { class: "mlc-key" }, element("i", { class: `mlc-swatch mlc-${kind}` }), text);
