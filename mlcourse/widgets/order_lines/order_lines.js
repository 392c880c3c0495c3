// The lines of a function, to be put in order by mouse, touch or keyboard; some are to be left out.
import { watchTheme } from "../kit/colors.js";
import { control, element, setText } from "../kit/elements.js";
import { fromHtml, unheardNote } from "../kit/options.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { moved, placed, problem, removed } from "./arranging.js";

const HELP = "Drag a line, or tap it to move it over. By keys: ↑ ↓ go from line to line, Enter moves one over, Shift with ↑ ↓ moves it up and down.";
const FAR = 6; // pixels from which on a press is a drag

export function mount(root, recording, state) {
  const { title, head, lines, causes, before, id } = recording.header;
  let dragging = null, checked = 0; // of which check the verdict is on the screen
  const pool = element("ul", { class: "mlc-order-list", "aria-label": "lines not used" });
  const body = element("ul", { class: "mlc-order-list", "aria-label": "your function" });
  const box = element("div", { class: "mlc-order-box mlc-order-function" }, element("pre", { class: "mlc-order-head" }, head), body);
  const said = element("p", { class: "mlc-status mlc-order-said", role: "status" });
  const check = control("button", { type: "button", class: "mlc-submit", onclick: judge }, "Check");
  const unheard = unheardNote(state);
  const part = (name, node) => element("div", { class: "mlc-order-part" }, element("p", { class: "mlc-order-name" }, name), node);
  const view = element("div", { class: "mlc mlc-order", role: "group", "aria-label": "lines to put in order", "data-recording": id },
    element("div", { class: "mlc-card" }, element("p", { class: "mlc-kicker" }, "Put in order"), fromHtml("p", "mlc-question", title),
      element("div", { class: "mlc-order-lists" }, part("Lines, not all of which belong in", element("div", { class: "mlc-order-box" }, pool)), part("Your function", box)),
      element("p", { class: "mlc-order-help" }, HELP), element("div", { class: "mlc-actions" }, check, said), unheard.node));
  const size = sizeButton(view, state);
  view.firstChild.append(size.node);

  const items = lines.map((text, i) => {
    const button = control("button", { type: "button", class: "mlc-order-line", onkeydown: (event) => onKey(event, i), onpointerdown: (event) => press(event, i) }, text);
    button.addEventListener("click", (event) => event.detail === 0 && setOrder(moved(order(), i), i)); // Enter, Space, a screen reader
    return { button, node: element("li", {}, button) };
  });
  const order = () => state.get("order");

  function setOrder(next, focused) {
    state.set({ order: next });
    checked = 0;
    paint();
    items[focused].button.focus();
  }

  function onKey(event, i) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const list = order().includes(i) ? order() : lines.map((_, n) => n).filter((n) => !order().includes(n));
    const at = list.indexOf(i);
    if (!event.shiftKey) items[list[Math.max(0, Math.min(list.length - 1, at + step))]].button.focus();
    else if (order().includes(i)) setOrder(placed(order(), i, at + step), i);
  }

  function press(event, i) {
    if (event.button > 0) return;
    items[i].button.setPointerCapture(event.pointerId);
    dragging = { i, x: event.clientX, y: event.clientY, isDrag: false };
  }
  view.addEventListener("pointermove", (event) => {
    if (!dragging) return;
    if (Math.hypot(event.clientX - dragging.x, event.clientY - dragging.y) > FAR) dragging.isDrag = true;
    if (!dragging.isDrag) return;
    items[dragging.i].button.dataset.drag = "true";
    const next = dropped(event);
    if (next.join() === order().join()) return;
    state.set({ order: next });
    checked = 0;
    paint(); // the line goes along
  });
  view.addEventListener("pointerup", () => {
    if (!dragging) return;
    const { i, isDrag } = dragging;
    dragging = null;
    items[i].button.dataset.drag = "false";
    if (!isDrag) setOrder(moved(order(), i), i);
  });
  view.addEventListener("pointercancel", () => {
    if (dragging) items[dragging.i].button.dataset.drag = "false";
    dragging = null;
  });

  /** The order that a line dragged to here makes: within the function's box above the line that it is over. */
  function dropped({ clientX, clientY }) {
    const { left, right, top, bottom } = box.getBoundingClientRect();
    if (clientX < left || clientX > right || clientY < top - 20 || clientY > bottom + 20) return removed(order(), dragging.i);
    const others = removed(order(), dragging.i);
    const above = others.filter((n) => {
      const rect = items[n].button.getBoundingClientRect();
      return (rect.top + rect.bottom) / 2 < clientY;
    });
    return placed(order(), dragging.i, above.length);
  }

  function judge() {
    state.set({ tries: state.get("tries") + 1 });
    unheard.expect(() => state.get("recorded") >= state.get("tries"));
    checked = state.get("tries");
    paint();
  }

  function paint() {
    const inside = order(), outside = lines.map((_, n) => n).filter((n) => !inside.includes(n));
    arrange(body, inside);
    arrange(pool, outside);
    items.forEach(({ button }, i) => {
      const where = inside.includes(i) ? `line ${inside.indexOf(i) + 1} of your function` : "not used";
      button.setAttribute("aria-label", `${lines[i].trim()}, ${where}`);
    });
    const { text, html, at } = checked ? problem(inside, lines, causes, before) : { text: "" };
    items.forEach(({ button }, i) => (button.dataset.bad = String(i === at)));
    said.dataset.sign = checked && !text && !html ? "right" : "";
    if (html) said.innerHTML = html;
    else setText(said, checked && !text ? "Right: each line has what it needs." : text);
  }

  /** Put a list's items in order, without moving those that are in place: a moved element loses its pointer. */
  function arrange(list, numbers) {
    numbers.forEach((n, place) => {
      if (list.children[place] !== items[n].node) list.insertBefore(items[n].node, list.children[place] ?? null);
    });
  }

  root.append(view);
  const stopTheme = watchTheme(view, () => {});
  const stopListening = state.listen((name) => {
    if (state.get("recorded") >= state.get("tries")) unheard.stop();
    size.show();
    if (name === "order" && !dragging) paint();
  });
  checked = state.get("tries");
  paint();
  return () => {
    unheard.stop();
    stopListening();
    stopTheme();
    view.remove();
  };
}

export default recordedWidget(mount, ["order", "tries", "recorded", "size"]);
