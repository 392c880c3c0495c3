// Softmax in the browser, as written or with the maximum subtracted: an exception to the rule that JavaScript computes no
// mathematics, as activations.js. A test compares it with the library's numbers.

/** Softmax of the exponents, with what it came from: { exponents, powers, sum, probabilities }. */
export function softmaxOf(exponents, isStable) {
  const most = isStable ? Math.max(...exponents) : 0;
  const shifted = exponents.map((z) => z - most);
  const powers = shifted.map((z) => Math.exp(z));
  const sum = powers.reduce((a, b) => a + b, 0);
  return { exponents: shifted, powers, sum, probabilities: powers.map((power) => power / sum) };
}
