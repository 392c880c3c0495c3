// What test_engines.py asks of a page with widgets: whether each is drawn, what is to be seen of it, and where to work it.

const widgets = () => [...document.querySelectorAll(".view > .mlc")];
const picturesOf = (widget) => [...widget.querySelectorAll("canvas")].filter((each) => each.checkVisibility());

function isPainted(canvas) {
  if (!canvas.width || !canvas.height) return false;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((byte, at) => byte !== data[at % 4]);
}

/** The widgets that do not show, have no words, or a picture with nothing in it. */
const undrawn = () => widgets().map((widget, i) => {
  if (!widget.checkVisibility() || !widget.innerText.trim()) return `${i} shows nothing`;
  const blank = picturesOf(widget).findIndex((each) => !isPainted(each));
  return blank < 0 ? "" : `picture ${blank} of ${i} is blank: ${widget.innerText.slice(0, 60)}`;
}).filter(Boolean);

/** A number that changes with what a widget says or shows. */
function look(i) {
  const widget = widgets()[i], all = [widget.innerText, ...picturesOf(widget).map((each) => each.toDataURL())].join();
  let sum = 0;
  for (let at = 0; at < all.length; at++) sum = (sum * 31 + all.charCodeAt(at)) % 1000003;
  return sum;
}

/** What a part of a widget can be worked by that is seen and not switched off. */
const parts = (i, selector) => [...widgets()[i].querySelectorAll(selector)].filter((each) => each.checkVisibility() && !each.disabled);

/** Places of the window within a part, at these fractions of its width and height, once it is in the middle. */
function places(i, selector, which, fractions) {
  const part = parts(i, selector)[which];
  part.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = part.getBoundingClientRect();
  return fractions.map(([u, v]) => [Math.round(left + u * width), Math.round(top + v * height)]);
}
