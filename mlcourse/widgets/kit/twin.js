// The twin in words: what the pictures show, as text and tables.

import { control, element, setText } from "./elements.js";

/**
 * The twin in words: a live region that speaks when nothing moves, and a part that opens with text and tables.
 * It follows a moment after the picture, so that a picture never waits for it, and a held key is not read out.
 */
export function twin(title, fill, delay = 150) {
  const live = element("div", { class: "mlc-unseen", "aria-live": "polite", role: "status" });
  const text = element("p", { class: "mlc-summary" });
  const tables = control("div", { class: "mlc-tables mlc-scrolls", role: "group", "aria-label": "tables", tabindex: 0 });
  const details = element("details", { class: "mlc-twin" }, control("summary", {}, title), text, tables);
  let summary = "", timer = null;
  const refill = () => {
    setText(text, summary);
    if (details.open) tables.replaceChildren(...fill());
  };
  const speak = () => {
    refill();
    setText(live, summary);
  };
  details.addEventListener("toggle", refill);
  return {
    nodes: [details, live],
    show(nextSummary, isMoving) {
      summary = nextSummary;
      clearTimeout(timer);
      if (!isMoving) timer = setTimeout(speak, delay);
      else if (details.open) setText(text, summary);
    },
  };
}
