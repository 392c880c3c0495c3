// The bug lab's gradient check and the choice of a diagnosis.

import { control, element, heads, setText } from "../kit/elements.js";

/** The gradient check as a table; under each number that of a run with the fault that was named. */
export function checkPanel({ check }) {
  const cell = (text, other) => element("td", {}, element("span", {}, text), element("small", {}, other ?? ""));
  const body = element("tbody");
  const node = element("figure", { class: "mlc-figure mlc-check" },
    element("figcaption", {}, element("p", { class: "mlc-title" }, `Gradient check, made once, in step ${check.step}`)),
    element("table", {},
      element("caption", { class: "mlc-unseen" }, "Gradient check by block"),
      element("thead", {}, element("tr", {}, ...heads(["block", "rel. error", "length", "cosine", ""], (i) => (
        { title: ["", "‖got − expected‖ / (‖got‖ + ‖expected‖)", "‖got‖ / ‖expected‖", "of the angle between got and expected"][i] })))),
      body),
    element("p", { class: "mlc-check-note" }, "length: got / expected; cosine: 1 is the same direction, −1 the opposite."));
  return {
    node,
    show(rows) {
      body.replaceChildren(...check.rows.map((row, i) => {
        const other = rows?.[i];
        return element("tr", {},
          element("th", { scope: "row" }, row.name), cell(row.error, other?.error), cell(row.length, other?.length), cell(row.cosine, other?.cosine),
          element("td", { class: row.passed ? "mlc-passed" : "mlc-failed" }, row.passed ? "✓ passes" : "✗ fails"));
      }));
    },
  };
}

/** The question, the options, and what is said about the one that was chosen. */
export function diagnosisPanel({ options }, choose) {
  const buttons = options.map(({ name, title }) => control("button", {
    type: "button", class: "mlc-fault", "aria-pressed": "false", "data-option": name, onclick: () => choose(name),
  }, element("span", { class: "mlc-fault-mark", "aria-hidden": "true" }), element("span", {}, title)));
  const verdict = element("p", { class: "mlc-verdict", role: "status", "aria-live": "polite" });
  const node = element("div", { class: "mlc-diagnosis" },
    element("p", { class: "mlc-title" }, "What is wrong with this run?"),
    element("div", { class: "mlc-faults", role: "group", "aria-label": "What is wrong with this run?" }, ...buttons), verdict);
  return {
    node,
    show(answer) {
      const chosen = options.find(({ name }) => name === answer);
      buttons.forEach((button, i) => {
        const isChosen = options[i] === chosen;
        button.setAttribute("aria-pressed", String(isChosen));
        button.dataset.verdict = isChosen ? (options[i].right ? "right" : "wrong") : "";
        setText(button.firstChild, isChosen ? (options[i].right ? "✓" : "✗") : "○");
      });
      verdict.dataset.verdict = chosen ? (chosen.right ? "right" : "wrong") : "";
      setText(verdict, chosen?.verdict ?? "Look at all four panels and move through the run, then click an answer.");
    },
  };
}
