// The widget kit: what all widgets of the course share. Plain ES module, no dependency, nothing fetched.
//
// A widget module exports mount(element, recording, state) and knows nothing of Jupyter. `recording` is
// { header, buffer }; `state` is what it shares with others: { get(name), set(values), listen(callback), shared },
// where `shared` is an object that all views of the same widget see.
// recordedWidget(mount) wraps it for anywidget.

// ---------------------------------------------------------------- data

const TYPES = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array };

/** Unpack the arrays of a recording: { name: { data, shape, row(i) } }. A row is a view, not a copy. */
export function unpack(header, buffer) {
  const { bytes, start } = bytesOf(buffer);
  const arrays = {};
  for (const [name, { dtype, shape, offset }] of Object.entries(header.arrays)) {
    const size = shape.reduce((a, b) => a * b, 1);
    const data = new TYPES[dtype](bytes, start + offset, size);
    const width = shape.length ? size / Math.max(shape[0], 1) : 1;
    arrays[name] = { data, shape, row: (i) => data.subarray(i * width, (i + 1) * width) };
  }
  return arrays;
}

/** The memory of a buffer; copied if it does not start where a typed array may start. */
function bytesOf(buffer) {
  if (buffer instanceof ArrayBuffer) return { bytes: buffer, start: 0 };
  const { buffer: bytes, byteOffset: start, byteLength: length } = buffer;
  return start % 8 === 0 ? { bytes, start } : { bytes: bytes.slice(start, start + length), start: 0 };
}

/** The largest magnitude among the numbers of some arrays; at least `floor`. */
export function largest(arrays, floor = 1e-12) {
  let found = floor;
  for (const array of arrays) for (const v of array) if (Math.abs(v) > found && isFinite(v)) found = Math.abs(v);
  return found;
}

/** A number with four significant digits, written as the library writes it: −0.0001235, 1.2e−05. */
export function numberText(value, digits = 4) {
  if (Number.isNaN(value)) return "nan";
  if (!isFinite(value)) return value > 0 ? "inf" : "−inf";
  if (value === 0) return "0";
  const [mantissa, power] = value.toExponential(digits - 1).split("e").map(Number);
  if (power >= -4 && power < digits) return String(Number(value.toPrecision(digits))).replace("-", "−");
  const sign = power < 0 ? "−" : "+";
  return `${mantissa}e${sign}${String(Math.abs(power)).padStart(2, "0")}`.replace("-", "−");
}

// ---------------------------------------------------------------- state

const sharedBy = new WeakMap(); // by the header, the one object that the views of a model have in common

/**
 * Shared state on top of an anywidget model. What is set is kept here until nothing has changed for a moment, then
 * set and sent as one: a message costs JupyterLab more time than a picture, and the echo of an older message
 * overwrites what was set in the model but not sent. What is set elsewhere meanwhile wins.
 */
export function modelState(model, names, delay = 120) {
  const header = model.get("header");
  if (!sharedBy.has(header)) sharedBy.set(header, {});
  let pending = {}, timer = null;
  const drop = () => {
    clearTimeout(timer);
    timer = null;
    pending = {};
  };
  const send = () => {
    const values = pending;
    drop();
    model.set(values);
    model.save_changes();
  };
  return {
    shared: sharedBy.get(header),
    get: (name) => pending[name] ?? model.get(name),
    set(values) {
      Object.assign(pending, values);
      clearTimeout(timer);
      timer = setTimeout(send, delay);
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

/** What anywidget wants of a module, made of a widget's mount and the names of the state it shares. */
export function recordedWidget(mount, names) {
  return {
    render({ model, el }) {
      const state = modelState(model, names);
      const recording = { header: model.get("header"), buffer: model.get("buffer") };
      const unmount = mount(el, recording, state);
      const root = el.querySelector(".mlc");
      const resize = () => (root.dataset.size = model.get("size") ?? "normal");
      if (root) resize();
      if (root) model.on("change:size", resize);
      return () => {
        model.off("change:size", resize);
        unmount();
        state.close();
      };
    },
  };
}

// ---------------------------------------------------------------- elements

/** Make an element. Attributes that are functions become listeners: { onclick: … }. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Make an element that takes the keyboard: JupyterLab must not take its keys for shortcuts. */
export function control(tag, attributes = {}, ...children) {
  return element(tag, { "data-lm-suppress-shortcuts": "true", ...attributes }, ...children);
}

/** Set an element's text only if it is another, so that a screen reader is not told the same twice. */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/** A table with a caption, a header row and, in each row, a header cell first. */
export function table(caption, head, rows) {
  const cells = (row) => row.map((text, i) => element(i ? "td" : "th", i ? {} : { scope: "row" }, text));
  return element(
    "table", {},
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text)))),
    element("tbody", {}, ...rows.map((row) => element("tr", {}, ...cells(row)))),
  );
}

