// Widgets of a notebook that was closed and opened again. Where their kernel is there still, JupyterLab's own view is
// made; where it is not, the recording that the notebook kept is mounted without one.
//
// This is an extension of JupyterLab, of which remoteEntry.js is the door; extension.py lays both where JupyterLab
// looks. `jupyter` is what it needs of JupyterLab; `place` the folder in which all files stand beside each other.

import { keptModel, widgetOf } from "./alone.js";
import { tellNumbers } from "./pointed.js";
import { nameTab, styleTabs } from "./tabs.js";

const RECORDING = "application/vnd.mlcourse.recording.v1+json";
const VIEW = "application/vnd.jupyter.widget-view+json";
const RUN_AGAIN = "A widget stands here that needs its kernel: run this cell again to see it.";
const PAUSE = 500; // milliseconds between two looks for a kernel that may come

export default function plugin({ Panel, Widget, IRenderMimeRegistry, INotebookTracker }, place) {
  const waiting = new Set(); // renderers that show a recording, and would rather show the living widget
  let notebooks = null, timer = null;

  /** The open notebook whose kernel knows a model; none if there is none. */
  const homeOf = (id) => notebooks?.find((panel) => panel.sessionContext?.session?.kernel?.hasComm(id));

  function lookAgain() {
    for (const renderer of waiting) renderer.revive();
    if (waiting.size) return;
    clearInterval(timer);
    timer = null;
  }

  /** What stands in the output of a cell. */
  class Reopened extends Panel {
    constructor() {
      super();
      Object.assign(this, { model: null, shown: null, isLiving: false, stop: null });
      this.node.addEventListener("mlc-answered", ({ detail }) => this.keep(detail));
    }

    /** Called again whenever what the notebook keeps has changed: the same widget stays as it is. */
    async renderModel(model) {
      const kept = model.data[RECORDING];
      this.model = model;
      if (this.shown === kept.model_id) return;
      this.shown = kept.model_id;
      if (homeOf(kept.model_id)) return this.live();
      waiting.add(this);
      timer ??= setInterval(lookAgain, PAUSE);
      await this.play(kept);
    }

    /** Mount the recording. */
    async play(kept) {
      const element = document.createElement("div");
      this.put(new Widget({ node: element }));
      this.node.dataset.shows = "a recording";
      try {
        const [widget, model] = await Promise.all([widgetNamed(kept.script, place), modelOf(kept)]);
        if (element.parentNode) this.stop = widget.render({ model, el: element });
      } catch (error) {
        console.warn(error);
        element.textContent = RUN_AGAIN;
      }
    }

    /** Have the widget's own view, where its kernel has been found. */
    revive() {
      if (!homeOf(this.shown)) return;
      waiting.delete(this);
      this.live();
    }

    live() {
      const living = homeOf(this.shown).content.rendermime.createRenderer(VIEW);
      this.put(living);
      this.isLiving = true;
      this.node.dataset.shows = "the kernel's widget";
      return living.renderModel(this.model);
    }

    /** Let the notebook keep what was answered since the cell ran. */
    keep(answered) {
      const data = this.model.data, kept = data[RECORDING];
      if (!this.isLiving || Object.keys(answered).every((name) => same(kept.state[name], answered[name]))) return;
      this.model.setData({ data: { ...data, [RECORDING]: { ...kept, state: { ...kept.state, ...answered } } } });
    }

    /** Have this and nothing else. */
    put(widget) {
      this.clear();
      this.addWidget(widget);
    }

    clear() {
      this.stop?.();
      this.stop = null;
      for (const widget of [...this.widgets]) widget.dispose();
    }

    dispose() {
      if (this.isDisposed) return;
      waiting.delete(this);
      this.clear();
      super.dispose();
    }
  }

  return {
    id: "mlcourse:reopened",
    autoStart: true,
    requires: [IRenderMimeRegistry],
    optional: [INotebookTracker],
    activate(app, registry, tracker) {
      notebooks = tracker;
      styleTabs();
      tellNumbers(); // pictures of arrays are no widgets, and have no script of their own
      // Before the widgets' own, whose rank is −10; safe: all that it shows is ours, so that trust does not matter.
      registry.addFactory({ safe: true, mimeTypes: [RECORDING], createRenderer: () => new Reopened() }, -20);
      tracker?.widgetAdded.connect((_, panel) => Promise.resolve().then(() => {
        sayRunAgain(panel.content.rendermime);
        nameTab(panel);
      }));
    },
  };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const models = new Map(); // by id: views of one widget share its model

function modelOf({ model_id: id, ...kept }) {
  if (!models.has(id)) models.set(id, keptModel(structuredClone(kept), "notebook"));
  return models.get(id);
}

const widgets = new Map(); // by the script's name

/** The widget of a script of the course, with its style sheet on the page. */
function widgetNamed(name, place) {
  if (!widgets.has(name)) widgets.set(name, load(new URL(`${name}.js`, place), new URL(`${name}.css`, place)));
  return widgets.get(name);
}

async function load(script, styles) {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: styles });
  const styled = new Promise((done, failed) => Object.assign(sheet, { onload: done, onerror: () => failed(new Error(`${styles} is not there`)) }));
  document.head.append(sheet);
  const [module] = await Promise.all([import(script), styled]);
  return widgetOf(module);
}

/** Where another widget cannot be shown, say what helps instead of "model not found". */
function sayRunAgain(registry) {
  const own = registry.getFactory(VIEW);
  if (!own) return;
  const createRenderer = (options) => {
    const renderer = own.createRenderer(options);
    const observer = new MutationObserver(() => {
      if (renderer.node.textContent === "Error displaying widget: model not found") renderer.node.textContent = RUN_AGAIN;
    });
    observer.observe(renderer.node, { childList: true });
    return renderer;
  };
  registry.addFactory({ ...own, createRenderer }, -10);
}
