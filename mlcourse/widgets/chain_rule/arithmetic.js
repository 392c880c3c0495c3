// The numbers of the graph when a given one has been changed: values on the way forward, gradients on the way back, by the
// same chain rule that the widget shows. A test compares them with the library's.

import { activationOf } from "../kit/activations.js";

/** How a node follows from others: its value, and its derivative by each of them, in the same order. */
const RULES = {
  sum: {
    value: (parts) => parts.reduce((sum, part, i) => (i % 2 ? sum + parts[i - 1] * part : sum), 0) + parts.at(-1),
    slopes: (parts) => parts.map((_, i) => (i === parts.length - 1 ? 1 : parts[i % 2 ? i - 1 : i + 1])),
  },
  "squared error": { value: ([said, truth]) => (said - truth) ** 2, slopes: ([said, truth]) => [2 * (said - truth), 2 * (truth - said)] },
};

function ruleOf(name) {
  const f = activationOf(name);
  return RULES[name] ?? (f && { value: ([z]) => f.value(z), slopes: ([z], a) => [f.slope(z, a)] });
}

/** Whether all that the graph computes can be computed here. */
export const isComputable = (nodes) => nodes.every(({ rule }) => !rule.length || ruleOf(rule[0]));

/** { values, gradients, derivatives } of a graph whose given nodes have these values. */
export function graphNumbers({ nodes, edges }, given) {
  const values = { ...given }, slopes = {}, gradients = { L: 1 };
  for (const { name, rule: [rule, ...parts] } of nodes.filter((node) => node.rule.length)) {
    const numbers = parts.map((part) => values[part]);
    values[name] = ruleOf(rule).value(numbers);
    ruleOf(rule).slopes(numbers, values[name]).forEach((slope, i) => (slopes[`${parts[i]} ${name}`] = slope));
  }
  const derivatives = edges.map(({ start, end }) => slopes[`${start} ${end}`]);
  for (const { name } of [...nodes].reverse()) {
    edges.forEach(({ start, end }, i) => {
      if (end === name) gradients[start] = (gradients[start] ?? 0) + gradients[end] * derivatives[i];
    });
  }
  return { values, gradients, derivatives };
}