// ---------------------------------------------------------------- theme

// Okabe and Ito's palette, told apart by all common kinds of color vision; brighter where the ground is dark.
const CLASS_COLORS = {
  light: ["#0072b2", "#e08600", "#009e73", "#c4619a", "#3fa0d8", "#d55e00", "#b8a800"],
  dark: ["#56b4e9", "#f0a830", "#2fc79a", "#e59cc6", "#7f9cf5", "#ff8a4c", "#f0e442"],
};
const SIGN_COLORS = {
  light: { positive: "#1b7837", negative: "#8e3a9d" },
  dark: { positive: "#63c783", negative: "#d49be6" },
};

/** Follow the theme: calls back with its colors now, and again whenever it changes. Returns how to stop. */
export function watchTheme(root, callback) {
  let last = "";
  const probe = element("i", { hidden: "" }); // a canvas knows no light-dark(): ask for the color that comes of it
  root.append(probe);
  const style = getComputedStyle(root), probed = getComputedStyle(probe);
  const color = (name) => {
    probe.style.color = `var(--mlc-${name})`;
    return probed.color;
  };
  const read = () => {
    if (!root.isConnected) return;
    const ground = rgb(color("surface"));
    const isDark = 0.299 * ground[0] + 0.587 * ground[1] + 0.114 * ground[2] < 128;
    const mode = isDark ? "dark" : "light";
    const theme = {
      mode, font: style.fontFamily, classes: CLASS_COLORS[mode], ...SIGN_COLORS[mode],
      ink: color("ink"), soft: color("soft"), line: color("line"), surface: color("surface"), accent: color("accent"),
    };
    const signature = JSON.stringify(theme);
    if (signature === last) return;
    last = theme.key = signature;
    root.dataset.mode = mode;
    theme.classes.forEach((value, i) => root.style.setProperty(`--mlc-class-${i}`, value));
    root.style.setProperty("--mlc-positive", theme.positive);
    root.style.setProperty("--mlc-negative", theme.negative);
    callback(theme);
  };
  // A theme's attributes change before its style sheet has come: look again until both have.
  const soon = () => [0, 60, 250, 800].forEach((delay) => setTimeout(read, delay));
  const observer = new MutationObserver(soon);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name", "class"] });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", soon);
  const arrival = new ResizeObserver(read); // a widget may be made before it is put on the page
  arrival.observe(root);
  read();
  return () => {
    observer.disconnect();
    arrival.disconnect();
    system.removeEventListener("change", soon);
  };
}

/** Red, green, blue from 0 to 255 of any CSS color. Asked for once: reading a pixel back is slow. */
export function rgb(color) {
  const known = (rgb.known ??= new Map());
  if (!known.has(color)) known.set(color, readColor(color));
  return known.get(color);
}

function readColor(color) {
  const context = (readColor.context ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true }));
  context.fillStyle = "#fff";
  context.fillRect(0, 0, 1, 1);
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

/** A mixture of two CSS colors as [r, g, b]: `part` of the second. */
export function mix(first, second, part) {
  const a = rgb(first), b = rgb(second);
  return a.map((v, i) => Math.round(v + (b[i] - v) * part));
}

