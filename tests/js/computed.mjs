// What the widgets' JavaScript computes, for tests/test_computed_in_browser.py: cases from standard input, answers to standard output.
import { readFileSync } from "node:fs";

import { graphNumbers, isComputable } from "../../mlcourse/widgets/chain_rule/arithmetic.js";
import { fill } from "../../mlcourse/widgets/chain_rule/filling.js";
import { activationOf } from "../../mlcourse/widgets/kit/activations.js";
import { computedText } from "../../mlcourse/widgets/kit/numbers.js";

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
};

const cases = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(({ what, ...given }) => answers[what](given))));
