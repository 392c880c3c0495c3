// What a widget shares with Python and with its other views.
//
// A widget's script exports mount(element, recording, state) and knows nothing of Jupyter. `recording` is
// { header, buffer }; `state` is what it shares with others: { get(name), set(values), listen(callback), shared, home },
// where `shared` is an object that all views of the same widget see, and `home` where there is no kernel (alone.js).
// recordedWidget(mount, names) wraps it for anywidget.

import { answerKeeper, hearing } from "./keeping.js";
import { keepKeys } from "./keys.js";
import { hearPython } from "./late.js";

const sharedBy = new WeakMap(); // by the header, the one object that the views of a model have in common

/**
 * Shared state on top of an anywidget model. What is set is kept here until nothing has changed for a moment, then
 * set and sent as one: a message costs JupyterLab more time than a picture, and the echo of an older message
 * overwrites what was set in the model but not sent. What is set elsewhere meanwhile wins. Where Python cannot hear
 * it, the model has it, and `unheard` is told. `waiting` is told whether something is kept.
 */
export function modelState(model, names, delay = 120, { isHeard = () => true, unheard = () => {}, waiting = () => {} } = {}) {
  const header = model.get("header");
  if (!sharedBy.has(header)) sharedBy.set(header, {});
  let pending = {}, timer = null;
  const drop = () => {
    clearTimeout(timer);
    timer = null;
    pending = {};
    waiting(false);
  };
  const send = () => {
    const values = pending;
    drop();
    model.set(values);
    if (isHeard()) model.save_changes();
    else unheard(values);
  };
  return {
    shared: sharedBy.get(header),
    home: model.home, // "page" or "notebook" where no kernel has ever run
    get: (name) => pending[name] ?? model.get(name),
    set(values) {
      Object.assign(pending, values);
      clearTimeout(timer);
      timer = setTimeout(send, delay);
      waiting(true);
    },
    listen(callback) {
      const calls = names.map((name) => [`change:${name}`, () => {
        if (name in pending) drop(); // Python's note on something else takes nothing back
        callback(name);
      }]);
      for (const call of calls) model.on(...call);
      return () => calls.forEach((call) => model.off(...call));
    },
    close: () => timer !== null && send(),
  };
}

/**
 * What anywidget wants of a module, made of a widget's mount, the names of the state it shares, and those of the
 * answers that it takes: what Python cannot hear of them is kept until it can.
 */
export function recordedWidget(mount, names, answers = []) {
  return {
    render({ model, el }) {
      hearPython(model);
      const { isHeard, stop: stopHearing } = hearing(model);
      let keeper = null;
      const waiting = (is) => el.toggleAttribute("data-waiting", is); // the answer is on its way, for who looks from outside
      const state = modelState(model, names, undefined, { isHeard, waiting, unheard: (values) => keeper?.keep(values) });
      const recording = { header: model.get("header"), buffer: model.get("buffer") };
      const unmount = mount(el, recording, state);
      const root = el.querySelector(".mlc");
      const resize = () => (root.dataset.size = model.get("size") ?? "normal");
      if (root) resize();
      if (root) keepKeys(root);
      if (root) model.on("change:size", resize);
      if (root && answers.length) keeper = answerKeeper(model, root, answers, isHeard);
      keeper?.recall(state.set);
      // For whoever shows the widget (alone/reopened.js): what stands now, as far as Python has heard of it.
      const tell = () => isHeard() && el.dispatchEvent(new CustomEvent("mlc-answered", { bubbles: true, detail: valuesOf(model, names) }));
      const calls = answers.length ? [...answers, "recorded"].map((name) => `change:${name}`) : [];
      for (const call of calls) model.on(call, tell);
      return () => {
        for (const call of calls) model.off(call, tell);
        model.off("change:size", resize);
        unmount();
        state.close();
        stopHearing();
      };
    },
  };
}

const valuesOf = (model, names) => Object.fromEntries(names.map((name) => [name, model.get(name)]));
