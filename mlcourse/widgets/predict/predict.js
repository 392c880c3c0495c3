// A prediction: an option or a drawn curve, and how sure one is. What is committed stands; then the truth shows.

import { watchTheme } from "../kit/colors.js";
import { unpack } from "../kit/data.js";
import { control, element, setText, table } from "../kit/elements.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";
import { fromHtml, optionList, unheardNote } from "../kit/options.js";
import { drawingPlane } from "../kit/drawing.js";

export function mount(root, recording, state) {
  const { question, options, confidences, curve, explanation } = recording.header;
  const many = curve?.lines.length > 0;
  let picked = null, confidence = null, theme = null;

  const truth = curve && readTruth(recording);
  const plane = curve && drawingPlane(curve, truth, () => setText(status, ""));
  const list = plane ? null : optionList(question, options, "option", (i) => {
    picked = i;
    setText(status, "");
  });
  const sure = confidenceGroup(confidences, curve, (value) => {
    confidence = value;
    setText(status, "");
  });
  const button = control("button", { type: "submit", class: "mlc-submit" }, "Commit");
  const onlyShow = control("button", { type: "button", class: "mlc-quiet", onclick: () => keep({ only_shown: true }) }, "Only show me");
  const rule = curve ? [element("span", { class: "mlc-help" }, `Right: ${many ? "each line " : ""}${curve.within} of the height off, on average.`)] : [];
  const status = element("p", { class: "mlc-status", role: "status" });
  const before = element("div", { class: "mlc-before" }, sure.node, element("div", { class: "mlc-actions" }, button, onlyShow, ...rule, status));
  const outcome = element("div", { class: "mlc-outcome", role: "status", tabindex: -1 });
  const explained = fromHtml("div", "mlc-explained", explanation);
  explained.hidden = true;
  const unheard = unheardNote(state);
  const told = plane && twin("What is on the screen, in numbers", () => plane.tables().map(({ name, rows }) => table(name || "Your curve and the true one", [curve.x, "you", name ? "came out" : "true"], rows)));
  const form = element("form", { onsubmit: (event) => {
    event.preventDefault();
    commit();
  } }, ...(plane ? [fromHtml("p", "mlc-question", question), plane.node] : [list.node]), before, outcome, explained, unheard.node);
  const kicker = element("p", { class: "mlc-kicker" }, "Predict first");
  const view = element("div", { class: `mlc mlc-predict${many ? " mlc-lined" : ""}`, role: "group", "aria-label": "prediction", "data-recording": recording.header.id },
    element("div", { class: "mlc-card" }, kicker, form, ...(told ? told.nodes : [])));
  const size = sizeButton(view, state);
  view.firstChild.append(size.node);
  if (told) told.nodes.forEach((node) => (node.hidden = true));

  const committed = () => state.get("committed");
  const isOnlyShown = () => committed()?.only_shown === true;
  const isCommitted = () => committed()?.confidence !== undefined || isOnlyShown();

  function commit() {
    if (isCommitted()) return;
    if (plane ? !plane.isDrawn() : picked === null) return setText(status, plane ? plane.missing() : "Choose an option first.");
    if (confidence === null) return setText(status, "Say how sure you are.");
    keep({ answer: plane ? plane.answer() : picked, confidence });
  }

  function keep(choice) {
    if (isCommitted()) return;
    state.set({ committed: choice });
    unheard.expect(() => state.get("recorded"));
    paint();
    outcome.focus({ preventScroll: true });
  }

  function paint() {
    if (!isCommitted()) return;
    const { answer, confidence: at } = committed();
    before.hidden = true;
    explained.hidden = !explanation;
    setText(kicker, isOnlyShown() ? "Shown" : "Predicted");
    const lines = [...state.get("lines")];
    if (plane) {
      plane.reveal(answer);
      told.nodes.forEach((node) => (node.hidden = false));
      told.show(summary(), false);
    } else {
      list.pick(answer);
      list.lock();
      options.forEach(({ right }, i) => list.mark(i, right ? "right" : "wrong", i === answer ? `yours, at ${at} %` : ""));
    }
    lines.unshift(verdict(answer, at));
    if (outcome.dataset.lines === lines.join("\n")) return; // what was read out is not read out again
    outcome.dataset.lines = lines.join("\n");
    outcome.replaceChildren(...lines.map((line) => element("p", {}, line)));
  }

  function summary() {
    if (many) return isOnlyShown() ? "The lines that came out." : "Each of your lines beside the one that came out.";
    return isOnlyShown() ? "The true curve." : "Your curve beside the true one.";
  }

  function verdict(answer, at) {
    if (isOnlyShown()) return "You wanted to see it without a prediction.";
    if (plane) return `You committed ${many ? "these lines" : "this curve"} at ${at} %.`;
    return options[answer]?.right ? `Right, at ${at} %.` : `You committed yourself to another option, at ${at} %.`;
  }

  view.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation();
    if (event.target.type !== "radio" && event.target.tagName !== "CANVAS") return;
    event.preventDefault();
    commit();
  });

  root.append(view);
  const stopTheme = watchTheme(view, (colors) => {
    theme = colors;
    plane?.show(theme);
  });
  const stopListening = state.listen(() => {
    if (state.get("recorded")) unheard.stop();
    size.show();
    paint();
  });
  paint();
  return () => {
    unheard.stop();
    stopListening();
    stopTheme();
    plane?.stop();
    view.remove();
  };
}

/** How sure one is: a row of percentages, of which the lowest is a guess where there are options. */
function confidenceGroup(confidences, curve, onpick) {
  const pills = confidences.map((value, i) => element("label", { class: "mlc-pill" },
    control("input", { type: "radio", name: "confidence", value, onchange: () => onpick(value) }),
    element("span", {}, !curve && i === 0 ? `${value} %, a guess` : `${value} %`)));
  const asked = "How sure are you?"; // not a legend: WebKit puts one above the row
  const node = element("div", { class: "mlc-sure", role: "group", "aria-label": asked }, element("span", { "aria-hidden": "true" }, asked), ...pills);
  return { node };
}

function readTruth({ header, buffer }) {
  const { truth_x: x, truth_y: y } = unpack(header, buffer);
  return { x: Array.from(x.data), lines: Array.from({ length: y.shape[0] }, (_, i) => Array.from(y.row(i))) };
}

export default recordedWidget(mount, ["committed", "lines", "recorded", "size"], ["committed"]);
