// A row of buttons of which one is chosen: by mouse or touch, or with the arrow keys, Home and End.

import { control, element } from "./elements.js";

/** `options` are [{ name, label, title }]; `pick(name)` is called when another one is chosen. */
export function radioRow(label, options, pick) {
  const buttons = options.map(({ name, label: text, title }, i) => control("button", {
    type: "button", role: "radio", class: "mlc-radio", "aria-checked": "false", tabindex: -1, title, "data-name": name,
    onclick: () => pick(name), onkeydown: (event) => move(event, i),
  }, text));

  function move(event, from) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const last = buttons.length - 1;
    const to = { ArrowRight: from + 1, ArrowDown: from + 1, ArrowLeft: from - 1, ArrowUp: from - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = (to + buttons.length) % buttons.length;
    pick(options[next].name);
    buttons[next].focus();
  }

  return {
    node: element("div", { class: "mlc-radios" }, element("span", { class: "mlc-radios-name", "aria-hidden": "true" }, label),
      element("div", { class: "mlc-radio-row", role: "radiogroup", "aria-label": label }, ...buttons)),
    show: (name) => buttons.forEach((button, i) => {
      button.setAttribute("aria-checked", String(options[i].name === name));
      button.tabIndex = options[i].name === name ? 0 : -1;
    }),
  };
}
