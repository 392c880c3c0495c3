// What hands.py asks of a page with widgets: whether each is drawn, what is to be seen of it, and where to work it.

const widgets = () => [...document.querySelectorAll(".mlc:not(.mlc .mlc)")];
const picturesOf = (widget) => [...widget.querySelectorAll("canvas")].filter((each) => each.checkVisibility());

function isPainted(canvas) {
  if (!canvas.width || !canvas.height) return false;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((byte, at) => byte !== data[at % 4]);
}

/** Whether there is anything in a graph, or in an icon. */
function hasShapes(svg) {
  const { width, height } = svg.getBBox();
  return width > 0 && height > 0;
}

const graphsOf = (widget) => [...widget.querySelectorAll("svg")].filter((each) => each.checkVisibility());

/** Whether a widget can be seen, with words and with something in each of its pictures. */
const isDrawn = (widget) =>
  Boolean(widget?.checkVisibility() && widget.innerText.trim() && picturesOf(widget).every(isPainted) && graphsOf(widget).every(hasShapes));

/** The first words of each widget that is not. */
const undrawn = () => widgets().filter((widget) => !isDrawn(widget)).map((widget) => widget.textContent.slice(0, 80));

/** A number that changes with a text. */
function printOf(text) {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (sum * 31 + text.charCodeAt(at)) % 1000003;
  return sum;
}

/** Numbers that change with each picture of a widget, and with each of all widgets. */
const prints = (i) => picturesOf(widgets()[i]).map((each) => printOf(each.toDataURL()));
const allPrints = () => widgets().flatMap((_, i) => prints(i));

/** Whether each picture looks other than it did. */
const areOther = (now, before) => now.length === before.length && now.every((each, at) => each !== before[at]);

/** A number that changes with what a widget pictures, be it in canvases or in a graph. */
const pictured = (i) => printOf([...prints(i), ...[...widgets()[i].querySelectorAll(".mlc-graph")].map((each) => each.innerHTML)].join());

/** A number that changes with what a widget says or shows. */
const look = (i) => printOf([widgets()[i].innerText, ...prints(i)].join());

/** How light a color is, from 0 to 255; undefined where it is seen through. */
function lightness(color) {
  const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return alpha > 127 ? 0.299 * red + 0.587 * green + 0.114 * blue : undefined;
}

/** How much lighter a widget's text is than what is behind it. */
function contrast(widget) {
  let behind;
  for (let node = widget; behind === undefined; node = node.parentElement) behind = lightness(getComputedStyle(node).backgroundColor);
  return lightness(getComputedStyle(widget).color) - behind;
}

/** What a part of a widget can be worked by that is seen and not switched off. */
const parts = (i, selector) => [...widgets()[i].querySelectorAll(selector)].filter((each) => each.checkVisibility() && !each.disabled);

/** Places of the window within a part, at these fractions of its width and height, once it stands still in the middle. */
async function places(i, selector, which, fractions) {
  const part = parts(i, selector)[which], where = () => part.getBoundingClientRect();
  part.scrollIntoView({ block: "center", behavior: "instant" });
  for (let last = NaN, still = 0; still < 3; still = last === where().top ? still + 1 : 0) {
    last = where().top;
    await new Promise((done) => requestAnimationFrame(done));
  }
  const { left, top, width, height } = where();
  return fractions.map(([u, v]) => [Math.round(left + u * width), Math.round(top + v * height)]);
}
