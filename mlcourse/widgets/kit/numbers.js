// Numbers: as text, and their largest.

/** The largest magnitude among the numbers of some arrays; at least `floor`. */
export function largest(arrays, floor = 1e-12) {
  let found = floor;
  for (const array of arrays) for (const v of array) if (Math.abs(v) > found && isFinite(v)) found = Math.abs(v);
  return found;
}

/** A number with four significant digits, written as the library writes it: −0.0001235, 1.2e−05. */
export function numberText(value, digits = 4) {
  if (Number.isNaN(value)) return "nan";
  if (!isFinite(value)) return value > 0 ? "inf" : "−inf";
  if (value === 0) return "0";
  const [mantissa, power] = value.toExponential(digits - 1).split("e").map(Number);
  if (power >= -4 && power < digits) return String(Number(value.toPrecision(digits))).replace("-", "−");
  const sign = power < 0 ? "−" : "+";
  return `${mantissa}e${sign}${String(Math.abs(power)).padStart(2, "0")}`.replace("-", "−");
}

/** The same for a number computed here: exactly in the middle it is rounded to the even digit, as Python does. */
export function computedText(value, digits = 4) {
  if (!Number.isFinite(value)) return numberText(value, digits);
  const [mantissa, power] = value.toExponential(20).split("e");
  const length = digits + (value < 0 ? 2 : 1); // with its point and sign
  const isMiddle = /^50*$/.test(mantissa.slice(length)), isEven = mantissa[length - 1] % 2 === 0;
  return numberText(isMiddle && isEven ? Number(`${mantissa.slice(0, length)}e${power}`) : value, digits);
}
