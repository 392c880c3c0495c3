// The search lab: grid or random search, a budget, and one of its candidates.
//
// All runs are recorded. This file finds those of the search that is chosen; the pictures are in search_pictures.js.
import { unpack } from "../kit/data.js";
import { element, setText, table } from "../kit/elements.js";
import { labOf, onArrows } from "../kit/lab.js";
import { numberText } from "../kit/numbers.js";
import { radioRow } from "../kit/radios.js";
import { sizeButton } from "../kit/size.js";
import { sliderRow } from "../kit/slider.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";
import { boughtFigure, curvesFigure, mapFigure } from "./search_pictures.js";

export function mount(root, recording, state) {
  const { header } = recording, arrays = unpack(header, recording.buffer);
  const withinBudget = (chosen) => (chosen.candidate = Math.min(Math.max(chosen.candidate, 0), chosen.budget - 1));
  const lab = labOf(state, ["way", "budget", "drawing", "candidate"], paint, withinBudget), { now, go } = lab;

  const ways = radioRow("search", header.ways, (way) => go({ way }), { steps: true });
  const budgets = radioRow("budget", header.budgets, (budget) => go({ budget: Number(budget) }), { steps: true });
  const drawing = radioRow("drawing", header.drawings.map((name) => ({ name, label: name })), (name) => go({ drawing: Number(name) - 1, way: "random" }), { steps: true });
  const most = Math.max(...header.budgets.map(({ name }) => Number(name)));
  const candidate = sliderRow("candidate", "candidate", Array.from({ length: most }, (_, i) => String(i)), (i) => go({ candidate: i }));
  const verdict = element("p", { class: "mlc-search-verdict" }), line = element("p", { class: "mlc-search-line" });
  const figures = [mapFigure(header, arrays), curvesFigure(arrays), boughtFigure(arrays)];
  const told = twin("What is on the screen, in words and numbers", () => [candidatesTable(header, arrays, momentOf(header, arrays, now))]);
  const view = element("div", { class: "mlc mlc-search", role: "group", "aria-label": "search lab", "data-recording": header.id },
    element("div", { class: "mlc-stage" },
      element("div", { class: "mlc-search-knobs" }, ways.node, budgets.node, drawing.node, candidate.node), verdict, line,
      element("div", { class: "mlc-search-board mlc-fills" }, ...figures.map((figure) => figure.node)),
      element("p", { class: "mlc-search-note" }, header.note)),
    ...told.nodes);
  const size = sizeButton(view, state);
  candidate.node.append(size.node);
  onArrows(view, (by) => go({ candidate: momentOf(header, arrays, now).at + by }));

  function paint(theme) {
    const moment = momentOf(header, arrays, now);
    ways.show(now.way);
    budgets.show(String(now.budget));
    drawing.show(header.drawings[now.drawing]);
    drawing.node.classList.toggle("mlc-search-idle", now.way === "grid");
    candidate.slider.max = now.budget - 1;
    candidate.show(moment.at);
    setText(verdict, header.found[moment.key]);
    setText(line, `Candidate ${moment.at}: ${header.told[moment.run]}.`);
    figures.forEach((figure) => figure.show(moment, theme));
    told.show(`${now.way}: ${moment.seen[0]} values of η, ${moment.seen[1]} of λ. ${header.found[moment.key]} Candidate ${moment.at}: ${header.told[moment.run]}.`, false);
  }

  return lab.show(root, view, size, figures);
}

/** The search on the screen: its runs in their order, the chosen and the best one, and how many values each axis has seen. */
export function momentOf(header, { places, right }, { way, budget, drawing, candidate }) {
  const key = `${way}/${budget}/${way === "grid" ? 0 : drawing}`, runs = header.runs[key], at = Math.min(candidate, budget - 1);
  const best = runs.reduce((a, b) => (right.data[b] > right.data[a] ? b : a));
  const seen = [0, 1].map((axis) => new Set(runs.map((run) => places.row(run)[axis].toFixed(4))).size);
  return { way, budget, key, runs, at, run: runs[at], best, seen, grid: header.runs[`grid/${budget}/0`], random: header.runs[`random/${budget}/${drawing}`] };
}

function candidatesTable(header, { right, validation }, { way, runs, seen }) {
  return table(`${way}: ${seen[0]} values of η, ${seen[1]} of λ`, ["candidate", "η, λ: share right", "validation loss at the end", "best so far"],
    runs.map((run, i) => [String(i), header.told[run], numberText(validation.row(run).at(-1)), Math.max(...runs.slice(0, i + 1).map((each) => right.data[each])).toFixed(2)]));
}

export default recordedWidget(mount, ["way", "budget", "drawing", "candidate", "size"]);
