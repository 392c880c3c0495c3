// The movable tangent: a curve, and the straight line that touches it where it is taken by hand.
import { drawAxes, plotBox, scale } from "../kit/axes.js";
import { path } from "../kit/canvas.js";
import { watchTheme } from "../kit/colors.js";
import { unpack } from "../kit/data.js";
import { control, element, setText, table } from "../kit/elements.js";
import { figure, key } from "../kit/figure.js";
import { keyIntent, onKeys } from "../kit/keys.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";

const HELP = "Take the point by mouse or finger, or press ← → (Page Up and Page Down: ten places).";
const box = (width, height) => plotBox(width, height, 44);

export function mount(root, { header, buffer }, state) {
  const { told, names: [x, y], x_bounds, y_bounds } = header, arrays = unpack(header, buffer), last = told.length - 1;
  let place = state.get("place"), theme = null;

  const picture = figure("tangent", "the curve and its tangent", draw, [key("tangent-curve", `${y}(${x})`), key("tangent-line", "tangent")]);
  picture.title.textContent = "The slope, by hand";
  const slider = control("input", { type: "range", class: "mlc-slider", min: 0, max: last, step: 1, "aria-label": "where the tangent touches",
    oninput: () => go(Number(slider.value)) });
  const words = element("p", { class: "mlc-tangent-words" });
  const inWords = twin("What is on the screen, in words and numbers", () => [table("the curve", ["place", `${x}, ${y} and slope`],
    told.map((text, i) => [String(i), text]).filter((_, i) => i % 5 === 0))]);
  const view = element("div", { class: "mlc mlc-tangent-lab", role: "group", "aria-label": "movable tangent", "data-recording": header.id },
    element("div", { class: "mlc-stage" }, element("div", { class: "mlc-tangent-head" }, words), element("div", { class: "mlc-tangent-knob" }, slider),
      element("div", { class: "mlc-tangent-board mlc-fills" }, picture.node), element("p", { class: "mlc-help" }, HELP)),
    ...inWords.nodes);
  const size = sizeButton(view, state);
  words.after(size.node);

  const canvas = picture.picture.node;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    canvas.setPointerCapture(event.pointerId);
    drag(event);
  });
  canvas.addEventListener("pointermove", (event) => canvas.hasPointerCapture(event.pointerId) && event.buttons && drag(event));
  onKeys(view, keyIntent, (what, by) => {
    const to = { move: place + by, start: 0, end: last }[what];
    if (to !== undefined) go(to);
  });

  function drag({ offsetX }) {
    const { left, right } = box(picture.picture.width, picture.picture.height);
    go(Math.round(scale(left, right, 0, last)(offsetX)));
  }

  function go(to) {
    place = Math.min(Math.max(to, 0), last);
    show();
    state.set({ place });
  }

  function show() {
    slider.value = place;
    slider.style.setProperty("--mlc-part", `${(100 * place) / last}%`);
    slider.setAttribute("aria-valuetext", told[place]);
    setText(words, told[place][0].toUpperCase() + told[place].slice(1));
    inWords.show(told[place], false);
    if (theme) picture.show({}, theme);
  }

  function draw(context, width, height) {
    const sides = box(width, height);
    const { toX, toY } = drawAxes(context, theme, sides, { bounds: x_bounds, name: x }, { bounds: y_bounds, grid: true, name: y });
    const points = (row) => [0, 2].map((i) => [toX(row[i]), toY(row[i + 1])]);
    context.save();
    context.beginPath();
    context.rect(sides.left, sides.top, sides.right - sides.left, sides.bottom - sides.top);
    context.clip();
    context.lineWidth = 2.5;
    context.strokeStyle = theme.classes[0];
    path(context, told.map((_, i) => [toX(arrays.curve.row(i)[0]), toY(arrays.curve.row(i)[1])]));
    context.strokeStyle = theme.classes[5];
    path(context, points(arrays.tangents.row(place)));
    context.restore();
    const [w, f] = arrays.curve.row(place);
    context.fillStyle = theme.classes[5];
    context.strokeStyle = theme.surface;
    context.beginPath();
    context.arc(toX(w), toY(f), 7, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }

  root.append(view);
  const stopTheme = watchTheme(view, (colors) => {
    theme = colors;
    show();
  });
  const stopListening = state.listen(() => {
    size.show();
    place = state.get("place");
    show();
  });
  return () => {
    stopListening();
    stopTheme();
    picture.stop();
    view.remove();
  };
}

export default recordedWidget(mount, ["place", "size"]);
