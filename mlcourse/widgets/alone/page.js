// Plays the widgets of an exported page, lets its pictures of arrays tell their numbers, and lets its reader choose a theme.

import { showWidgets } from "./mounted.js";
import { tellNumbers } from "./pointed.js";

/** Let the reader choose between light and dark; the widgets look where JupyterLab says it, at the body. */
function offerThemes() {
  const choice = document.querySelector(".theme");
  const show = (theme) => {
    if (theme === "system") delete document.body.dataset.jpThemeLight;
    else document.body.dataset.jpThemeLight = String(theme === "light");
  };
  choice.addEventListener("change", ({ target }) => show(target.value));
  show(choice.querySelector(":checked").value); // a reloaded page may keep the choice
  choice.hidden = false;
}

const WIDE = "pre, .scroll, .output:not(:has(.view)), math[display=block], :is(p, li):has(> math)";
const WIDE_IN_WIDGETS = ".mlc-question, .mlc-outcome, .mlc-display, .mlc-forward-output, .mlc-softmax-steps"; // on a phone

/** Let the keyboard into what scrolls by itself: code, tables and formulas that are too wide for the page. */
function letKeysScroll(places) {
  const look = new ResizeObserver((all) => all.forEach(({ target }) => {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }));
  for (const each of document.querySelectorAll(places)) look.observe(each);
}

letKeysScroll(WIDE);
tellNumbers();
offerThemes();
showWidgets().then(() => letKeysScroll(WIDE_IN_WIDGETS));
