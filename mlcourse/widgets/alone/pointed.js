// A picture of a large array tells the number that is pointed at. The picture is a PNG file that holds its numbers as a text
// of its own (heat_map.py); here it is read, once for each picture.

const told = new WeakMap(); // by the picture, its numbers to come

/** What a PNG file's chunk of numbers holds: { columns, indexOf(row, column), texts }; null where there is none. */
export async function numbersIn(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const nameAt = (at) => String.fromCharCode(...bytes.subarray(at + 4, at + 8));
  let at = 8; // after the file's signature
  while (at < bytes.length && nameAt(at) !== "nuMb") at += 12 + view.getUint32(at);
  if (at >= bytes.length) return null;
  const packed = bytes.subarray(at + 8, at + 8 + view.getUint32(at));
  const text = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  const [head, ...texts] = text.split("\n"), [columns, pattern, rowStep, columnStep] = JSON.parse(head);
  return { columns, texts, indexOf: (row, column) => pattern.replace("{i}", row * rowStep).replace("{k}", column * columnStep) };
}

function numbersOf(picture) {
  if (!told.has(picture)) told.set(picture, numbersIn(Uint8Array.from(atob(picture.src.split(",")[1]), (letter) => letter.charCodeAt(0))));
  return told.get(picture);
}

/** Let all pictures of arrays on the page, now and later, tell the number under the mouse or the finger. */
export function tellNumbers() {
  const tip = document.createElement("div");
  Object.assign(tip.style, {
    position: "fixed", zIndex: 10000, padding: "2px 7px", borderRadius: "4px", border: "1px solid #888", background: "#fff", color: "#111",
    font: "13px/1.5 monospace", pointerEvents: "none", whiteSpace: "nowrap",
  });
  tip.setAttribute("aria-hidden", "true"); // for the eye that points; the table of numbers is folded below
  let last = null;
  const leave = () => {
    tip.remove();
    last = null;
  };
  document.addEventListener("pointermove", (event) => (event.target.matches?.("img.mlc-heat") ? point(event) : last && leave()));
  document.addEventListener("scroll", leave, { capture: true, passive: true });

  async function point(event) {
    const { target, clientX, clientY, offsetX, offsetY } = last = event, numbers = await numbersOf(target);
    if (last !== event || !numbers) return; // the mouse has gone on
    target.title = ""; // else the browser would show two
    const { columns, texts, indexOf } = numbers, part = (at, size, count) => Math.max(0, Math.min(count - 1, Math.floor((at / size) * count)));
    const column = part(offsetX, target.clientWidth, columns), row = part(offsetY, target.clientHeight, texts.length / columns);
    tip.textContent = `${indexOf(row, column)} ${texts[row * columns + column]}`;
    document.body.append(tip);
    tip.style.left = `${Math.min(clientX + 12, document.documentElement.clientWidth - tip.offsetWidth - 4)}px`;
    tip.style.top = `${clientY > 40 ? clientY - 32 : clientY + 18}px`;
  }
}