// ---------------------------------------------------------------- canvas

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

// ---------------------------------------------------------------- axes and marks

/** Round numbers between two bounds, about `count` of them. */
export function ticks(low, high, count = 5) {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(count, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((m) => m * power >= rough * 0.999) * power;
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) found.push(Number((i * step).toPrecision(12)));
  return found;
}

/** A function that maps [low, high] to [from, to]. */
export function scale(low, high, from, to) {
  const factor = (to - from) / (high - low || 1);
  return (value) => from + (value - low) * factor;
}

/** Draw the two axes of a plot with ticks and names. `box` is { left, top, right, bottom } in pixels. */
export function drawAxes(context, theme, box, x, y) {
  context.save();
  context.font = `11px ${theme.font}`;
  context.lineWidth = 1;
  context.strokeStyle = theme.line;
  context.fillStyle = theme.soft;
  context.textAlign = "center";
  context.textBaseline = "top";
  const toX = scale(...x.bounds, box.left, box.right), toY = scale(...y.bounds, box.bottom, box.top);
  for (const value of ticks(...x.bounds, x.count ?? 6)) {
    const at = Math.round(toX(value)) + 0.5;
    path(context, [[at, box.bottom], [at, box.bottom + 4]]);
    context.fillText(numberText(value), at, box.bottom + 6);
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const value of ticks(...y.bounds, y.count ?? 4)) {
    const at = Math.round(toY(value)) + 0.5;
    path(context, y.grid ? [[box.left, at], [box.right, at]] : [[box.left - 4, at], [box.left, at]]);
    context.fillText(numberText(value), box.left - 6, at);
  }
  context.textBaseline = "alphabetic";
  if (x.name) context.fillText(x.name, box.right, box.bottom + 30);
  if (y.name) {
    context.textAlign = "left";
    context.fillText(y.name, box.left - (y.shift ?? 0), box.top - 8);
  }
  context.restore();
  return { toX, toY };
}

/** Stroke a line through points. */
export function path(context, points) {
  context.beginPath();
  points.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
}

// Shapes for classes, so that color is never the only sign. Corners on the unit circle; null is the circle.
const corners = (count, turn = 0) => Array.from({ length: count }, (_, i) => {
  const angle = -Math.PI / 2 + turn + (2 * Math.PI * i) / count;
  return [Math.cos(angle), Math.sin(angle)];
});
const star = corners(10).map(([x, y], i) => (i % 2 ? [x * 0.45, y * 0.45] : [x * 1.15, y * 1.15]));
export const SHAPES = [
  ["circle", null], ["square", corners(4, Math.PI / 4).map(([x, y]) => [x * 1.2, y * 1.2])],
  ["triangle", corners(3).map(([x, y]) => [x * 1.25, y * 1.25])], ["diamond", corners(4).map(([x, y]) => [x * 1.25, y * 1.25])],
  ["star", star], ["inverted triangle", corners(3, Math.PI).map(([x, y]) => [x * 1.25, y * 1.25])], ["hexagon", corners(6)],
  ["pentagon", corners(5)],
];

/** Draw the mark of a class: its shape and color, on a halo that parts it from whatever is behind. */
export function drawMark(context, theme, index, x, y, radius, { halo = 1.5, outline = null } = {}) {
  const shape = SHAPES[index % SHAPES.length][1];
  context.beginPath();
  if (!shape) context.arc(x, y, radius, 0, 2 * Math.PI);
  else shape.forEach(([dx, dy], i) => (i ? context.lineTo(x + dx * radius, y + dy * radius) : context.moveTo(x + dx * radius, y + dy * radius)));
  context.closePath();
  context.lineJoin = "round";
  context.strokeStyle = theme.surface;
  context.lineWidth = 2 * halo + (outline ? 2.4 : 0);
  context.stroke();
  if (outline) {
    context.strokeStyle = outline;
    context.lineWidth = 2.4;
    context.stroke();
  }
  context.fillStyle = theme.classes[index % theme.classes.length];
  context.fill();
}

