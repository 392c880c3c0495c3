// The button that makes a widget larger.

import { control } from "./elements.js";
import { icon } from "./icons.js";

/** A button that makes a widget larger, for a projector, and smaller again. The widget shares the state "size". */
export function sizeButton(root, state) {
  const text = "Larger, for a projector";
  const show = () => {
    root.dataset.size = state.get("size") ?? "normal";
    node.setAttribute("aria-pressed", String(root.dataset.size === "presenter"));
  };
  const toggle = () => {
    state.set({ size: root.dataset.size === "presenter" ? "normal" : "presenter" });
    show();
  };
  const node = control("button", { type: "button", class: "mlc-button mlc-larger", "aria-label": text, title: text, onclick: toggle }, icon("larger"));
  show();
  return { node, show };
}
