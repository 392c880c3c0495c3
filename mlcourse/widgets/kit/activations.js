// Activations and their slopes for widgets whose numbers can be changed by hand. With arithmetic on them (softmax.js,
// chain_rule/arithmetic.js, …) an exception to the rule that JavaScript computes no mathematics: what is dragged is
// answered within a frame, also in a page without a kernel. A test compares each with the library's.

const FUNCTIONS = {
  identity: { value: (z) => z, slope: () => 1 },
  relu: { value: (z) => Math.max(z, 0), slope: (z) => (z > 0 ? 1 : 0) },
  sigmoid: { value: sigmoid, slope: (z, a) => a * (1 - a) },
  tanh: { value: Math.tanh, slope: (z, a) => 1 - a * a },
};

function sigmoid(z) {
  const power = Math.exp(-Math.abs(z)); // at most 1
  return (z < 0 ? power : 1) / (1 + power);
}

/** { value(z), slope(z, a) } of an activation by the library's name; undefined where it is not known here. */
export const activationOf = (name) => FUNCTIONS[name];
