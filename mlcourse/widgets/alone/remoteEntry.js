// The door through which JupyterLab finds the extension reopened.js, as a module of webpack's federation would be:
// JupyterLab offers its own modules (init), and asks for the extension (get). Written by hand, so that nothing is built.
(() => {
  const place = new URL(".", document.currentScript.src).href;
  let offered = null;

  /** A module that JupyterLab shares; of several versions any, since it has one of each of these. */
  const shared = async (name) => (await Object.values(offered[name])[0].get())();

  window._JUPYTERLAB = Object.assign(window._JUPYTERLAB ?? {}, {
    mlcourse: {
      init: (scope) => void (offered = scope),
      async get() {
        const names = ["@lumino/widgets", "@jupyterlab/rendermime", "@jupyterlab/notebook"];
        const [{ default: plugin }, ...modules] = await Promise.all([import(`${place}reopened.js`), ...names.map(shared)]);
        const extension = { __esModule: true, default: plugin(Object.assign({}, ...modules), place) };
        return () => extension;
      },
    },
  });
})();
