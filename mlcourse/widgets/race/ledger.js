// The ledger of one racer's step: each term that its optimizer computes, for both parameters.

import { element, setText } from "../kit/elements.js";
import { numberText } from "../kit/numbers.js";

const PATIENCE = 1500; // milliseconds, until it is said that only the kernel knows

/** `show(title, lines, axes, numbers)`: `numbers` are two for each line, null where they are not there yet, undefined before the first step. */
export function ledgerFigure() {
  const title = element("p", { class: "mlc-title" }), body = element("tbody", {});
  const heads = ["", "rule", "", ""].map((text, i) => element(i ? "th" : "td", text ? { scope: "col" } : {}, text));
  const note = element("p", { class: "mlc-race-note", role: "status" });
  const node = element("figure", { class: "mlc-figure mlc-race-ledger" }, element("figcaption", {}, title),
    element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body), note);
  let timer = null;
  return {
    node,
    stop: () => clearTimeout(timer),
    show(text, lines, axes, numbers) {
      setText(title, text);
      axes.forEach((axis, k) => {
        setText(heads[2 + k], axis);
        heads[2 + k].setAttribute("scope", "col");
      });
      if (body.children.length !== lines.length || body.firstChild.dataset.of !== lines.at(-1).formula) body.replaceChildren(...lines.map((line) => row(line, lines.at(-1))));
      lines.forEach((_, i) => [0, 1].forEach((k) => setText(body.children[i].children[2 + k], numbers ? numberText(numbers[i][k]) : "–")));
      clearTimeout(timer);
      if (numbers !== null) setText(note, "");
      else timer = setTimeout(() => setText(note, "These numbers are the kernel's: run the cell to have them."), PATIENCE);
    },
  };
}

const row = ({ symbol, formula }, last) => element("tr", { "data-of": last.formula },
  element("th", { scope: "row" }, symbol), element("td", { class: "mlc-race-rule" }, formula), element("td", {}), element("td", {}));
