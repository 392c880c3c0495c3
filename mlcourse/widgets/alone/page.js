// Plays the widgets of an exported page, lets its pictures of arrays tell their numbers, and lets its reader choose a theme.

import { keptModel, widgetOf } from "./alone.js";
import { tellNumbers } from "./pointed.js";

/** The widget that a module's text defines. */
async function load(text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const module = await import(url);
  URL.revokeObjectURL(url);
  return widgetOf(module);
}

/** Show each model wherever the page has a place for it. Views of the same model share it. */
async function showWidgets({ models, modules, styles }) {
  document.head.append(...styles.map((text) => Object.assign(document.createElement("style"), { textContent: text })));
  const widgets = modules.map(load);
  for (const [id, { module, ...kept }] of Object.entries(models)) {
    const places = document.querySelectorAll(`[data-model="${CSS.escape(id)}"]`);
    try {
      const model = await keptModel(kept, "page");
      const widget = await widgets[module];
      await widget.initialize?.({ model });
      for (const el of places) await widget.render({ model, el });
    } catch (error) {
      console.error(error);
      for (const el of places) {
        el.className = "note";
        el.textContent = `The widget that stands here could not be shown: ${error.message}`;
      }
    }
  }
}

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

/** Let the keyboard into what scrolls by itself: code, tables and formulas that are too wide for the page. */
function letKeysScroll() {
  const look = new ResizeObserver((all) => all.forEach(({ target }) => {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }));
  for (const each of document.querySelectorAll("pre, .scroll, .output:not(:has(.view)), math[display=block], :is(p, li):has(> math)")) look.observe(each);
}

letKeysScroll();
tellNumbers();
offerThemes();
showWidgets(JSON.parse(document.querySelector("script#widgets").textContent));
