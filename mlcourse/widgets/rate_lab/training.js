// A run in which η is changed, trained in the browser: nobody can have recorded it.
//
// The network, the batches and the rule of sweep.py, in the same order and in 64 bits; a test compares the two.

/**
 * Train from the recorded start, with η `first` until `step` and `later` from there on; `price` is λ.
 *
 * `kept` remembers how each epoch began up to the one of the change: with the same `first` and λ, another run goes on from there.
 */
export function trainRun(learning, { x, y, held_x, held_y, orders }, { first, step: changedAt, later }, price, kept = []) {
  const { sizes: [inputs, hidden], batch, began } = learning, [epochs, examples] = orders.shape, perEpoch = Math.ceil(examples / batch);
  const changedIn = Math.floor(changedAt / perEpoch);
  if (!kept.length) kept.push({ theta: Float64Array.from(learning.start), training: [], validation: [] });
  const { theta, training, validation } = structuredClone(kept[Math.min(changedIn, kept.length - 1)]);
  const gradient = new Float64Array(theta.length), a = new Float64Array(hidden);
  const [b0, W1, b1] = [inputs * hidden, (inputs + 1) * hidden, (inputs + 2) * hidden]; // W0 begins at 0

  /** What the network says of an example; a is then what its hidden units gave. Rows are read in place: that is fast. */
  function answer({ data }, example) {
    const row = example * inputs;
    let output = theta[b1];
    for (let j = 0; j < hidden; j++) {
      let z = theta[b0 + j];
      for (let i = 0; i < inputs; i++) z += data[row + i] * theta[i * hidden + j];
      output += (a[j] = Math.max(z, 0)) * theta[W1 + j];
    }
    return output;
  }

  /** Add one example's part of the gradient; `delta` is ∂L/∂output. */
  function passBack({ data }, example, delta) {
    const row = example * inputs;
    gradient[b1] += delta;
    for (let j = 0; j < hidden; j++) {
      gradient[W1 + j] += delta * a[j];
      if (a[j] <= 0) continue;
      const back = delta * theta[W1 + j];
      gradient[b0 + j] += back;
      for (let i = 0; i < inputs; i++) gradient[i * hidden + j] += back * data[row + i];
    }
  }

  /** Make one step on these examples; return their loss, or NaN where the step is not finite. */
  function makeStep(chosen, rate) {
    let loss = 0, length = 0;
    gradient.fill(0);
    for (const i of chosen) {
      const miss = answer(x, i) - y.data[i];
      loss += miss ** 2 / chosen.length;
      passBack(x, i, (2 * miss) / chosen.length);
    }
    for (let p = 0; p < theta.length; p++) {
      if (p < b0 || (p >= W1 && p < b1)) gradient[p] += price * theta[p]; // weights have a price, biases have none
      length += gradient[p] ** 2;
    }
    if (!isFinite(loss + length)) return NaN;
    for (let p = 0; p < theta.length; p++) theta[p] -= rate * gradient[p];
    return loss;
  }

  const answers = () => Array.from(held_y.data, (_, i) => answer(held_x, i));
  for (let epoch = training.length; epoch < epochs; epoch++) {
    if (epoch === kept.length && epoch <= changedIn) kept.push(structuredClone({ theta, training, validation }));
    const order = orders.row(epoch);
    let sum = 0;
    for (let from = 0, step = epoch * perEpoch; from < examples; from += batch, step++) {
      const chosen = order.subarray(from, from + batch);
      sum += makeStep(chosen, step < changedAt ? first : later) * chosen.length;
    }
    if (isNaN(sum)) break;
    training.push(sum / examples);
    validation.push(answers().reduce((all, said, i) => all + (said - held_y.data[i]) ** 2, 0) / held_y.data.length);
  }
  for (const losses of [training, validation]) losses.push(...new Array(epochs - losses.length).fill(Infinity)); // flown off
  const hasFlown = !(validation[epochs - 1] < began);
  const weights = theta.filter((_, p) => p < b0 || (p >= W1 && p < b1));
  return { training, validation, hasFlown, weights, predicted: hasFlown ? [] : answers() };
}

/** How many weights lie in each of the bins from −widest to widest; those beyond count in the outermost. */
export function countWeights(weights, bins, widest) {
  const counts = new Array(bins).fill(0);
  for (const weight of weights) counts[Math.min(Math.max(Math.floor(((weight + widest) / (2 * widest)) * bins), 0), bins - 1)]++;
  return counts;
}

/** What became of a run, in the library's words. */
export function tellRun({ words, falling: { share, back } }, { training, validation, hasFlown }) {
  if (hasFlown) return words.flown;
  const last = training.at(-1), told = training.at(-back) > (1 + share) * last ? words.falling : words.calm;
  return told.replace("{training}", last.toFixed(3)).replace("{validation}", validation.at(-1).toFixed(3));
}
