// The strip of the loop: initialize → forward → loss → backward → update → iterate.

import { control, element } from "../kit/elements.js";

const TITLES = ["Initialize", "Forward", "Loss", "Backward", "Update", "Iterate"];

/** The strip of the loop: six phases, the current one lit; after the last comes the second again. */
export function phaseStrip({ pick, step, zoom }) {
  const buttons = TITLES.map((title, phase) => control("button", {
    type: "button", class: "mlc-phase", tabindex: -1, "aria-pressed": "", onclick: () => pick(phase),
  }, element("span", { class: "mlc-ordinal", "aria-hidden": "true" }, String(phase + 1)), element("span", {}, title)));
  const arrow = (by, text, shown) => control("button", { type: "button", class: "mlc-button mlc-turn", "aria-label": text, title: text, onclick: () => step(by) },
    element("span", { "aria-hidden": "true" }, shown));
  return {
    node: element("div", { class: "mlc-strip" },
      arrow(-1, "One phase or operation back (shift and left arrow)", "‹"),
      element("div", { class: "mlc-loop", role: "group", "aria-label": "phase of the training loop" }, ...buttons,
        element("span", { class: "mlc-return", "aria-hidden": "true" }, element("span", {}, "next batch"))),
      arrow(1, "One phase or operation on (shift and right arrow)", "›"), zoom),
    focus: (phase) => buttons.includes(document.activeElement) && buttons[phase].focus(),
    show: ({ phase }) => buttons.forEach((button, i) => {
      if (button.getAttribute("aria-pressed") === String(i === phase)) return;
      button.setAttribute("aria-pressed", String(i === phase));
      button.tabIndex = i === phase ? 0 : -1;
    }),
  };
}
