// The keys of all widgets. A key that is pressed within a widget is the widget's: none reaches the notebook, whatever in it was
// clicked last. And each means one thing: ← → a step, with Shift a phase, space plays, wherever in the widget the focus is.

/** Keep the keys of a widget in it: a click on any part of it puts the focus in it, and no key leaves. */
export function keepKeys(root) {
  root.tabIndex = -1; // takes the focus from a click, as no part of it that is a mere picture does
  root.dataset.lmSuppressShortcuts = "true"; // JupyterLab looks for its shortcuts before anyone else hears of a key
  root.addEventListener("keydown", (event) => event.stopPropagation());
  root.addEventListener("click", () => {
    if (!root.contains(document.activeElement)) root.focus({ preventScroll: true });
  });
}

/** Do what keys ask for: `intentOf(event)` is [what, value], or null where a key is none of the widget's; `act(what, value)` does it. */
export function onKeys(root, intentOf, act) {
  root.addEventListener("keydown", (event) => {
    const intent = event.defaultPrevented ? null : intentOf(event);
    if (!intent) return;
    event.preventDefault();
    act(...intent);
  });
  // A button is pressed when space is let go of.
  root.addEventListener("keyup", (event) => event.key === " " && intentOf(event) && event.preventDefault());
}

/** What a key asks for on the way through a recording; null where it is none of ours. Enter presses buttons, and Tab goes on. */
export function keyIntent({ key, shiftKey, ctrlKey, metaKey, altKey, target: heard }, target = heard) {
  if (ctrlKey || metaKey || altKey || target?.tagName === "SELECT") return null; // there the keys choose
  if (key === " ") return ["toggle"];
  if (shiftKey) return { ArrowRight: ["part", 1], ArrowLeft: ["part", -1] }[key] ?? null;
  const step = { ArrowRight: ["move", 1], ArrowLeft: ["move", -1] }[key];
  if (step || target?.closest?.(".mlc-scrolls")) return step ?? null; // there the others scroll
  return {
    ArrowUp: ["move", 1], ArrowDown: ["move", -1], PageUp: ["move", 10], PageDown: ["move", -10], Home: ["start"], End: ["end"],
  }[key] ?? null;
}
