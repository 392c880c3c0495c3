// The arrays of a recording, unpacked from its buffer.

const TYPES = { float32: Float32Array, int32: Int32Array, int16: Int16Array, uint8: Uint8Array };

/** Unpack the arrays of a recording: { name: { data, shape, row(i) } }. A row is a view, not a copy. */
export function unpack(header, buffer) {
  const { bytes, start } = bytesOf(buffer);
  const arrays = {};
  for (const [name, { dtype, shape, offset }] of Object.entries(header.arrays)) {
    const size = shape.reduce((a, b) => a * b, 1);
    const data = new TYPES[dtype](bytes, start + offset, size);
    const width = shape.length ? size / Math.max(shape[0], 1) : 1;
    arrays[name] = { data, shape, row: (i) => data.subarray(i * width, (i + 1) * width) };
  }
  return arrays;
}

/** The memory of a buffer; copied if it does not start where a typed array may start. */
function bytesOf(buffer) {
  if (buffer instanceof ArrayBuffer) return { bytes: buffer, start: 0 };
  const { buffer: bytes, byteOffset: start, byteLength: length } = buffer;
  return start % 8 === 0 ? { bytes, start } : { bytes: bytes.slice(start, start + length), start: 0 };
}