// ---------------------------------------------------------------- figures

/** A titled figure with a canvas and, under its title, a legend. `draw(context, width, height, moment, theme)`. */
export function figure(name, label, draw, legend = []) {
  const title = element("h4", { class: "mlc-title" });
  let moment = null, theme = null;
  const picture = canvas(label, (context, width, height) => moment && theme && draw(context, width, height, moment, theme));
  const node = element("figure", { class: `mlc-figure mlc-${name}` },
    element("figcaption", {}, title, element("div", { class: "mlc-legend" }, ...legend)), picture.node);
  return {
    node, picture, title, stop: picture.stop,
    show(nextMoment, nextTheme) {
      moment = nextMoment;
      theme = nextTheme;
      picture.draw();
    },
  };
}

/** An entry of a legend: a sign, drawn by the style sheet as `mlc-KIND`, and what it stands for. */
export const key = (kind, text) => element("span", { class: "mlc-key" }, element("i", { class: `mlc-swatch mlc-${kind}` }), text);

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

/** The text, shortened to a width where it is too long. */
export function clip(context, text, width) {
  let shown = text;
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

/** The sides of a plot within a canvas. */
export const plotBox = (width, height, left = 40, bottom = 34) => ({ left, top: 20, right: width - 10, bottom: height - bottom });

// ---------------------------------------------------------------- playing

/** Whether the person asked for as little motion as possible. */
export const wantsLessMotion = () => globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;

/** Calls advance(n) so that n adds up to `rate` a second, once a frame of the screen, until it returns false. */
export class Clock {
  constructor(advance, nextFrame = (f) => requestAnimationFrame(f), cancel = (id) => cancelAnimationFrame(id)) {
    Object.assign(this, { advance, nextFrame, cancel, running: false });
  }

  start(rate) {
    this.stop();
    this.running = true;
    let due = 0, before = null;
    const tick = (now) => {
      // After a pause of the tab at most a quarter of a second is made up for.
      due += before === null ? 0 : (Math.min(now - before, 250) / 1000) * rate;
      before = now;
      const whole = Math.floor(due + 1e-6);
      due -= whole;
      this.id = this.nextFrame(tick);
      if (whole && this.advance(whole) === false) this.stop();
    };
    this.id = this.nextFrame(tick);
  }

  stop() {
    this.running = false;
    this.cancel(this.id);
  }
}

/** What a key asks for on the way through a recording; null where it is none of ours. */
export function keyIntent(event, target = event.target) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const tag = target?.tagName;
  if (tag === "SELECT" || (tag === "BUTTON" && (event.key === " " || event.key === "Enter"))) return null;
  if (tag === "SUMMARY" && (event.key === " " || event.key === "Enter")) return null;
  if (target?.closest?.(".mlc-tables")) return null; // there the keys scroll
  if (event.shiftKey) return { ArrowRight: ["part", 1], ArrowLeft: ["part", -1] }[event.key] ?? null;
  return {
    " ": ["toggle"], ArrowRight: ["move", 1], ArrowLeft: ["move", -1], ArrowUp: ["move", 1], ArrowDown: ["move", -1],
    PageUp: ["move", 10], PageDown: ["move", -10], Home: ["start"], End: ["end"],
  }[event.key] ?? null;
}

const ICONS = {
  start: "M5 4h2v12H5zM16 4v12l-8-6z",
  back: "M14 4v12l-8-6z",
  play: "M6 3.5v13l11-6.5z",
  pause: "M5 4h4v12H5zM11 4h4v12h-4z",
  forward: "M6 4v12l8-6z",
  end: "M4 4v12l8-6zM13 4h2v12h-2z",
  larger: "M11 3h6v6h-2V6.4l-3.3 3.3-1.4-1.4L13.6 5H11zM9 17H3v-6h2v2.6l3.3-3.3 1.4 1.4L6.4 15H9z",
};

