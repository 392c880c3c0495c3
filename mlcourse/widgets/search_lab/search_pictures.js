// The pictures of the search lab: the candidates on a map, the curves of all of them, and the best found so far.
import { drawAxes, plotBox } from "../kit/axes.js";
import { path } from "../kit/canvas.js";
import { mix } from "../kit/colors.js";
import { setText } from "../kit/elements.js";
import { figure, key } from "../kit/figure.js";

const HIGHEST = 4; // of the losses that are drawn; what is above leaves the picture
const CHANCE = 0.1; // a candidate that is right for no more has learned nothing
const AIR = 0.3; // around the map, so that nothing at its edge lies on an axis
const WAYS = { grid: { color: 5, dash: [5, 4] }, random: { color: 0, dash: [] } };

/** The candidates by log η and log λ, the better the larger and stronger; on both axes their shadows. */
export function mapFigure({ bounds }, { places, right }) {
  const legend = [key("search-shadow", "tried"), key("search-best", "best"), key("search-chosen", "at the slider"), key("search-failed", "no better than chance")];
  const drawn = figure("search-picture", "candidates by learning rate and penalty, with their shadows on both axes; told in words below", (context, width, height, { runs, run, best, seen }, theme) => {
    setText(drawn.title, `${seen[0]} values of η, ${seen[1]} of λ`);
    const box = { ...plotBox(width, height), top: 24 }, [x, y] = bounds.map(([low, high]) => [low - AIR, high + AIR]);
    const { toX, toY } = drawAxes(context, theme, box, { bounds: x, name: "log₁₀ η", count: 5 }, { bounds: y, name: "log₁₀ λ" });
    const at = (each) => [toX(places.row(each)[0]), toY(places.row(each)[1])];
    Object.assign(context, { strokeStyle: theme.line, lineWidth: 1 });
    context.strokeRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    const [chosenX, chosenY] = at(run);
    context.setLineDash([3, 3]);
    context.strokeStyle = theme.soft;
    path(context, [[box.left, chosenY], [chosenX, chosenY], [chosenX, box.bottom]]);
    context.setLineDash([]);
    for (const each of runs) {
      const [left, top] = at(each);
      Object.assign(context, { strokeStyle: theme.classes[5], lineWidth: each === run ? 4 : 2 });
      path(context, [[left, box.bottom - 9], [left, box.bottom]]);
      path(context, [[box.left, top], [box.left + 9, top]]);
    }
    for (const each of runs) drawCandidate(context, theme, at(each), right.data[each], each === best, each === run);
  }, legend);
  return drawn;
}

function drawCandidate(context, theme, [x, y], share, isBest, isChosen) {
  if (share <= CHANCE) {
    Object.assign(context, { strokeStyle: isChosen ? theme.ink : theme.soft, lineWidth: isChosen ? 2.6 : 1.6 });
    path(context, [[x - 4, y - 4], [x + 4, y + 4]]);
    path(context, [[x - 4, y + 4], [x + 4, y - 4]]);
    return;
  }
  Object.assign(context, { strokeStyle: isChosen ? theme.ink : theme.soft, lineWidth: isChosen ? 2.4 : 1 });
  context.fillStyle = `rgb(${mix(theme.surface, theme.classes[0], share).join(" ")})`;
  const radius = 3 + 5 * share;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  if (!isBest) return;
  Object.assign(context, { strokeStyle: theme.ink, lineWidth: 2 });
  context.beginPath();
  context.arc(x, y, radius + 4, 0, 2 * Math.PI);
  context.stroke();
}

/** The validation loss of every candidate, the chosen one's in color, with its training loss. */
export function curvesFigure({ training, validation }) {
  const legend = [key("search-training", "training"), key("search-validation", "validation"), key("search-others", "the others: validation")];
  const drawn = figure("search-picture", "loss of the candidates over the epochs; told in words below", (context, width, height, { runs, run, at }, theme) => {
    setText(drawn.title, `Curves of candidate ${at}`);
    const box = { ...plotBox(width, height), top: 24, right: width - 14 }, epochs = validation.row(run).length;
    const { toX, toY } = drawAxes(context, theme, box, { bounds: [0, epochs - 1], name: "epoch", count: 4 }, { bounds: [0, HIGHEST], name: "loss", grid: true });
    const points = (losses) => [...losses].map((loss, i) => [toX(i), toY(loss)]).filter(([, y]) => isFinite(y));
    for (const each of runs) drawLine(context, box, points(validation.row(each)), theme.soft, 0.7, []);
    drawLine(context, box, points(training.row(run)), theme.classes[0], 2.4, []);
    drawLine(context, box, points(validation.row(run)), theme.classes[5], 2.4, [5, 4]);
  }, legend);
  return drawn;
}

/** The best share so far, over the candidates tried, by grid and by random search. */
export function boughtFigure({ right }) {
  const drawn = figure("search-picture", "best share so far over the number of candidates, by grid and by random search; told in words below", (context, width, height, moment, theme) => {
    setText(drawn.title, "What the budget bought");
    const { budget, at, way } = moment, box = { ...plotBox(width, height), top: 24, right: width - 14 };
    const { toX, toY } = drawAxes(context, theme, box, { bounds: [0, budget], name: "candidates tried", count: 5 }, { bounds: [0, 1], name: "best share right", grid: true });
    for (const name of Object.keys(WAYS)) {
      const corners = [];
      let best = 0;
      moment[name].forEach((run, i) => {
        corners.push([toX(i + 1), toY(best)]);
        best = Math.max(best, right.data[run]);
        corners.push([toX(i + 1), toY(best)]);
      });
      drawLine(context, box, corners, theme.classes[WAYS[name].color], name === way ? 2.8 : 1.4, WAYS[name].dash);
    }
    Object.assign(context, { strokeStyle: theme.ink, lineWidth: 1.2 });
    path(context, [[toX(at + 1), box.top], [toX(at + 1), box.bottom]]);
  }, [key("search-grid", "grid"), key("search-random", "random"), key("search-at", "at the slider")]);
  return drawn;
}

function drawLine(context, box, points, strokeStyle, lineWidth, dash) {
  context.save();
  context.beginPath();
  context.rect(box.left, box.top - 2, box.right - box.left + 2, box.bottom - box.top + 2);
  context.clip();
  context.setLineDash(dash);
  Object.assign(context, { strokeStyle, lineWidth, lineJoin: "round" });
  path(context, points);
  context.restore();
}
