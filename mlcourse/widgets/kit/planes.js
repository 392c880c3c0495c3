// What a unit says over the plane of two inputs, as a small picture: a at each point, positive and negative in their colors,
// pale around 0.

import { rgb } from "./colors.js";
import { passForward } from "./network.js";

/** The points of a grid of count × count over the plane, top row first, as two inputs. `bounds` is [[left, right], [bottom, top]]. */
export function gridPoints([[left, right], [bottom, top]], count) {
  const at = (low, high, i) => low + ((high - low) * (i + 0.5)) / count;
  const place = (value) => Float64Array.from({ length: count * count }, (_, n) => value(n % count, Math.floor(n / count)));
  return [place((column) => at(left, right, column)), place((_, row) => at(top, bottom, row))];
}

/** For each layer and unit its a over the plane, count × count numbers. */
export const unitPlanes = (layers, bounds, count) => passForward(layers, gridPoints(bounds, count)).map(({ a }) => a);

/** Draw one unit's plane into a square; full color at `most`. */
export function drawPlane(context, theme, values, most, x, y, size) {
  const count = Math.sqrt(values.length), picture = sheetOf(count), own = picture.getContext("2d");
  const image = own.createImageData(count, count);
  const [positive, negative, ground] = [theme.positive, theme.negative, theme.surface].map(rgb);
  values.forEach((value, n) => {
    const color = value >= 0 ? positive : negative, part = Math.min(1, Math.abs(value) / most);
    for (let k = 0; k < 3; k++) image.data[4 * n + k] = ground[k] + (color[k] - ground[k]) * part;
    image.data[4 * n + 3] = 255;
  });
  own.putImageData(image, 0, 0);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, x, y, size, size);
}

/** A canvas of count × count pixels on which each picture is put before it is drawn in its size. */
function sheetOf(count) {
  const known = (sheetOf.known ??= new Map());
  if (!known.has(count)) known.set(count, new OffscreenCanvas(count, count));
  return known.get(count);
}
