// The numbers and words on the screen: as recorded, or computed anew where something was changed.

import { activationOf } from "../kit/activations.js";
import { passForward } from "../kit/network.js";
import { layerLines, shareWords, verdictWords } from "./words.js";

/** What a recording holds, as rows of an example: { a(column, example), z(column, example), W(layer), shares(column), … }. */
export function recordedNumbers(header, arrays) {
  const words = header.turn ? computedNumbers(header, {}, []) : null;
  return {
    a: (c, n) => arrays[`a${c}`].row(n), z: (c, n) => arrays[`z${c}`].row(n), W: (layer) => arrays[`W${layer}`].data,
    shares: (c) => arrays[`share${c}`].data, said: (layer, i) => header.columns[layer + 1].shares[i], verdict: header.verdict,
    lines: words ? words.lines : (layer, i, n) => header.lines[n][layer][i], layers: words?.layers,
  };
}

/** The same of a network and a batch some of whose numbers were changed. `names` are the hidden layers' activations, or none. */
export function computedNumbers({ turn, columns, labels, classes }, changed, names) {
  const { layers, x } = changedNetwork(turn, changed, names);
  const inputs = columns[0].units.map((i) => x.map((row) => row[i])), passed = passForward(layers, inputs);
  const row = (units, n) => units.map((each) => each[n]);
  const a = (c, n) => (c ? row(passed[c - 1].a, n) : x[n]), z = (c, n) => row(passed[c - 1].z, n);
  const fOf = (layer) => turn.known[layers[layer].activation];
  const found = (layer, unit) => x.map((_, n) => isCounted(layers[layer].activation, fOf(layer), z(layer + 1, n), a(layer + 1, n), unit, turn.flat));
  return {
    a, z, W: (layer) => layers[layer].W, layers,
    shares: (c) => columns[c].units.map((unit) => found(c - 1, unit).filter(Boolean).length / x.length),
    said: (layer, unit) => shareWords(layer, unit, fOf(layer), found(layer, unit), labels, classes),
    verdict: verdictWords(passed.at(-1).a, labels),
    lines: (layer, unit, n) => layerLines({ layer, unit, x: a(layer, n), ...layers[layer], z: z(layer + 1, n), a: a(layer + 1, n) }, fOf(layer)),
  };
}

/** The layers { W, b, activation } and the examples with the changes made in them. */
export function changedNetwork(turn, changed, names) {
  const layers = turn.W.map((W, i) => ({ W: [...W], b: [...turn.b[i]], activation: names[i] ?? turn.activations[i] }));
  const x = turn.x.map((row) => [...row]);
  for (const [name, value] of Object.entries(changed)) {
    const [, kind, layer, row, column] = /^([xWb])(\d*)\[(\d+),?(\d*)\]$/.exec(name);
    if (kind === "x") x[row][column] = value;
    else if (kind === "b") layers[layer].b[row] = value;
    else layers[layer].W[row * layers[layer].b.length + Number(column)] = value;
  }
  return { layers, x };
}

/** Whether a unit is on, saturated or the largest, as its activation's kind has it. */
function isCounted(name, { kind, steepest }, z, a, unit, flat) {
  if (kind === "probabilities") return a.indexOf(Math.max(...a)) === unit;
  return kind === "squashing" ? Math.abs(activationOf(name).slope(z[unit], a[unit])) < flat * steepest : z[unit] > 0;
}
