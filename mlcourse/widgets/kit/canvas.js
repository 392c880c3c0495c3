// The canvas, and what is drawn on any: layers, lines, text.

import { element } from "./elements.js";

/** A canvas that keeps its element's size at the screen's full resolution. `draw(context, width, height)`. */
export function canvas(label, draw, onresize) {
  const node = element("canvas", { role: "img", "aria-label": label, class: "mlc-canvas" });
  const context = node.getContext("2d");
  const view = {
    node, width: 0, height: 0,
    draw() {
      if (!view.width) return;
      context.setTransform(node.width / view.width, 0, 0, node.height / view.height, 0, 0);
      context.clearRect(0, 0, view.width, view.height);
      draw(context, view.width, view.height);
    },
  };
  const observer = new ResizeObserver(([{ devicePixelContentBoxSize: exact }]) => {
    const { clientWidth: width, clientHeight: height } = node;
    if (!width || !height) return;
    view.width = width;
    view.height = height;
    node.width = exact?.[0].inlineSize ?? Math.round(width * globalThis.devicePixelRatio);
    node.height = exact?.[0].blockSize ?? Math.round(height * globalThis.devicePixelRatio);
    onresize?.(width, height);
    view.draw();
  });
  try {
    observer.observe(node, { box: "device-pixel-content-box" }); // told of a zoom too, the presenter's or the browser's
  } catch {
    observer.observe(node); // Safari
  }
  view.stop = () => observer.disconnect();
  return view;
}

/** A picture that is painted once and shown often: repainted only when `key` changes. */
export function layer(paint) {
  let last = null, picture = null;
  return (context, width, height, key) => {
    const ratio = context.getTransform().a;
    const wanted = [width, height, ratio, key].join("|");
    if (wanted !== last) {
      last = wanted;
      picture = new OffscreenCanvas(Math.ceil(width * ratio), Math.ceil(height * ratio));
      const own = picture.getContext("2d");
      own.scale(ratio, ratio);
      paint(own, width, height);
    }
    context.drawImage(picture, 0, 0, width, height);
  };
}

/** Stroke a line through points. */
export function path(context, points) {
  context.beginPath();
  points.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
}

const widths = new Map(); // of texts, by font: what was measured once is known

/** The width of a text in pixels in the context's font. */
export function textWidth(context, text) {
  const key = `${context.font}|${text}`;
  if (!widths.has(key)) {
    if (widths.size > 5000) widths.clear();
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

/** The text, shortened to a width where it is too long; of "closure=Cork" the column goes first, which others have too. */
export function clip(context, text, width) {
  let shown = textWidth(context, text) > width ? text.replace(/^.+(?==)/, "…") : text;
  while (shown.length > 1 && textWidth(context, shown) > width) shown = `${shown.slice(0, -2)}…`;
  return shown;
}

/** Text on a ground of its own, so that lines behind it do not cross it. */
export function label(context, theme, text, x, y, align = "left") {
  context.font = `12px ${theme.font}`;
  const width = textWidth(context, text);
  const from = align === "center" ? x - width / 2 : x;
  context.fillStyle = theme.surface;
  context.beginPath();
  context.roundRect(from - 5, y - 10, width + 10, 20, 5);
  context.fill();
  context.fillStyle = theme.ink;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(text, from, y + 0.5);
}
