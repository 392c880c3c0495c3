// The two matrices of the batch normalization lab, units × examples: z, which comes in, and y, which goes out.
import { rgb } from "../kit/colors.js";
import { control, element, setText } from "../kit/elements.js";

const SIDE = 8; // pixels of an image's side

/** A number with two decimals. */
export const shortNumber = (value) => (Number.isNaN(value) ? "nan" : value.toFixed(2).replace(/^-0\.00$/, "0.00").replace("-", "−"));

/** Both, with `toggle(mate)` for an example that is put in or taken out, and `choose(unit)` for a row. */
export function matrices({ names, units }, { images }, { toggle, choose }) {
  const paintings = [];
  const image = (i) => {
    const made = digitImage(images.row(i));
    paintings.push(made.paint);
    return made.node;
  };
  const buttons = names.map((name, i) => i && control("button", {
    type: "button", class: "mlc-batchnorm-mate", "aria-label": `example ${i}, ${name}: in the batch`, onclick: () => toggle(i),
  }, image(i)));
  const watched = () => element("span", { class: "mlc-batchnorm-watched", role: "img", "aria-label": `watched example, ${names[0]}` });
  const star = (i) => element("span", { class: "mlc-batchnorm-star", "aria-hidden": "true" }, i ? "" : "★");
  const withImage = (i, shown) => element("th", { scope: "col" }, star(i), shown);
  const framed = (i) => {
    const frame = i ? element("span", { class: "mlc-batchnorm-image", role: "img", "aria-label": `example ${i}, ${names[i]}` }) : watched();
    frame.append(image(i));
    return frame;
  };
  const choosers = Array.from({ length: units }, (_, unit) => control("button", {
    type: "button", class: "mlc-batchnorm-unit", "aria-label": `unit ${unit}`, onclick: () => choose(unit),
  }, String(unit)));
  const ins = grid("z: what comes in", names.map((_, i) => withImage(i, i ? buttons[i] : framed(0))), choosers, ["μ", "σ"], choose);
  const outs = grid("y: what goes out", names.map((_, i) => withImage(i, framed(i))), choosers.map((_, unit) => String(unit)), [], choose);
  let painted = null;
  return {
    nodes: [ins.node, outs.node],
    show(moment, theme) {
      if (painted !== theme.key) paintings.forEach((paint) => paint(theme));
      painted = theme.key;
      buttons.forEach((button, i) => i && button.setAttribute("aria-pressed", String(moment.mates.includes(i))));
      choosers.forEach((button, unit) => button.setAttribute("aria-pressed", String(unit === moment.unit)));
      ins.show(moment, moment.z, moment.reach.z, [moment.means, moment.spreads]);
      outs.show(moment, moment.y, moment.reach.y, []);
    },
  };
}

/** One matrix: a column for each example, a row for each unit, and more columns with a number for each unit. */
function grid(title, columns, rowHeads, more, choose) {
  const rows = rowHeads.map((head, unit) => {
    const cells = columns.map(() => element("td", { class: "mlc-batchnorm-cell" }));
    const beside = more.map(() => element("td", { class: "mlc-batchnorm-more" }));
    return { cells, beside, node: element("tr", { onclick: () => choose(unit) }, element("th", { scope: "row" }, head), ...cells, ...beside) };
  });
  const head = element("tr", {}, element("th", { scope: "col" }, "unit"), ...columns,
    ...more.map((name) => element("th", { scope: "col", class: "mlc-batchnorm-more" }, name)));
  return {
    node: element("div", { class: "mlc-figure" }, element("table", {}, element("caption", { class: "mlc-title" }, title), element("thead", {}, head),
      element("tbody", {}, ...rows.map((row) => row.node)))),
    show({ mates, unit: chosen }, values, reach, statistics) {
      columns.forEach((column, i) => column.classList.toggle("mlc-batchnorm-out", i > 0 && !mates.includes(i)));
      rows.forEach(({ node, cells, beside }, unit) => {
        node.classList.toggle("mlc-batchnorm-chosen", unit === chosen);
        cells.forEach((cell, i) => showNumber(cell, values[unit][i], reach, i > 0 && !mates.includes(i)));
        beside.forEach((cell, i) => setText(cell, Number.isNaN(statistics[i][unit]) ? "–" : shortNumber(statistics[i][unit])));
      });
    },
  };
}

/** A cell's number on a ground that says its sign and how large it is; of who is not in the batch only the text. */
function showNumber(cell, value, reach, isOut) {
  const isKnown = !Number.isNaN(value);
  setText(cell, isKnown ? shortNumber(value) : "–");
  cell.classList.toggle("mlc-batchnorm-out", isOut);
  cell.style.setProperty("--mlc-batchnorm-sign", `var(--mlc-${value < 0 ? "negative" : "positive"})`);
  cell.style.setProperty("--mlc-batchnorm-share", isKnown && !isOut ? `${Math.round((45 * Math.abs(value)) / reach)}%` : "0%");
}

/** An image of a digit in the theme's ink. */
function digitImage(pixels) {
  const node = element("canvas", { width: SIDE, height: SIDE, class: "mlc-batchnorm-pixels", "aria-hidden": "true" });
  return {
    node,
    paint({ ink }) {
      const painted = new ImageData(SIDE, SIDE), color = rgb(ink);
      pixels.forEach((value, i) => painted.data.set([...color, (255 * value) / 16], 4 * i));
      node.getContext("2d").putImageData(painted, 0, 0);
    },
  };
}
