// The examples' images, painted once for each theme.
import { mix } from "../kit/colors.js";

const COLUMNS = 32; // a canvas must not be too wide

/** All images in rows, painted anew for each theme: `album(theme)(context, index, x, y, side)` draws one. */
export function imageAlbum({ side }, { images }) {
  const corner = (index) => [(index % COLUMNS) * side, Math.floor(index / COLUMNS) * side];
  let last = null, picture = null;
  return (theme) => {
    if (theme.key !== last) {
      last = theme.key;
      const count = images.shape[0], pixels = side * side, width = COLUMNS * side;
      picture = new OffscreenCanvas(width, Math.ceil(count / COLUMNS) * side);
      const own = picture.getContext("2d"), painted = own.createImageData(width, picture.height);
      const shades = Array.from({ length: 256 }, (_, value) => mix(theme.surface, theme.ink, value / 255));
      images.data.forEach((value, i) => {
        const [left, top] = corner(Math.floor(i / pixels)), row = Math.floor((i % pixels) / side), column = i % side;
        painted.data.set([...shades[value], 255], 4 * ((top + row) * width + left + column));
      });
      own.putImageData(painted, 0, 0);
    }
    return (context, index, x, y, size) => context.drawImage(picture, ...corner(index), side, side, x, y, size, size);
  };
}
