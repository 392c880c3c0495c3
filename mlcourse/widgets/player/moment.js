// Where one is in a recorded run, and what of the recording belongs to that moment.
//
// A position is one number p. p = 0 is initialization; after it every frame (one training step) has five:
// p = 1 + 5·frame + phase. The slider's value is the count of frames begun: 0, then frame + 1.

import { unpack } from "../kit/data.js";
import { largest } from "../kit/numbers.js";
import { zoomed } from "./operations.js";

export const PHASES = ["initialize", "forward", "loss", "backward", "update", "iterate"];
const PER_FRAME = PHASES.length - 1;

export const positions = (frames) => 1 + PER_FRAME * frames;
export const frameOf = (p) => Math.max(0, Math.floor((p - 1) / PER_FRAME));
export const phaseOf = (p) => (p === 0 ? 0 : 1 + ((p - 1) % PER_FRAME));
export const sliderOf = (p) => (p === 0 ? 0 : frameOf(p) + 1);

/** The position of a phase of a frame; initialization is there once only. */
export function positionOf(frame, phase) {
  return phase === 0 ? 0 : 1 + PER_FRAME * frame + (phase - 1);
}

/** The position at a value of the slider, seen in the phase that was last looked at. */
export function positionAt(value, phase) {
  return value <= 0 ? 0 : positionOf(value - 1, phase);
}

/** The frame whose step is nearest to a step. */
export function nearestFrame(steps, step) {
  let best = 0;
  for (let i = 1; i < steps.length; i++) if (Math.abs(steps[i] - step) < Math.abs(steps[best] - step)) best = i;
  return best;
}

/** The arrays and words of a recording, under the names that are used here. */
export function readRun({ header, buffer }) {
  const arrays = unpack(header, buffer);
  const count = header.layers.length - 1;
  const each = (name, from = 0) => Array.from({ length: count }, (_, i) => arrays[`${name}${i + from}`]);
  const W = each("W");
  return {
    ...header, arrays, step: arrays.step.data,
    W, dW: each("dW"), change: each("change"),
    before: [arrays.a0, ...each("a", 1)], after: [arrays.a0, ...each("after", 1)], delta: [null, ...each("delta", 1)],
    z: [null, ...each("z", 1)], da: [null, ...each("da", 1)], active: [null, ...each("active", 1)],
    largestWeight: largest(W.map((w) => w.data)),
    largestActivation: [arrays.a0, ...each("a", 1)].map((a) => largest([a.data])),
  };
}

/** The second run of a recording, shown beside the first; null where there is none. */
export function readBeside({ header, buffer }) {
  if (!header.beside) return null;
  const own = Object.entries(header.arrays).filter(([name]) => name.startsWith("beside."));
  const arrays = Object.fromEntries(own.map(([name, layout]) => [name.slice("beside.".length), layout]));
  return readRun({ header: { ...header.beside, arrays }, buffer });
}

/**
 * What is on the screen at a position: which frame, which phase, and which of the arrays belong to it; within the
 * phase the operation with the index `zoom`, or none where it is −1.
 */
export function momentOf(run, position, zoom = -1) {
  const frame = frameOf(position), phase = phaseOf(position);
  const text = (name) => run.words[name]?.[frame];
  const isAfter = PHASES[phase] === "iterate";
  const point = run.arrays[isAfter ? "after" : "before"].data[frame];
  const row = (array) => array && array.row(frame);
  const weights = () => run.W.map((w) => w.row(point));
  const step = text("step");
  const shown = {
    initialize: ["Initial weights W", "|W|", weights, null],
    forward: [`Weights W before step ${step}; units: activation a`, "|W|", weights, run.before],
    loss: [`Weights W before step ${step}; units: activation a`, "|W|", weights, run.before],
    backward: [`Gradient ∂L/∂W of step ${step}; units: δ = ∂L/∂z`, "|∂L/∂W|", () => run.dW.map(row), run.delta],
    update: [`Change ΔW of step ${step}`, "|ΔW|", () => run.change.map(row), null],
    iterate: [`Weights W after step ${step}; units: activation a`, "|W|", weights, run.after],
  }[PHASES[phase]];
  const [title, symbol, edges, units] = shown;
  const moment = {
    position, frame, phase, name: PHASES[phase], text, isAfter, point, title, symbol,
    edges: edges(), units: units ? units.map(row) : null, operation: null,
  };
  return zoom < 0 || phase === 0 ? moment : zoomed(run, moment, zoom);
}

export const when = (run, moment) => (moment.phase === 0 ? "before the first step" : `${moment.isAfter ? "after" : "before"} step ${moment.text("step")}`);
