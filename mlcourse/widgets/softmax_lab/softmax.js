// Softmax in the browser. It is the one exception to the rule that JavaScript computes no mathematics: a dragged logit
// is answered within a frame, also in a page without a kernel. A test compares it with the library's numbers.

/** Softmax of the exponents, with what it came from: { exponents, powers, sum, probabilities }. */
export function softmaxOf(exponents, isStable) {
  const most = isStable ? Math.max(...exponents) : 0;
  const shifted = exponents.map((z) => z - most);
  const powers = shifted.map((z) => Math.exp(z));
  const sum = powers.reduce((a, b) => a + b, 0);
  return { exponents: shifted, powers, sum, probabilities: powers.map((power) => power / sum) };
}
