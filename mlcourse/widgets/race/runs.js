// All recorded runs of the race: which is chosen, and its places and losses as numbers again.

/** Which run a racer has: they are counted by racer, then by β, then by η. */
export const runOf = ({ racers, rates, betas }, { beta }, racer, rate) =>
  racers[racer].first + (racers[racer].hasBeta ? betas.findIndex(({ name }) => name === beta) * rates.length : 0) + rate;

/** The recording, asked by what is chosen: { surface, rate, beta, own_rates }. */
export function recordedRuns(header, arrays) {
  const { surfaces, racers, betas, steps, lossScale: [perPower, zero], placeScale } = header, moments = steps + 1;
  const surfaceOf = (now) => surfaces.findIndex(({ name }) => name === now.surface);
  const betaOf = (now) => betas.findIndex(({ name }) => name === now.beta);
  const rateOf = (now, racer) => (now.own_rates ? arrays.best.row(surfaceOf(now))[racer * betas.length + betaOf(now)] : now.rate);
  const from = (now, racer) => runOf(header, now, racer, rateOf(now, racer)) * moments;
  const END = 32000;
  return {
    surfaceOf, rateOf,
    words: (now) => surfaces[surfaceOf(now)],
    ground: (now) => arrays.ground.row(surfaceOf(now)),
    loss(now, racer, step) {
      const number = arrays.losses.row(surfaceOf(now))[from(now, racer) + step];
      return number >= END ? Infinity : number <= -END ? 0 : 10 ** (number / perPower + zero);
    },
    /** [θ₁, θ₂]; what is beyond the numbers' reach is at its end. */
    place(now, racer, step) {
      const { low, high } = surfaces[surfaceOf(now)], at = 2 * (from(now, racer) + step), row = arrays.places.row(surfaceOf(now));
      return [0, 1].map((k) => (low[k] + high[k]) / 2 + (row[at + k] / placeScale) * ((high[k] - low[k]) / 2));
    },
    isWithin: (now, racer, step) => [0, 1].every((k) => Math.abs(arrays.places.row(surfaceOf(now))[2 * (from(now, racer) + step) + k]) < END),
    /** The numbers of a racer's step, two for each line of its ledger; null where only the kernel knows them. */
    ledger(now, racer, step, told) {
      const lines = racers[racer].lines.length, most = arrays.ledgers.shape[3], { opened } = header;
      let numbers = null;
      if (opened.rate === now.rate && opened.beta === now.beta && opened.own === now.own_rates) {
        numbers = arrays.ledgers.row(surfaceOf(now)).subarray(racer * steps * most * 2);
      } else if (isSame(told.of, [now.surface, now.rate, now.own_rates, now.beta, racers[racer].name])) numbers = told.numbers;
      if (!numbers) return null;
      return Array.from({ length: lines }, (_, line) => [0, 1].map((k) => Number(numbers[((step - 1) * most + line) * 2 + k])));
    },
  };
}

const isSame = (a, b) => Array.isArray(a) && a.length === b.length && a.every((each, i) => each === b[i]);
