// Answers that Python cannot hear now, since no kernel runs: kept in the browser's tab until it can.
//
// A widget that takes answers names the traits that hold them: recordedWidget(mount, names, ["answers"]).

import { element } from "./elements.js";

const NOTE = "No kernel runs that could record an answer. Run this cell first; what you answer all the same is kept in this tab, and recorded when the cell has run.";

/** Whether Python hears what a model is told: its kernel runs, and is the one that the model was made by. */
export function hearing(model) {
  const manager = model.widget_manager, first = manager?.kernel?.id;
  let isLost = Boolean(model.home); // without a kernel from the start: alone.js
  const lose = () => (isLost = true); // the kernel was started again, and knows nothing of the model
  model.on("comm_live_update", lose);
  return {
    isHeard: () => !isLost && (manager?.kernel === undefined || (manager.kernel?.id === first && manager.kernel.status !== "dead")),
    stop: () => model.off("comm_live_update", lose),
  };
}

/**
 * Keep what Python cannot hear of the traits `keeps`, and say so before an answer is given. What was kept is told to
 * Python by the next view that it hears; `tell` is the shared state's set().
 */
export function answerKeeper(model, root, keeps, isHeard) {
  const place = `mlcourse ${model.get("header").id}`;
  const note = element("p", { class: "mlc-unkept", role: "status", hidden: "" }, NOTE);
  const buttons = () => [...root.querySelectorAll("[type=submit]")];
  const isOpen = () => !buttons().length || buttons().some((button) => button.checkVisibility());
  const look = () => {
    if (note.hidden && model.home !== "page" && isOpen() && !isHeard()) note.hidden = false;
  };
  for (const event of ["pointerdown", "focusin", "keydown"]) root.addEventListener(event, look, true);
  root.append(note);

  return {
    /** Keep those of the values that were not heard. */
    keep(values) {
      const unheard = Object.entries(values).filter(([name]) => keeps.includes(name));
      if (model.home === "page" || !unheard.length) return;
      note.hidden = false;
      write(place, { ...read(place), ...Object.fromEntries(unheard) });
    },
    /** Tell Python what was kept before it could hear, or at least show it again. */
    recall(tell) {
      const kept = Object.entries(read(place) ?? {}).filter(([name]) => keeps.includes(name));
      if (!kept.length) return;
      const values = Object.fromEntries(kept.map(([name, value]) => [name, together(model.get(name), value)]));
      if (!isHeard()) return model.set(values);
      write(place, null);
      tell(values);
    },
  };
}

/** What stands, with what was answered meanwhile: a list gets longer; else what is there already stands. */
export function together(stands, kept) {
  if (Array.isArray(stands)) return [...stands, ...kept.filter((each) => !stands.includes(each))];
  const isEmpty = !stands || (typeof stands === "object" && !Object.keys(stands).length);
  return isEmpty ? kept : stands;
}

function read(place) {
  try {
    return JSON.parse(sessionStorage.getItem(place));
  } catch {
    return null; // a browser that keeps nothing
  }
}

function write(place, values) {
  try {
    if (values) sessionStorage.setItem(place, JSON.stringify(values));
    else sessionStorage.removeItem(place);
  } catch {
    // a browser that keeps nothing
  }
}
