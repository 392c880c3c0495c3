// The forward pass of a network whose numbers were changed by hand, or at the points of a grid over the plane of its inputs.

import { activationOf } from "./activations.js";
import { softmaxOf } from "./softmax.js";

/** Whether all of these activations are known here. */
export const isKnown = (names) => names.every((name) => name === "softmax" || activationOf(name));

/**
 * What every unit computes: for each layer { z, a }, in which z[unit] holds a number for each example. A layer is { W, b, activation },
 * W row by row; `inputs` holds for each input the numbers of all examples.
 */
export function passForward(layers, inputs) {
  let from = inputs;
  return layers.map(({ W, b, activation }) => {
    const z = Array.from(b, (bias, unit) => sumOf(from, (i) => W[i * b.length + unit], bias));
    from = activation === "softmax" ? shares(z) : z.map((row) => row.map((each) => activationOf(activation).value(each)));
    return { z, a: from };
  });
}

/** xW + b of one unit for all examples. */
function sumOf(inputs, weight, bias) {
  const sum = new Float64Array(inputs[0].length);
  inputs.forEach((input, i) => {
    const w = weight(i);
    for (let n = 0; n < sum.length; n++) sum[n] += input[n] * w;
  });
  return sum.map((each) => each + bias);
}

function shares(z) {
  const a = z.map((row) => new Float64Array(row.length));
  for (let n = 0; n < z[0].length; n++) softmaxOf(z.map((row) => row[n]), true).probabilities.forEach((p, unit) => (a[unit][n] = p));
  return a;
}
