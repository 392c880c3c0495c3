// Icons of buttons.

const ICONS = {
  start: "M5 4h2v12H5zM16 4v12l-8-6z",
  back: "M14 4v12l-8-6z",
  play: "M6 3.5v13l11-6.5z",
  pause: "M5 4h4v12H5zM11 4h4v12h-4z",
  forward: "M6 4v12l8-6z",
  end: "M4 4v12l8-6zM13 4h2v12h-2z",
  larger: "M11 3h6v6h-2V6.4l-3.3 3.3-1.4-1.4L13.6 5H11zM9 17H3v-6h2v2.6l3.3-3.3 1.4 1.4L6.4 15H9z",
};

/** The picture on a button. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", ICONS[name]);
  svg.append(shape);
  return svg;
}
