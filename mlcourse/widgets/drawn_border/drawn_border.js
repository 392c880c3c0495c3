// A border drawn over the plane of both inputs. The points that it parts are drawn in Python, when they are asked for.

import { watchTheme } from "../kit/colors.js";
import { drawingPlane } from "../kit/drawing.js";
import { element, table } from "../kit/elements.js";
import { sizeButton } from "../kit/size.js";
import { recordedWidget } from "../kit/state.js";
import { twin } from "../kit/twin.js";

const WORDS = "Above your line lies class 1, below it class 0.";

export function mount(root, { header }, state) {
  let theme = null, plane = null;
  const told = twin("Your border in numbers", () => [table("the border", [header.plane.x, header.plane.y], plane.tables()[0].rows.map((row) => row.slice(0, 2)))]);
  const board = element("div", { class: "mlc-border-board mlc-fills" });
  const head = element("div", { class: "mlc-border-head" }, element("p", { class: "mlc-title" }, "Draw a border"), element("p", { class: "mlc-border-words" }, WORDS));
  const view = element("div", { class: "mlc mlc-border", role: "group", "aria-label": "border to draw", "data-recording": header.id },
    element("div", { class: "mlc-stage" }, head, board), ...told.nodes);
  const size = sizeButton(view, state);
  head.append(size.node);

  /** Lay out a plane with what is drawn by now. */
  function lay() {
    plane?.stop();
    plane = drawingPlane(header.plane, null, tell, [...state.get("border")]);
    board.replaceChildren(plane.node);
    if (theme) plane.show(theme);
    told.show(WORDS, false);
  }

  function tell() {
    if (plane.isDrawn()) state.set({ border: plane.answer() });
  }

  lay();
  root.append(view);
  const stopTheme = watchTheme(view, (colors) => {
    theme = colors;
    plane.show(theme);
  });
  const stopListening = state.listen(() => {
    size.show();
    if (plane.isDrawn() && String(plane.answer()) !== String(state.get("border"))) lay();
  });
  return () => {
    stopListening();
    stopTheme();
    plane.stop();
    view.remove();
  };
}

export default recordedWidget(mount, ["border", "size"]);
