// Elements of the page and controls, which take the keyboard.

/** Make an element. Attributes that are functions become listeners: { onclick: … }. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Make an element that takes the keyboard: JupyterLab must not take its keys for shortcuts. */
export function control(tag, attributes = {}, ...children) {
  return element(tag, { "data-lm-suppress-shortcuts": "true", ...attributes }, ...children);
}

/** Set an element's text only if it is another, so that a screen reader is not told the same twice. */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/** The cells over columns; one that names nothing is no header. */
export const heads = (texts, more = () => ({})) => texts.map((text, i) => element(text ? "th" : "td", { ...(text && { scope: "col" }), ...more(i) }, text));

/** A table with a caption, a header row and, in each row, a header cell first. */
export function table(caption, head, rows) {
  const cells = (row) => row.map((text, i) => element(i ? "td" : "th", i ? {} : { scope: "row" }, text));
  return element(
    "table", {},
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...heads(head))),
    element("tbody", {}, ...rows.map((row) => element("tr", {}, ...cells(row)))),
  );
}
