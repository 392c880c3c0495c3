// A number that is dragged up and down, or turned with ↑ ↓ where the focus is on it. ← → and space are the widget's.

/** The number after so many steps on the grid of a reach, whose 32 steps are exact: they add up to what one expects. */
export function turned(value, steps, reach, isFine = false) {
  const grid = reach / (isFine ? 64 : 32);
  const from = steps > 0 ? Math.floor(value / grid) : Math.ceil(value / grid);
  return Math.max(-reach, Math.min(reach, (from + steps) * grid));
}

/** How many steps a key asks for; 0 where it is none of ours. */
export const stepsOf = ({ key, ctrlKey, metaKey, altKey }) =>
  (ctrlKey || metaKey || altKey ? 0 : { ArrowUp: 1, ArrowDown: -1, PageUp: 8, PageDown: -8 }[key] ?? 0);

const PIXELS = 5; // of a step

/** Let a node be turned: `now()` is its number, `set(value)` changes it, `press(event)` is a click that drags nothing, or Enter. */
export function makeKnob(node, reach, now, set, press) {
  let from = null, moved = false;
  const end = (event) => {
    if (from && !moved) press(event);
    from = null;
  };
  node.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    node.setPointerCapture(event.pointerId);
    [from, moved] = [{ y: event.clientY, value: now() }, false];
  });
  node.addEventListener("pointermove", (event) => {
    const steps = from ? Math.round((from.y - event.clientY) / PIXELS) : 0;
    if (!from || (!steps && !moved)) return;
    moved = true;
    set(steps ? turned(from.value, steps, reach) : from.value);
  });
  node.addEventListener("pointerup", end);
  node.addEventListener("pointercancel", () => (from = null));
  node.addEventListener("keydown", (event) => {
    const steps = stepsOf(event);
    if (event.key === "Enter") press(event);
    else if (!steps) return;
    else set(turned(now(), steps, reach, event.shiftKey));
    event.preventDefault();
  });
}
