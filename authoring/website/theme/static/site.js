// The frame of the site: it keeps the reader's choice of a theme, and lets the player on the first page play.

const choice = document.querySelector(".theme");
const kept = (call) => { try { return call(localStorage); } catch { return null; } }; // a browser may forbid it

const theme = choice.querySelector(`[value="${kept((all) => all.getItem("mlcourse-theme"))}"]`);
if (theme) theme.checked = true;
if (theme && theme.value !== "system") document.body.dataset.jpThemeLight = String(theme.value === "light");
choice.addEventListener("change", ({ target }) => kept((all) => all.setItem("mlcourse-theme", target.value)));

/** Press Play once, as soon as there is such a button; who wants less motion presses it, or does not. */
function playOnce() {
  const button = document.querySelector(".hero .mlc-player [aria-label^=Play]");
  button?.click();
  document.activeElement?.blur(); // the keyboard begins where it would without
  return Boolean(button);
}

if (document.body.classList.contains("first") && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
  const look = new MutationObserver(() => playOnce() && look.disconnect());
  look.observe(document.body, { childList: true, subtree: true });
}
