// A quiz question: choose and answer; a wrong option explains itself, and one may try again.
//
// `answers` is the list of all options answered so far, in order; a view only ever adds to it. When the right one is
// among them, choosing any other option shows what it says, without being an answer. A silent card, of a test, says
// nothing of an answer, and the first one stands.

import { watchTheme } from "../kit/colors.js";
import { control, element, setText } from "../kit/elements.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { optionList, unheardNote } from "../kit/options.js";

export function mount(root, recording, state) {
  const { question, options, kicker, silent } = recording.header;
  const right = options.findIndex((option) => option.right);
  let picked = null, seen = []; // seen: the answers that this view shows

  const list = optionList(question, options, "option", (i) => {
    picked = i;
    if (isDone()) show(i);
  });
  const button = control("button", { type: "submit", class: "mlc-submit" }, "Answer");
  const status = element("p", { class: "mlc-status" });
  const live = element("div", { class: "mlc-unseen", role: "status" });
  const unheard = unheardNote(state);
  const form = element("form", { onsubmit: (event) => {
    event.preventDefault();
    answer();
  } }, list.node, element("div", { class: "mlc-actions" }, button, status), unheard.node, live);
  const view = element("div", { class: "mlc mlc-quiz", role: "group", "aria-label": `${kicker}: question`, "data-recording": recording.header.id },
    element("div", { class: "mlc-card" }, element("p", { class: "mlc-kicker" }, kicker), form));
  const size = sizeButton(view, state);
  view.firstChild.append(size.node);

  const answers = () => state.get("answers");
  const isDone = () => (silent ? answers().length > 0 : answers().includes(right));
  const show = (i) => {
    if (!silent) list.mark(i, i === right ? "right" : "wrong");
  };

  function answer() {
    if (isDone()) return;
    if (picked === null) return say("Choose an option first.");
    if (answers().includes(picked)) return say("You had this one already. Choose another.");
    const hadButton = document.activeElement === button;
    state.set({ answers: [...answers(), picked] });
    seen = answers();
    unheard.expect(() => state.get("recorded") >= answers().length);
    paint();
    if (isDone() && hadButton) list.focus(picked); // the button is gone
    setText(live, silent ? "Noted." : `${picked === right ? "Right" : "Wrong"}. ${list.why(picked)}`);
  }

  function say(text) {
    setText(status, text);
    setText(live, text);
  }

  function paint() {
    const given = answers();
    given.forEach(show);
    button.hidden = isDone();
    if (isDone() && silent) {
      list.mark(given[0], "chosen", "your answer");
      list.lock();
      setText(status, "Noted.");
    } else if (isDone()) {
      const start = given[0] === right ? "Right at once." : "Right this time.";
      setText(status, options.length > 1 ? `${start} Choose any other option to read what is wrong with it.` : start);
    } else if (given.length) setText(status, "Not this one. Choose another and answer again.");
  }

  // Enter answers, also where the page around takes the key for itself.
  view.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation();
    if (event.target.type !== "radio") return;
    event.preventDefault();
    answer();
  });

  root.append(view);
  const stopTheme = watchTheme(view, () => {});
  const stopListening = state.listen((name) => {
    if (name === "recorded" && state.get("recorded") >= answers().length) unheard.stop();
    size.show();
    follow();
  });
  function follow() {
    const given = answers();
    if (given.join() === seen.join()) return; // one's own, sent later: another may be picked, and something said, by then
    if (given.length > seen.length) list.pick((picked = given[given.length - 1]));
    seen = given;
    paint();
  }
  follow();
  return () => {
    unheard.stop();
    stopListening();
    stopTheme();
    view.remove();
  };
}

export default recordedWidget(mount, ["answers", "recorded", "size"], ["answers"]);
