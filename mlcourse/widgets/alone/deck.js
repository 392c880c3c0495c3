// A deck: slides that keys turn, fitted to a place of 1280 × 720 that is scaled to the window, and printed one a page.

import { fit, keepFitting } from "./fitted.js";
import { showWidgets } from "./mounted.js";
import { tellNumbers } from "./pointed.js";
import { speaker } from "./speaker.js";

const WIDTH = 1280, HEIGHT = 720;
const ON = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"], BACK = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];
const OWN = ".mlc, input, select, textarea, dialog, summary, [contenteditable]"; // whoever has the focus in these has the keys
const deck = document.querySelector(".deck"), bar = document.querySelector(".bar"), contents = document.querySelector(".contents");
const slides = [...document.querySelectorAll(".slide")];
const heading = (slide) => slide.querySelector(".head").textContent.trim();
let now = 0;

const notes = speaker({
  onKey,
  now: () => ({ slide: slides[now], place: place(), next: now + 1 < slides.length ? told(now + 1) : "the end" }),
});

const place = () => `${now + 1} / ${slides.length}`;
const told = (i) => `${heading(slides[i])}${slides[i].matches(".question") ? " (question)" : slides[i].matches(".answer") ? " (answer)" : ""}`;
const waiting = () => [...slides[now].querySelectorAll(".fragment:not(.shown)")];

/** Show a slide; coming back, all of it at once. */
function go(wanted, isBack = false) {
  const to = Math.max(0, Math.min(slides.length - 1, wanted));
  if (to > now) notes.begin();
  now = to;
  slides.forEach((slide, i) => {
    slide.classList.toggle("now", i === now);
    slide.inert = i !== now;
  });
  for (const each of slides[now].querySelectorAll(".fragment")) each.classList.toggle("shown", isBack);
  history.replaceState(null, "", `#${now + 1}`);
  bar.querySelector(".place").textContent = place();
  bar.querySelector("progress").value = slides.length > 1 ? now / (slides.length - 1) : 1;
  document.activeElement?.blur();
  notes.show();
}

/** One thing on, or one slide back. */
function turn(by) {
  const [next] = waiting();
  if (by > 0 && next) return next.classList.add("shown");
  if ((by > 0 && now < slides.length - 1) || (by < 0 && now > 0)) go(now + by, by < 0);
}

function onKey(event) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (target.closest?.(OWN) || (target.closest?.("button") && (key === " " || key === "Enter"))) return;
  const call = actions[key.length === 1 ? key.toLowerCase() : key];
  if (!call) return;
  event.preventDefault();
  call();
}

const actions = {
  ...Object.fromEntries(ON.map((key) => [key, () => turn(1)])),
  ...Object.fromEntries(BACK.map((key) => [key, () => turn(-1)])),
  Home: () => go(0),
  End: () => go(slides.length - 1),
  s: () => notes.open() || document.body.classList.toggle("with-notes"), // under the slide where no window may open
  o: () => contents.showModal(),
  d: () => (document.body.dataset.jpThemeLight = String(document.body.dataset.jpThemeLight === "false")),
  f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
};

/** A presenter's clicker turns the slides, whatever has the focus: it has no Escape. No widget hears of its two keys. */
function onClicker(event) {
  if (!["PageDown", "PageUp"].includes(event.key) || contents.open) return;
  event.preventDefault();
  event.stopPropagation();
  actions[event.key]();
}

/** Escape takes the keys back from a widget, whatever else the widget does with it: it may let no other listener know. */
function takeBack({ key, target }) {
  if (key === "Escape" && target.closest(".view")) target.blur();
}

/** The list of all slides, each of which is a button that leads there. */
function listContents() {
  contents.replaceChildren(...slides.map((slide, i) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: `${i + 1}  ${told(i)}` });
    button.addEventListener("click", () => {
      contents.close();
      go(i);
    });
    return button;
  }));
}

/** Scale the deck to the window. */
function scale() {
  deck.style.zoom = Math.min(innerWidth / WIDTH, innerHeight / HEIGHT).toFixed(4);
}

function listen() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("keydown", onClicker, true);
  document.addEventListener("keydown", takeBack, true);
  addEventListener("resize", scale);
  addEventListener("hashchange", () => go(Number(location.hash.slice(1)) - 1));
  for (const button of bar.querySelectorAll("[data-turn]")) button.addEventListener("click", () => turn(Number(button.dataset.turn)));
  bar.querySelector(".place").addEventListener("click", actions.o);
  const hint = bar.querySelector(".hint");
  document.addEventListener("focusin", ({ target }) => (hint.hidden = !target.closest(".mlc")));
  document.addEventListener("focusout", () => (hint.hidden = true));
}

scale();
listContents();
listen();
go(Number(location.hash.slice(1) || 1) - 1);
tellNumbers();
await showWidgets();
await document.fonts.ready;
slides.forEach(fit);
slides.forEach(keepFitting);
document.body.dataset.ready = "true";
