// Options to choose from, as radio buttons: each has room for its verdict and for what it says about itself.

import { control, element, setText } from "./elements.js";

/**
 * A group of options under its question. `options` are [{ text, why }] in HTML that Python has made of plain text.
 * `mark(i, sign, tag)` shows an option's ✓ or ✗ and its explanation.
 */
export function optionList(question, options, name, onpick) {
  const rows = options.map(({ text, why }, i) => {
    const input = control("input", { type: "radio", name, value: i, onchange: () => onpick(i) });
    const sign = element("span", { class: "mlc-sign", "aria-hidden": "true" });
    const spoken = element("span", { class: "mlc-unseen" });
    const tag = element("span", { class: "mlc-tag" });
    const reason = fromHtml("p", "mlc-why", why);
    reason.hidden = true;
    const words = fromHtml("span", "mlc-choice-text", text);
    const label = element("label", { class: "mlc-choice" }, input, sign, words, tag, spoken);
    const isFormula = words.children.length === 1 && words.firstElementChild.localName === "math" && words.childNodes.length === 1;
    const nameIt = () => isFormula && input.setAttribute("aria-label", [words, tag, spoken].map((part) => part.textContent).filter(Boolean).join(", "));
    nameIt(); // not every reader takes a formula alone for a name
    return { input, sign, spoken, tag, reason, nameIt, node: element("div", { class: "mlc-option" }, label, reason) };
  });
  const node = element("fieldset", { class: "mlc-options" },
    fromHtml("legend", "mlc-question", question), ...rows.map((row) => row.node));
  return {
    node,
    pick: (i) => rows.forEach(({ input }, j) => (input.checked = i === j)),
    focus: (i) => rows[i]?.input.focus(),
    lock: () => rows.forEach(({ input }) => (input.disabled = true)),
    mark(i, sign, tag = "") {
      const row = rows[i];
      row.node.dataset.sign = sign;
      setText(row.sign, { right: "✓", wrong: "✗" }[sign] ?? "");
      setText(row.spoken, sign);
      setText(row.tag, tag);
      row.nameIt();
      row.reason.hidden = !row.reason.textContent;
    },
    why: (i) => rows[i].reason.textContent,
  };
}

/** An element with HTML in it that Python has made of plain text: formulas, code and nothing else. */
export function fromHtml(tag, className, html) {
  const made = element(tag, { class: className });
  made.innerHTML = html;
  return made;
}

/**
 * A line that says, after a while, that nobody has heard: the kernel is busy, gone, or not there at all.
 * `expect(isHeard)` starts waiting; isHeard is asked when the time is over. On a page, which has no cell to run, it says
 * nothing.
 */
export function unheardNote({ home }, delay = 4000) {
  const node = element("p", { class: "mlc-unheard", role: "status", hidden: "hidden" },
    "Not recorded so far. A kernel that is busy records it when it is free; if the kernel has stopped, run this cell again.");
  let timer = null;
  const stop = () => {
    clearTimeout(timer);
    node.hidden = true;
  };
  return {
    node, stop,
    expect(isHeard) {
      stop();
      if (home === "page") return;
      timer = setTimeout(() => (node.hidden = isHeard()), delay);
    },
  };
}
