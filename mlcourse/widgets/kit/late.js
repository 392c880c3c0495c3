// A script that loaded late. anywidget gives a script two seconds; on a machine that is busy it may take longer, and then the
// widget is shown and answers, but whatever Python says to it is thrown away for ever: each message waits for a promise
// that was broken. Here ipywidgets' own handling, which anywidget's stands in front of, is called directly.

/** Let the model of a widget that is on the screen hear Python. Where there is no kernel, nothing is to be heard. */
export async function hearPython(model) {
  const own = await ownModel(model), handle = own && Object.getPrototypeOf(Object.getPrototypeOf(own))._handle_comm_msg;
  if (handle && own.comm?.on_msg) own.comm.on_msg((message) => handle.call(own, message));
}

/** The model behind the one that anywidget hands out: of all that the notebook has, that with the same header. */
async function ownModel(model) {
  const header = model.get("header"), all = await Promise.allSettled(Object.values(model.widget_manager?._models ?? {}));
  return all.find(({ value }) => value?.get?.("header") === header)?.value;
}
