// What the pages of the pulse share. Names and mistakes are set as text; only the course's own texts are HTML.
const SVG = "http://www.w3.org/2000/svg";

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") made.className = value;
    else made[name] = value;
  }
  made.append(...children);
  return made;
}

// A text of the course, which the server has set: formulas are MathML.
export function set(tag, html, properties = {}) {
  return element(tag, { ...properties, innerHTML: html });
}

export function find(id) {
  return document.getElementById(id);
}

// A bar of parts, [class, share] each, drawn as one picture: no style is set by script.
export function bar(...parts) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 100 10");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  if (parts.some(([kind]) => kind === "stuck")) svg.append(hatch());
  let from = 0;
  for (const [kind, share] of parts) {
    const rect = document.createElementNS(SVG, "rect");
    const at = { x: from, y: 0, width: 100 * share, height: 10, class: kind };
    for (const [name, value] of Object.entries(at)) rect.setAttribute(name, value);
    svg.append(rect);
    from += 100 * share;
  }
  return svg;
}

// Stuck is told from done by its stripes as well as by its color.
function hatch() {
  const pattern = document.createElementNS(SVG, "pattern"), line = document.createElementNS(SVG, "path");
  const of = { id: "hatch", width: 1.2, height: 10, patternUnits: "userSpaceOnUse" };
  for (const [name, value] of Object.entries(of)) pattern.setAttribute(name, value);
  line.setAttribute("d", "M0.35 0 V10");
  line.setAttribute("class", "hatch");
  line.setAttribute("stroke-width", 0.7);
  pattern.append(line);
  return pattern;
}

export function question(told, ...buttons) {
  const rounds = told.votes.map((votes, round) => `${votes} ${votes === 1 ? "vote" : "votes"}${told.votes.length > 1 ? ` in round ${round + 1}` : ""}`);
  const most = Math.max(1, ...told.votes);
  const options = told.options.map((each) =>
    element("div", { class: each.right ? "option right" : "option" },
      element("div", {}, set("span", each.text), each.right ? " ✓" : ""),
      element("div", { class: "bars" }, ...(each.counts ?? []).map((count, round) =>
        element("div", { class: "bar" }, bar([round ? "second" : "first", count / most]), element("b", {}, String(count)))))));
  const key = (told.options[0]?.counts?.length ?? 0) > 1
    ? [element("p", { class: "key" }, ...["before the discussion", "after it"].map((text, round) =>
        element("span", {}, bar([round ? "second" : "first", 1]), text)))]
    : [];
  return element("div", { class: "question" },
    set("h2", told.text), element("p", { class: "quiet" }, rounds.join(", ")), ...options, ...key, ...buttons);
}

export function exercise({ number, tasks }, learners) {
  return element("section", {}, 
    element("div", { class: "task head" }, element("h2", {}, `Exercise ${number}`), element("div", {}), element("div", { class: "quiet" }, "stuck by"),
      element("div", { class: "counts quiet" }, ...["done", "stuck", "not begun"].map((text) => element("span", {}, text)))),
    ...tasks.map((task) => taskRow(task, learners)));
}

function taskRow(task, learners) {
  const all = Math.max(1, learners), counts = [`✓ ${task.done}`, `✗ ${task.stuck}`, `○ ${task.open}`];
  return element("div", { class: "task" },
    element("div", {}, task.title),
    bar(["done", task.done / all], ["stuck", task.stuck / all]),
    element("p", { class: "mistakes" }, task.mistakes.map(([name, count]) => `${count} × ${name}`).join(" · ")),
    element("div", { class: "counts" }, ...counts.map((text) => element("span", {}, text))));
}

export function header(view) {
  const call = view.hub ? `ml.join("${view.word}")` : `ml.join("${view.word}", host="${location.host}")`;
  const code = (text) => element("code", {}, text);
  find("join").replaceChildren(
    element("span", {}, "In a notebook: ", code(call)),
    element("span", {}, "In a browser: ", code(address()), ", the word is ", code(view.word)));
  find("count").textContent = `${view.learners} ${view.learners === 1 ? "learner" : "learners"}`;
}

// Where learners vote without Python: this page's address without its own name, /projector/… or /instructor/….
function address() {
  return location.href.replace(/\/\w+\/[^/]*$/, "");
}

// Each message holds all that is shown; the browser asks again by itself where the connection is lost.
export function listen(show) {
  const source = new EventSource(`${location.pathname}/listen`);
  source.onmessage = (message) => show(JSON.parse(message.data));
  source.onerror = () => { find("count").textContent = "not connected; trying again"; };
}
