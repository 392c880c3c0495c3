// A curve drawn by hand: at each of some columns a height, or null where nothing was drawn. Pure functions.

/** Nothing drawn yet. */
export const blankCurve = (columns) => new Array(columns).fill(null);

/** The curve after a stroke from one column and height to another: all columns between lie on its straight line. */
export function stroke(curve, [from, start], [to, end]) {
  const drawn = [...curve];
  const count = Math.abs(to - from), direction = Math.sign(to - from);
  for (let i = 0; i <= count; i++) drawn[from + i * direction] = count ? start + ((end - start) * i) / count : end;
  return drawn;
}

/** How many columns have been drawn. */
export const drawnCount = (curve) => curve.filter((y) => y !== null).length;

/** The curve at every column: straight between what was drawn, level before and after; null where nothing was. */
export function completed(curve) {
  const known = curve.flatMap((y, i) => (y === null ? [] : [i]));
  if (!known.length) return null;
  return curve.map((y, i) => {
    if (y !== null) return y;
    const after = known.find((k) => k > i), before = known.findLast((k) => k < i);
    if (before === undefined) return curve[after];
    if (after === undefined) return curve[before];
    return curve[before] + ((curve[after] - curve[before]) * (i - before)) / (after - before);
  });
}

/** The value within [low, high]. */
export const within = (value, low, high) => Math.max(low, Math.min(high, value));

/**
 * What a key does to a curve, its cursor being at `column` and `height`: { curve, column, height }, or null where it is
 * none of ours. Left and right go along, up and down draw, Delete takes away. With Shift, five times as far.
 */
export function keyDraws({ key, shiftKey = false }, { curve, column, height }, [low, high]) {
  const far = shiftKey ? 5 : 1, last = curve.length - 1, step = (high - low) / 40;
  const goTo = (wanted) => {
    const at = within(wanted, 0, last);
    return { curve, column: at, height: completed(curve)?.[at] ?? height };
  };
  const drawAt = (wanted) => {
    const y = within(wanted, low, high);
    return { curve: stroke(curve, [column, y], [column, y]), column, height: y };
  };
  switch (key) {
    case "ArrowLeft": return goTo(column - far);
    case "ArrowRight": return goTo(column + far);
    case "Home": return goTo(0);
    case "End": return goTo(last);
    case "ArrowUp": return drawAt(height + far * step);
    case "ArrowDown": return drawAt(height - far * step);
    case "PageUp": return drawAt(height + 10 * step);
    case "PageDown": return drawAt(height - 10 * step);
    case "Delete":
    case "Backspace": return { curve: curve.map((y, i) => (i === column ? null : y)), column, height };
    default: return null;
  }
}
