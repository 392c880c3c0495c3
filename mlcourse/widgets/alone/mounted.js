// The widgets of an exported page or deck: each model shown wherever there is a place for it.

import { keptModel, widgetOf } from "./alone.js";

/** The widget that a module's text defines. */
async function load(text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const module = await import(url);
  URL.revokeObjectURL(url);
  return widgetOf(module);
}

/** Show each model that the page keeps wherever it has a place for it. Views of the same model share it. */
export async function showWidgets() {
  const { models, modules, styles } = JSON.parse(document.querySelector("script#page-widgets").textContent);
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
