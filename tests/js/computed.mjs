// What the widgets' JavaScript computes, for tests/test_computed_in_browser.py: cases from standard input, answers to standard output.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

import { graphNumbers, isComputable } from "../../mlcourse/widgets/chain_rule/arithmetic.js";
import { fill } from "../../mlcourse/widgets/chain_rule/filling.js";
import { computedNumbers } from "../../mlcourse/widgets/forward_lab/numbers.js";
import { activationOf } from "../../mlcourse/widgets/kit/activations.js";
import { computedText } from "../../mlcourse/widgets/kit/numbers.js";
import { countWeights, tellRun, trainRun } from "../../mlcourse/widgets/rate_lab/training.js";
import { gridPoints, unitPlanes } from "../../mlcourse/widgets/kit/planes.js";

/** All strings of a value, filled. */
function texts(value, write) {
  if (typeof value === "string") return [write(value)];
  return value && typeof value === "object" ? Object.values(value).flatMap((inner) => texts(inner, write)) : [];
}

const answers = {
  activation: ({ name, z }) => z.map((each) => {
    const f = activationOf(name), a = f?.value(each);
    return f && [a, f.slope(each, a)];
  }),
  text: ({ values }) => values.map((value) => computedText(value)),
  chain: ({ header, changed }) => {
    const numbers = graphNumbers(header, { ...header.numbers.values, ...changed });
    return { computable: isComputable(header.nodes), numbers, texts: texts([header.ways, header.paths], (text) => fill(text, header, numbers)) };
  },
  forward: ({ header, changed, activations }) => {
    const { a, z, shares, said, lines, verdict } = computedNumbers(header, changed, activations), columns = header.columns.slice(1);
    const each = (what) => columns.map(({ units }, layer) => units.map((_, unit) => what(layer, unit)));
    return {
      verdict, said: each(said), shares: columns.map((_, layer) => shares(layer + 1)),
      ...Object.fromEntries(Object.entries({ a, z }).map(([name, of]) => [name, columns.map((_, layer) => header.turn.x.map((__, n) => of(layer + 1, n)))])),
      lines: header.turn.x.map((_, n) => each((layer, unit) => lines(layer, unit, n))),
    };
  },
  rates: ({ header, arrays, rate, step, later, price }) => {
    const unpacked = Object.fromEntries(Object.entries(arrays).map(([name, rows]) => [name, {
      data: Float64Array.from(rows.flat()), shape: [rows.length, rows[0].length], row: (i) => Int32Array.from(rows[i]),
    }]));
    const change = { first: header.learning.rates[rate], step, later: header.learning.rates[later] }, kept = [];
    const train = () => trainRun(header.learning, unpacked, change, price, kept), run = train();
    return { ...run, epochsKept: kept.length, isTheSameFromThere: isDeepStrictEqual(train(), run), weights: [...run.weights], counts: countWeights(run.weights, header.learning.bins, header.widest), told: tellRun(header, run) };
  },
  planes: ({ layers, bounds, count }) => ({ points: gridPoints(bounds, count).map((row) => [...row]), planes: unitPlanes(layers, bounds, count).map((units) => units.map((row) => [...row])) }),
};

const cases = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(({ what, ...given }) => answers[what](given))));
