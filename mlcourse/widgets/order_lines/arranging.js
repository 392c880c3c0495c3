// Orders of lines, as lists of their numbers from the top; and what is wrong with one. Pure functions.

/** The order without a line. */
export const removed = (order, line) => order.filter((each) => each !== line);

/** The order with a line at a place, wherever it was before. */
export function placed(order, line, place) {
  const others = removed(order, line), at = Math.max(0, Math.min(others.length, place));
  return [...others.slice(0, at), line, ...others.slice(at)];
}

/** The order with a line moved over: out if it was in, at the end if it was not. */
export const moved = (order, line) => (order.includes(line) ? removed(order, line) : [...order, line]);

/**
 * What is wrong with an order, one thing at a time: a wrong line, a missing one, two in the wrong order. { text } or, of a
 * wrong line, { html } that Python has made, and `at`, the line meant. { text: "" } where it is right.
 */
export function problem(order, lines, causes, before) {
  const wrong = order.find((line) => causes[line]);
  if (wrong !== undefined) return { html: causes[wrong], at: wrong };
  const rights = causes.filter((cause) => !cause).length;
  if (order.length < rights) {
    const count = rights - order.length;
    return { text: count === 1 ? "One line is missing." : `${count} lines are missing.` };
  }
  const pair = before.find(([first, second]) => order.indexOf(first) > order.indexOf(second));
  if (!pair) return { text: "" };
  return { text: `“${lines[pair[0]].trim()}” must stand above “${lines[pair[1]].trim()}”.`, at: pair[1] };
}
