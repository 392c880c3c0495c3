// Formulas of the chain rule: fractions, and a path's factors as a row in which the product grows.

import { element } from "../kit/elements.js";

const FRACTION = /∂([^\s/·]+)\/∂([^\s·]+)/g;

/** The pieces of a line of text: plain parts, and [top, bottom] for each ∂top/∂bottom. */
export function pieces(line) {
  const found = [];
  let from = 0;
  for (const match of line.matchAll(FRACTION)) {
    found.push(line.slice(from, match.index), [`∂${match[1]}`, `∂${match[2]}`]);
    from = match.index + match[0].length;
  }
  return [...found, line.slice(from)].filter((piece) => piece.length);
}

/** A line of text whose ∂…/∂… stand as fractions. */
export function formulaLine(line) {
  return element("p", { class: "mlc-math" }, ...pieces(line).map((piece) => (Array.isArray(piece) ? fraction(...piece) : piece)));
}

const fraction = (top, bottom) => element("span", { class: "mlc-frac" }, element("span", {}, top), element("span", {}, bottom));

/** A path's factors, `count` of them multiplied so far; then the product. `write` puts the numbers in. */
export function ribbon(chain, count, isCurrent, write) {
  const factors = chain.factors.flatMap(({ top, bottom, text }, i) => {
    const state = i < count ? (isCurrent && i === count - 1 ? "mlc-factor mlc-now" : "mlc-factor mlc-past") : "mlc-factor mlc-ahead";
    const card = element("span", { class: state }, fraction(`∂${top}`, `∂${bottom}`), element("span", { class: "mlc-factor-value" }, write(text)));
    return i ? [element("span", { class: "mlc-times" }, "·"), card] : [card];
  });
  const end = count === chain.factors.length;
  return element("p", { class: "mlc-ribbon" }, ...factors,
    element("span", { class: "mlc-times" }, "="),
    element("span", { class: `mlc-product${end ? " mlc-whole" : ""}` },
      element("span", { class: "mlc-product-name" }, end ? "product" : "so far"),
      element("span", { class: "mlc-factor-value" }, count ? write(chain.products[count - 1]) : "–")));
}
