// The bar that plays a recording; the keys that do the same: keys.js.

import { control, element, setText } from "./elements.js";
import { icon } from "./icons.js";

/**
 * The bar of buttons, slider and choices that plays a recording. It holds no position of its own:
 * it asks by `on(intent, value)` and is told by `show({ value, text, readout, playing })`.
 * `choices` are further selects: [{ name, label, options: [[value, text], …], value }].
 */
export function transport({ count, label, choices, on }) {
  const button = (name, text, intent, value) =>
    control("button", { type: "button", class: `mlc-button mlc-${name}`, "aria-label": text, title: text, onclick: () => on(intent, value) }, icon(name));
  const play = button("play", "Play (space)", "toggle");
  const slider = control("input", {
    type: "range", class: "mlc-slider", min: 0, max: count - 1, step: 1, value: 0, "aria-label": label,
    oninput: () => on("seek", Number(slider.value)),
  });
  const written = element("output", { class: "mlc-readout", "aria-hidden": "true" });
  const selects = choices.map(({ name, label: text, options, value }) => {
    const made = options.map(([key, shown]) => element("option", { value: key, selected: key === value && "selected" }, shown));
    return control("select", { class: `mlc-select mlc-${name}`, "aria-label": text, title: text, onchange: (event) => on(name, event.target.value) }, ...made);
  });
  const node = element("div", { class: "mlc-transport", role: "group", "aria-label": "playback" },
    element("div", { class: "mlc-buttons" },
      button("start", "To the start (Home)", "start"), button("back", "One step back (left arrow)", "move", -1), play,
      button("forward", "One step forward (right arrow)", "move", 1), button("end", "To the end (End)", "end")),
    slider, written, ...selects);
  return {
    node, slider, play,
    show({ value, text, readout, playing }) {
      slider.value = value;
      slider.style.setProperty("--mlc-part", `${(100 * value) / Math.max(count - 1, 1)}%`);
      slider.setAttribute("aria-valuetext", text);
      setText(written, readout);
      const name = playing ? "pause" : "play";
      if (play.dataset.shows !== name) {
        play.dataset.shows = name;
        play.setAttribute("aria-label", playing ? "Pause (space)" : "Play (space)");
        play.title = playing ? "Pause (space)" : "Play (space)";
        play.replaceChildren(icon(name));
      }
    },
  };
}
