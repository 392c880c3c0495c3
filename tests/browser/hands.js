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

/** A widget's class and first words. */
const nameOf = (widget) => `${widget.className}: ${widget.textContent.slice(0, 60)}`;

const undrawn = () => widgets().filter((widget) => !isDrawn(widget)).map(nameOf);

/** A number that changes with a text. */
function printOf(text) {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (sum * 31 + text.charCodeAt(at)) % 1000003;
  return sum;
}

/** Numbers that change with each picture of a widget, and of each widget. */
const prints = (i) => picturesOf(widgets()[i]).map((each) => printOf(each.toDataURL()));
const allPrints = () => widgets().map((_, i) => prints(i));

/** The widgets of which a picture looks as it did. */
const unchanged = (before) => widgets().filter((_, i) => prints(i).some((each, at) => each === before[i][at])).map(nameOf);

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

/** The widgets whose text does not stand out: 1 is lighter than what is behind it, -1 darker. */
const illegible = (sign) => widgets().filter((each) => sign * contrast(each) < 128).map(nameOf);

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
  aimAt(part);
  const { left, top, width, height } = where();
  return fractions.map(([u, v]) => [Math.round(left + u * width), Math.round(top + v * height)]);
}

/** Let the next press of the mouse, and the click that comes of it, reach this part only: a page that moves under the
 * mouse, as when the kernel answers a card above, would have it reach another. `isHit()` says when it is done whether it did. */
function aimAt(part) {
  window.aim?.abort();
  const aim = window.aim = new AbortController();
  aim.missed = false;
  const check = (event) => {
    if (part.contains(event.target) || part.control === event.target || !part.isConnected) return;
    aim.missed = true;
    event.stopImmediatePropagation();
    event.preventDefault();
  };
  for (const kind of ["pointerdown", "mousedown", "click"]) addEventListener(kind, check, { capture: true, signal: aim.signal });
}

function isHit() {
  window.aim.abort();
  return !window.aim.missed;
}
