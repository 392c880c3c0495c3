// The heads of tabs. Lesson and exercise of a number have one file name, each in its own folder, and would read the same.
// So before the name in an exercise's tab stands its folder: exercises/04_backpropagation.ipynb.
//
// It is written there by a style sheet. A tab's label is the file's name: JupyterLab renames a file whose label is changed.

const FOLDERS = ["exercises", "solutions"]; // what stands in none of them is a lesson, or the learner's own

/** The folder that the tab of a file says, by the file's path; undefined where the name says enough. */
export const folderOf = (path) => FOLDERS.find((folder) => folder === path.split("/").at(-2));

const classOf = (folder) => `mlc-in-${folder}`;

/** Let tabs say folders from now on. */
export function styleTabs() {
  const rules = FOLDERS.map((folder) => `.lm-TabBar-tab.${classOf(folder)} .lm-TabBar-tabLabel::before { content: "${folder}/"; }`);
  document.head.append(Object.assign(document.createElement("style"), { textContent: rules.join("\n") }));
}

/** Let the tab of a document say its folder, also when the document was moved. */
export function nameTab({ title, context }) {
  const say = () => {
    const folder = folderOf(context.localPath), others = title.className.split(" ").filter((each) => each && !each.startsWith(classOf("")));
    title.className = [...others, ...(folder ? [classOf(folder)] : [])].join(" ");
  };
  context.pathChanged.connect(say);
  say();
}
