// The two examples between which the threshold stands, large: the last that is not called positive, and the first that is.
import { canvas, path } from "../kit/canvas.js";
import { imageAlbum } from "./album.js";

export function neighborsPicture(header, arrays) {
  const album = imageAlbum(header, arrays);
  let shown = null;
  const picture = canvas("The images on both sides of the threshold.", (context, width, height) => {
    if (!shown) return;
    const [{ share, tp, fp }, theme] = shown, isIn = arrays.shown.row(share), draw = album(theme);
    const inside = [...isIn.keys()].filter((index) => isIn[index]), first = inside.length - tp - fp, side = height - 4;
    context.imageSmoothingEnabled = false;
    [[inside[first - 1], width / 2 - side - 5], [inside[first], width / 2 + 5]].forEach(([index, x]) => index !== undefined && draw(context, index, x, 2, side));
    Object.assign(context, { strokeStyle: theme.accent, lineWidth: 2.5 });
    path(context, [[width / 2, 0], [width / 2, height]]);
  });
  picture.node.classList.add("mlc-bins-beside");
  return {
    node: picture.node, stop: picture.stop,
    show(moment, theme) {
      shown = [moment, theme];
      picture.draw();
    },
  };
}
