// A widget without a kernel. Its module is the one that JupyterLab gets; what JupyterLab would give it, a model that is
// shared with Python, is here a model of the page's own, so that it need not know where it is.

import { expand } from "../kit/compact.js";

/** A model without a kernel, with the part of anywidget's interface that needs none; its home is a "page" or a "notebook". */
export class Model {
  constructor(state, home) {
    Object.assign(this, { state, home, calls: new Map() });
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

/** The model of a widget that was kept: a recording if it has one, and what else it shares. */
export async function keptModel({ recording, state, buffers = [] }, home) {
  const recorded = recording ? await expand(recording) : {};
  return new Model({ ...withBuffers(state, buffers), ...recorded }, home);
}

/** Put a model's buffers, which JSON cannot hold, back where they were. */
function withBuffers(state, buffers) {
  for (const { path, data } of buffers) {
    const holder = path.slice(0, -1).reduce((inner, key) => inner[key], state);
    holder[path.at(-1)] = new DataView(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)).buffer);
  }
  return state;
}

/** The widget that a module exports: anywidget allows a function that makes it. */
export const widgetOf = ({ default: widget }) => (typeof widget === "function" ? widget() : widget);
