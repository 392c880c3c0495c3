// The marks of classes: a shape each, so that color is never the only sign.

// Corners on the unit circle; null is the circle.
const corners = (count, turn = 0) => Array.from({ length: count }, (_, i) => {
  const angle = -Math.PI / 2 + turn + (2 * Math.PI * i) / count;
  return [Math.cos(angle), Math.sin(angle)];
});
const star = corners(10).map(([x, y], i) => (i % 2 ? [x * 0.45, y * 0.45] : [x * 1.15, y * 1.15]));
export const SHAPES = [
  ["circle", null], ["square", corners(4, Math.PI / 4).map(([x, y]) => [x * 1.2, y * 1.2])],
  ["triangle", corners(3).map(([x, y]) => [x * 1.25, y * 1.25])], ["diamond", corners(4).map(([x, y]) => [x * 1.25, y * 1.25])],
  ["star", star], ["inverted triangle", corners(3, Math.PI).map(([x, y]) => [x * 1.25, y * 1.25])], ["hexagon", corners(6)],
  ["pentagon", corners(5)],
];

/** Draw the mark of a class: its shape and color, on a halo that parts it from whatever is behind. */
export function drawMark(context, theme, index, x, y, radius, { halo = 1.5, outline = null } = {}) {
  const shape = SHAPES[index % SHAPES.length][1];
  context.beginPath();
  if (!shape) context.arc(x, y, radius, 0, 2 * Math.PI);
  else shape.forEach(([dx, dy], i) => (i ? context.lineTo(x + dx * radius, y + dy * radius) : context.moveTo(x + dx * radius, y + dy * radius)));
  context.closePath();
  context.lineJoin = "round";
  context.strokeStyle = theme.surface;
  context.lineWidth = 2 * halo + (outline ? 2.4 : 0);
  context.stroke();
  if (outline) {
    context.strokeStyle = outline;
    context.lineWidth = 2.4;
    context.stroke();
  }
  context.fillStyle = theme.classes[index % theme.classes.length];
  context.fill();
}
