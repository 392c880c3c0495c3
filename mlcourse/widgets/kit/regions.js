// Decision regions: a grid of cells, each in its class's color, the stronger the surer the network is.

import { mix } from "./colors.js";

/** `paint(context, box, codes, theme)` fills a box with the codes that regions.py makes, `grid` · `grid` of them. */
export function regionPainter(grid, classes) {
  const cells = new OffscreenCanvas(grid, grid), pixels = new ImageData(grid, grid);
  const levels = Math.floor(256 / classes);
  let shades = null, shadedFor = null; // of each code the pixel's red, green, blue and alpha as one number

  function shade(theme) {
    const colors = new Uint8Array(4 * 256).fill(255);
    for (let code = 0; code < 256; code++) {
      const k = Math.min(Math.floor(code / levels), classes - 1);
      colors.set(mix(theme.surface, theme.classes[k % theme.classes.length], 0.04 + 0.5 * ((code - k * levels) / (levels - 1))), 4 * code);
    }
    shades = new Uint32Array(colors.buffer);
    shadedFor = theme;
  }

  return (context, box, codes, theme) => {
    if (shadedFor !== theme) shade(theme);
    const painted = new Uint32Array(pixels.data.buffer);
    for (let i = 0; i < codes.length; i++) painted[i] = shades[codes[i]];
    cells.getContext("2d").putImageData(pixels, 0, 0);
    context.drawImage(cells, box.left, box.top, box.right - box.left, box.bottom - box.top);
  };
}