/** A button that makes a widget larger, for a projector, and smaller again. The widget shares the state "size". */
export function sizeButton(root, state) {
  const text = "Larger, for a projector";
  const show = () => {
    root.dataset.size = state.get("size") ?? "normal";
    node.setAttribute("aria-pressed", String(root.dataset.size === "presenter"));
  };
  const toggle = () => {
    state.set({ size: root.dataset.size === "presenter" ? "normal" : "presenter" });
    show();
  };
  const node = control("button", { type: "button", class: "mlc-button mlc-larger", "aria-label": text, title: text, onclick: toggle }, icon("larger"));
  show();
  return { node, show };
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", ICONS[name]);
  svg.append(shape);
  return svg;
}

/**
 * The bar of buttons, slider and choices that plays a recording. It holds no position of its own:
 * it asks by `on(intent, value)` and is told by `show({ value, text, readout, playing })`.
 * `choices` are further selects: [{ name, label, options: [[value, text], …], value }].
 */
export function transport({ count, label, choices, on }) {
  const button = (name, text, intent, value) =>
    control("button", { type: "button", class: `mlc-button mlc-${name}`, "aria-label": text, title: text, onclick: () => on(intent, value) }, icon(name));
  const play = button("play", "Play (space)", "toggle");
  const slider = control("input", {
    type: "range", class: "mlc-slider", min: 0, max: count - 1, step: 1, value: 0, "aria-label": label,
    oninput: () => on("seek", Number(slider.value)),
  });
  const written = element("output", { class: "mlc-readout", "aria-hidden": "true" });
  const selects = choices.map(({ name, label: text, options, value }) => {
    const made = options.map(([key, shown]) => element("option", { value: key, selected: key === value && "selected" }, shown));
    return control("select", { class: `mlc-select mlc-${name}`, "aria-label": text, title: text, onchange: (event) => on(name, event.target.value) }, ...made);
  });
  const node = element("div", { class: "mlc-transport", role: "group", "aria-label": "playback" },
    element("div", { class: "mlc-buttons" },
      button("start", "To the start (Home)", "start"), button("back", "One step back (left arrow)", "move", -1), play,
      button("forward", "One step forward (right arrow)", "move", 1), button("end", "To the end (End)", "end")),
    slider, written, ...selects);
  return {
    node, slider, play,
    show({ value, text, readout, playing }) {
      slider.value = value;
      slider.style.setProperty("--mlc-part", `${(100 * value) / Math.max(count - 1, 1)}%`);
      slider.setAttribute("aria-valuetext", text);
      setText(written, readout);
      const name = playing ? "pause" : "play";
      if (play.dataset.shows !== name) {
        play.dataset.shows = name;
        play.setAttribute("aria-label", playing ? "Pause (space)" : "Play (space)");
        play.title = playing ? "Pause (space)" : "Play (space)";
        play.replaceChildren(icon(name));
      }
    },
  };
}

/**
 * The twin in words: a live region that speaks when nothing moves, and a part that opens with text and tables.
 * It follows a moment after the picture, so that a picture never waits for it, and a held key is not read out.
 */
export function twin(title, fill, delay = 150) {
  const live = element("div", { class: "mlc-unseen", "aria-live": "polite", role: "status" });
  const text = element("p", { class: "mlc-summary" });
  const tables = control("div", { class: "mlc-tables", role: "region", "aria-label": "tables", tabindex: 0 });
  const details = element("details", { class: "mlc-twin" }, control("summary", {}, title), text, tables);
  let summary = "", timer = null;
  const refill = () => {
    setText(text, summary);
    if (details.open) tables.replaceChildren(...fill());
  };
  const speak = () => {
    refill();
    setText(live, summary);
  };
  details.addEventListener("toggle", refill);
  return {
    nodes: [details, live],
    show(nextSummary, isMoving) {
      summary = nextSummary;
      clearTimeout(timer);
      if (!isMoving) timer = setTimeout(speak, delay);
      else if (details.open) setText(text, summary);
    },
  };
}
