// Plays the widgets of an exported page. Their modules are those that JupyterLab gets; what JupyterLab would give them,
// a model that is shared with Python, is here a model of the page's own, so that they need not know where they are.

/** A model without a kernel, with the part of anywidget's interface that needs none. */
class Model {
  constructor(state) {
    Object.assign(this, { state, calls: new Map() });
  }

  get(name) {
    return this.state[name];
  }

  set(name, value) {
    const values = typeof name === "string" ? { [name]: value } : name;
    const changed = Object.keys(values).filter((key) => values[key] !== this.state[key]);
    Object.assign(this.state, values);
    for (const key of changed) this.tell(`change:${key}`);
    if (changed.length) this.tell("change");
  }

  on(event, call) {
    this.calls.set(event, [...(this.calls.get(event) ?? []), call]);
  }

  off(event, call) {
    this.calls.set(event, (this.calls.get(event) ?? []).filter((each) => call && each !== call));
  }

  tell(event) {
    for (const call of this.calls.get(event) ?? []) call();
  }

  save_changes() {} // nobody to save them for

  send() {} // nobody to answer
}

/** Put a model's buffers, which JSON cannot hold, back where they were. */
function withBuffers(state, buffers) {
  for (const { path, data } of buffers) {
    const holder = path.slice(0, -1).reduce((inner, key) => inner[key], state);
    holder[path.at(-1)] = new DataView(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)).buffer);
  }
  return state;
}

/** The widget that a module's text defines. */
async function load(text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  URL.revokeObjectURL(url);
  return typeof widget === "function" ? widget() : widget;
}

/** Show each model wherever the page has a place for it. Views of the same model share it. */
async function showWidgets({ models, modules, styles }) {
  document.head.append(...styles.map((text) => Object.assign(document.createElement("style"), { textContent: text })));
  const widgets = modules.map(load);
  for (const [id, { module, state, buffers }] of Object.entries(models)) {
    const places = document.querySelectorAll(`[data-model="${CSS.escape(id)}"]`);
    try {
      const model = new Model(withBuffers(state, buffers));
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

offerThemes();
const stored = document.getElementById("widgets");
if (stored) showWidgets(JSON.parse(stored.textContent));
