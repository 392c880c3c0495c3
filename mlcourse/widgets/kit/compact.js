// A recording that was made small (compact.py) expanded again: the header and the buffer that a widget mounts.

const SIZES = { float32: 4, int32: 4, int16: 2, uint8: 1 }; // bytes of a number
const NOT_A_NUMBER = 127;

/** Expand a recording's text to { header, buffer }. */
export async function expand(text) {
  const zipped = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const start = 4 + new DataView(bytes.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, start)));
  return { header, buffer: arraysOf(header.arrays ?? {}, bytes.subarray(start)) };
}

function arraysOf(layouts, bytes) {
  const all = Object.values(layouts);
  const buffer = new ArrayBuffer(Math.max(0, ...all.map((layout) => layout.offset + countOf(layout) * SIZES[layout.dtype])));
  let at = 0;
  for (const layout of all) {
    const count = countOf(layout), taken = count * (layout.rounded ? 3 : SIZES[layout.dtype]);
    const frames = layout.shape.length ? layout.shape[0] : 1;
    place(layout, bytes.subarray(at, at + taken), new DataView(buffer, layout.offset), count, frames);
    at += taken;
  }
  return buffer;
}

const countOf = ({ shape }) => shape.reduce((a, b) => a * b, 1);

/** Put one array's numbers where they belong: packed they stand number by number, and unpacked frame by frame. */
function place({ dtype, rounded }, packed, view, count, frames) {
  const width = count / frames;
  for (let i = 0; i < count; i++) {
    const number = Math.floor(i / frames), frame = i % frames, to = frame * width + number;
    if (dtype === "uint8") view.setUint8(to, frame ? view.getUint8(to - width) + packed[i] : packed[i]);
    else if (rounded) view.setFloat32(4 * to, numberOf(packed, i, count), true);
    else for (let byte = 0; byte < SIZES[dtype]; byte++) view.setUint8(SIZES[dtype] * to + byte, packed[byte * count + i]);
  }
}

/** A rounded number: thirds of its fourth digit, and a power of ten. */
function numberOf(packed, i, count) {
  const thirds = ((packed[i] | (packed[count + i] << 8)) << 16) >> 16, exponent = (packed[2 * count + i] << 24) >> 24;
  if (exponent === NOT_A_NUMBER) return thirds ? thirds * Infinity : NaN;
  return exponent < 0 ? thirds / 3 / 10 ** -exponent : (thirds / 3) * 10 ** exponent;
}
