// What stands on a slide, as large as it can be: type and pictures grow and shrink together until all of it fits.

const SIZES = { title: [0.6, 1.1], text: [0.6, 1.4], question: [0.6, 1.4], answer: [0.6, 1.3], shown: [0.6, 2], widget: [0.7, 1.5] };
const WIDE = "pre, .scroll, .output, table, math[display=block]";
const HALVINGS = 6;

/** Give a slide's content the largest size in which it fits; the smallest that there is where it never does. */
export function fit(slide) {
  const held = slide.querySelector(".fit");
  for (const each of held.querySelectorAll(".output > pre")) each.classList.toggle("wraps", mayWrap(each.textContent));
  const kind = slide.matches(".shown:has(.text, .wraps)") ? "text" : [...slide.classList].find((name) => name in SIZES);
  let [low, high] = SIZES[kind];
  if (fits(held, high)) return;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (fits(held, middle)) low = middle;
    else high = middle;
  }
  fits(held, low);
}

/** Fit a slide again whenever what stands on it has become too high, as by a part that was unfolded. */
export function keepFitting(slide) {
  const held = slide.querySelector(".fit");
  new ResizeObserver(() => {
    if (isTooLarge(held)) fit(slide);
  }).observe(held);
}

/** Whether a printed text's lines may be broken: they are long, and have no columns, that is spaces side by side in several lines. */
const mayWrap = (text) => /.{89}/.test(text) && (text.match(/^.*\S {2,}\S/gm) ?? []).length < 2;

function fits(held, size) {
  held.style.zoom = size;
  return !isTooLarge(held);
}

function isTooLarge(held) {
  if (held.getBoundingClientRect().height > held.parentElement.getBoundingClientRect().height + 0.5) return true;
  return [...held.querySelectorAll(WIDE)].some((each) => !each.closest(".view") && each.scrollWidth > each.clientWidth + 1);
}
