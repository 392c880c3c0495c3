// What every lab of recorded pictures does with its choices: keep them, paint them, tell Python, follow Python.

import { watchTheme } from "./colors.js";
import { onKeys } from "./keys.js";

/**
 * The choices of a lab. `now` holds the values of `names` as they are shown; `go(change)` changes some, calls
 * `paint(theme)` and tells Python; `show(root, view, size, pictures)` shows the lab's view, painted anew with the
 * theme and whenever Python or another view chooses, and returns what ends that. `read(now)` may put right what was set.
 */
export function labOf(state, names, paint, read = () => {}) {
  const now = {};
  let theme = null;
  const repaint = () => theme && paint(theme);
  const follow = () => {
    names.forEach((name) => (now[name] = state.get(name)));
    read(now);
  };
  follow();
  return {
    now,
    repaint,
    go(change) {
      Object.assign(now, change);
      read(now);
      repaint();
      state.set({ ...now });
    },
    show(root, view, size, pictures) {
      root.append(view);
      const stopTheme = watchTheme(view, (colors) => {
        theme = colors;
        repaint();
      });
      const stopListening = state.listen(() => {
        size.show();
        follow();
        repaint();
      });
      return () => {
        stopListening();
        stopTheme();
        pictures.forEach((picture) => picture.stop());
        view.remove();
      };
    },
  };
}

/** ← and → move by one place wherever in the lab the focus is, but in a slider, whose arrows are its own. */
export function onArrows(view, move) {
  onKeys(view, ({ key, shiftKey, ctrlKey, metaKey, altKey, target }) => {
    if (shiftKey || ctrlKey || metaKey || altKey || target.tagName === "INPUT") return null;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[key];
    return by ? ["move", by] : null;
  }, (_, by) => move(by));
}
