// What hands.py asks of a page with widgets: whether each is drawn, what is to be seen of it, and where to work it.

const widgets = () => [...document.querySelectorAll(".mlc:not(.mlc .mlc)")];
const picturesOf = (widget) => [...widget.querySelectorAll("canvas")].filter((each) => each.checkVisibility());

function isPainted(canvas) {
  if (!canvas.width || !canvas.height) return false;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((byte, at) => byte !== data[at % 4]);
}

/** Whether a widget can be seen, with words and with something in each of its pictures. */
const isDrawn = (widget) => Boolean(widget?.checkVisibility() && widget.innerText.trim() && picturesOf(widget).every(isPainted));

/** The first words of each widget that is not. */
const undrawn = () => widgets().filter((widget) => !isDrawn(widget)).map((widget) => widget.textContent.slice(0, 80));

/** A number that changes with what a widget says or shows. */
function look(i) {
  const widget = widgets()[i], all = [widget.innerText, ...picturesOf(widget).map((each) => each.toDataURL())].join();
  let sum = 0;
  for (let at = 0; at < all.length; at++) sum = (sum * 31 + all.charCodeAt(at)) % 1000003;
  return sum;
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
