// Several curves in one plane: { curves, line, column, height }, of which `line` is the one that is drawn now. Pure functions.

import { blankCurve, completed, drawnCount } from "./curve.js";

/** Nothing drawn yet, the cursor at the left. */
export const blankLines = (count, columns, height) => ({ curves: Array.from({ length: count }, () => blankCurve(columns)), line: 0, column: 0, height });

/** The curve that is drawn now. */
export const currentCurve = ({ curves, line }) => curves[line];

/** The drawing with another curve, column and height of the line that is drawn now. */
export const withCurve = ({ curves, line }, { curve, column, height }) => ({ curves: curves.with(line, curve), line, column, height });

/** The drawing with another line as the one that is drawn now; the cursor follows what is there of it. */
export const chosenLine = (drawing, line) => ({ ...drawing, line, height: completed(drawing.curves[line])?.[drawing.column] ?? drawing.height });

/** The lines of which there are no two points yet, so that nothing is known of their course. */
export const undrawnLines = ({ curves }) => curves.flatMap((curve, i) => (drawnCount(curve) < 2 ? [i] : []));

/** The line to draw next: the first after this one that is not drawn, or simply the next. */
export function nextLine(drawing) {
  const { length } = drawing.curves, after = drawing.curves.map((_, i) => (drawing.line + 1 + i) % length);
  const open = undrawnLines(drawing);
  return after.find((i) => i !== drawing.line && open.includes(i)) ?? after[0];
}

/** The line that a key chooses: 1 the first, 2 the second, …; null where it chooses none. */
export const keyChooses = (key, count) => (/^[1-9]$/.test(key) && Number(key) <= count ? Number(key) - 1 : null);
