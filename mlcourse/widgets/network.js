// The network as a figure: what its lines and units show is the moment's.

import { clip, figure, key, label, largest, numberText, path, setText } from "./kit.js";

export function networkFigure(run) {
  const widest = element("span", { class: "mlc-key mlc-widest" });
  const made = figure("network", "the network", draw, [key("solid", "positive"), key("dashed", "negative"), widest]);
  const columns = run.layers.length;
  const isCrowded = Math.max(...run.W.map((w) => w.row(0).length)) > 128;
  const SIDES = [88, 92]; // pixels for the names and values of inputs and outputs
  const crowded = Math.max(...run.layers.map(({ units }) => units.length));

  function draw(context, width, height, moment, theme) {
    setText(made.title, moment.title);
    const most = moment.symbol === "|W|" ? run.largestWeight : largest(moment.edges);
    setText(widest, `full width: ${moment.symbol} = ${numberText(most, 3)}`);
    made.picture.node.setAttribute("aria-label", `network ${run.layers.map(({ size }) => size).join("-")}: ${moment.title}, full width ${numberText(most, 3)}`);
    const top = run.layers.some(({ size, units }) => units.length < size) ? 56 : 40;
    const gapOf = (count) => Math.min(44, (height - top - 24) / Math.max(count - 1, 1));
    const radius = Math.max(3.5, Math.min(10, gapOf(crowded) * 0.36));
    const at = (column, i) => {
      const count = run.layers[column].units.length;
      return [
        SIDES[0] + ((width - SIDES[0] - SIDES[1]) * column) / (columns - 1),
        (top + height - 2) / 2 + (i - (count - 1) / 2) * gapOf(count),
      ];
    };
    drawEdges(context, theme, moment, most, at);
    drawUnits(context, theme, moment, at, radius);
    drawNames(context, theme, moment, at, radius);
  }

  function drawEdges(context, theme, moment, most, at) {
    context.save();
    context.lineCap = "butt";
    for (const sign of [1, -1]) {
      context.strokeStyle = sign > 0 ? theme.positive : theme.negative;
      context.setLineDash(sign > 0 ? [] : [5, 3]);
      moment.edges.forEach((edges, i) => {
        const to = run.layers[i + 1].units.length;
        edges.forEach((value, e) => {
          const size = Math.abs(value) / most;
          if (value * sign <= 0 || size < 0.004) return;
          context.globalAlpha = (0.1 + 0.9 * size ** 0.7) * (moment.name === "loss" ? 0.45 : 1);
          context.lineWidth = 0.5 + (isCrowded ? 2.5 : 4.5) * size;
          path(context, [at(i, Math.floor(e / to)), at(i + 1, e % to)]);
        });
      });
    }
    context.restore();
  }

  function drawUnits(context, theme, moment, at, radius) {
    const most = moment.name === "backward" ? moment.units.map((u) => (u ? largest([u]) : 1)) : run.largestActivation;
    run.layers.forEach((column, c) => column.units.forEach((_, i) => {
      const [x, y] = at(c, i);
      const value = moment.units?.[c]?.[i];
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fillStyle = theme.surface;
      context.fill();
      if (value !== undefined) {
        context.globalAlpha = Math.min(1, Math.abs(value) / most[c]) * (moment.name === "loss" && c < columns - 1 ? 0.4 : 1);
        context.fillStyle = value >= 0 ? theme.positive : theme.negative;
        context.fill();
        context.globalAlpha = 1;
      }
      context.strokeStyle = theme.soft;
      context.lineWidth = 1.2;
      context.setLineDash(value < 0 ? [2.5, 2] : []);
      context.stroke();
      context.setLineDash([]);
    }));
    if (moment.name === "backward" || moment.name === "update") ringWorkedWeight(context, theme, at, radius);
  }

  /** Mark the one weight whose numbers stand in the words above. */
  function ringWorkedWeight(context, theme, at, radius) {
    const from = at(columns - 2, run.layers[columns - 2].units.indexOf(run.worked.unit)), to = at(columns - 1, 0);
    const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    label(context, theme, run.worked.name, x, y, "center");
    context.strokeStyle = theme.ink;
    context.lineWidth = 1.6;
    for (const [x, y] of [from, to]) {
      context.beginPath();
      context.arc(x, y, radius + 3, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  function drawNames(context, theme, moment, at, radius) {
    context.font = `12px ${theme.font}`;
    context.textBaseline = "alphabetic";
    run.layers.forEach((column, c) => {
      const [x] = at(c, 0);
      context.textAlign = "center";
      context.fillStyle = theme.ink;
      context.fillText(column.name, x, 13);
      context.fillStyle = theme.soft;
      context.fillText(column.activation || `${column.size} number${column.size > 1 ? "s" : ""}`, x, 28);
      if (column.units.length < column.size) context.fillText(`${column.units.length} of ${column.size} shown`, x, 43);
      if (c > 0 && c < columns - 1) return;
      column.labels.forEach((name, i) => {
        const value = moment.units?.[c]?.[i];
        const text = value === undefined ? name : `${name}  ${numberText(value, 3)}`;
        const [ux, uy] = at(c, i);
        context.textAlign = c ? "left" : "right";
        context.textBaseline = "middle";
        context.fillStyle = theme.ink;
        context.fillText(clip(context, text, SIDES[c ? 1 : 0] - radius - 10), ux + (c ? radius + 8 : -radius - 8), uy);
        context.textBaseline = "alphabetic";
      });
    });
  }
  return made;
}
