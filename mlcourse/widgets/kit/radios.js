// A row of buttons of which one is chosen: by mouse or touch, or with the arrow keys, Home and End; where the widget steps by
// ← and →, with ↑ and ↓ only.

import { control, element } from "./elements.js";

const ACROSS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity }, DOWN = { ArrowDown: 1, ArrowUp: -1 };

/** `options` are [{ name, label, title }]; `pick(name)` is called when another one is chosen. */
export function radioRow(label, options, pick, { steps = false } = {}) {
  const buttons = options.map(({ name, label: text, title }, i) => control("button", {
    type: "button", role: "radio", class: "mlc-radio", "aria-checked": "false", tabindex: -1, title, "data-name": name,
    onclick: () => pick(name), onkeydown: (event) => move(event, i),
  }, text));

  function move(event, from) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const by = (steps ? DOWN : ACROSS)[event.key], last = buttons.length - 1;
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = isFinite(by) ? (from + by + buttons.length) % buttons.length : by < 0 ? 0 : last;
    pick(options[next].name);
    buttons[next].focus();
  }

  return {
    buttons,
    node: element("div", { class: "mlc-radios" }, element("span", { class: "mlc-radios-name", "aria-hidden": "true" }, label),
      element("div", { class: "mlc-radio-row", role: "radiogroup", "aria-label": label }, ...buttons)),
    show: (name) => buttons.forEach((button, i) => {
      button.setAttribute("aria-checked", String(options[i].name === name));
      button.tabIndex = options[i].name === name ? 0 : -1;
    }),
  };
}
