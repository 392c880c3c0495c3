// Colors, as the style sheet has them (colors.css), for whoever draws: read now, and again whenever the theme changes.

import { element } from "./elements.js";

/** Follow the theme: calls back with its colors now, and again whenever it changes. Returns how to stop. */
export function watchTheme(root, callback) {
  let last = "";
  const probe = element("i", { hidden: "", style: "forced-color-adjust: none" }); // a canvas knows no light-dark(): ask for the color that comes of it
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
    root.dataset.mode = isDark ? "dark" : "light"; // the palette that the style sheet takes
    const theme = {
      mode: root.dataset.mode, font: style.fontFamily, classes: palette(style), positive: color("positive"), negative: color("negative"),
      ink: color("ink"), soft: color("soft"), line: color("line"), surface: color("surface"), accent: color("accent"),
    };
    const signature = JSON.stringify(theme);
    if (signature === last) return;
    last = theme.key = signature;
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

/** The colors of classes and curves, as many as the style sheet has. */
function palette(style) {
  const found = [];
  for (let value; (value = style.getPropertyValue(`--mlc-class-${found.length}`).trim()); ) found.push(value);
  return found;
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
