// The button that gives a widget the whole screen, for a projector.

import { control } from "./elements.js";
import { icon } from "./icons.js";

const TEXTS = ["Larger: the whole screen", "Back to the page (escape)"];

/**
 * A button that lets a widget fill the screen, and leaves it again, as Escape does. Where the browser refuses, as in
 * a frame or on a phone, the widget fills the window. What is on the screen is laid out for it by the style sheets:
 * the widget has the attribute "data-full". The size that Python asks for, the state "size", is another matter: larger type in its place.
 */
export function sizeButton(root, state) {
  const node = control("button", { type: "button", class: "mlc-button mlc-larger", "aria-pressed": "false", onclick: toggle }, icon("larger"));
  const isFull = () => document.fullscreenElement === root || root.popover !== null;

  async function toggle() {
    if (isFull()) return leave();
    try {
      await root.requestFullscreen();
    } catch {
      fillWindow();
    }
    show();
  }

  /** Above all else that the page shows, wherever in it the widget stands. */
  function fillWindow() {
    root.popover = "manual";
    root.showPopover();
  }

  function onEscape(event) {
    if (event.key !== "Escape" || !isFull()) return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  }

  function leave() {
    if (document.fullscreenElement === root) return void document.exitFullscreen();
    root.popover = null;
    show();
  }

  function show() {
    root.dataset.size = state.get("size") ?? "normal";
    root.toggleAttribute("data-full", isFull());
    node.setAttribute("aria-pressed", String(isFull()));
    node.setAttribute("aria-label", TEXTS[Number(isFull())]);
    node.title = TEXTS[Number(isFull())];
  }

  root.addEventListener("fullscreenchange", show);
  root.addEventListener("keydown", onEscape, true); // before a widget's own use of the key
  show();
  return { node, show };
}
