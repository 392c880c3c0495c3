// What of a widget lies over something else, or is cut: asked by test_fit.py, within the page.

// Texts that are painted on canvases are noted as they are painted: { text, left, top, right, bottom } in CSS pixels.
(() => {
  const paint = CanvasRenderingContext2D.prototype;
  const { fillText, clearRect } = paint;
  paint.clearRect = function (...box) {
    if (this.canvas.isConnected) this.canvas.painted = [];
    return clearRect.apply(this, box);
  };
  paint.fillText = function (text, x, y, ...more) {
    if (String(text).trim()) {
      const { actualBoundingBoxLeft: left, actualBoundingBoxRight: right, actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = this.measureText(text);
      const matrix = this.getTransform(), ratio = devicePixelRatio * (this.canvas.currentCSSZoom ?? 1);
      const [a, b] = [matrix.transformPoint({ x: x - left, y: y - up }), matrix.transformPoint({ x: x + right, y: y + down })];
      (this.canvas.painted ??= []).push({ text: String(text), left: Math.min(a.x, b.x) / ratio, top: Math.min(a.y, b.y) / ratio, right: Math.max(a.x, b.x) / ratio, bottom: Math.max(a.y, b.y) / ratio });
    }
    return fillText.call(this, text, x, y, ...more);
  };
})();

/** The height of a widget, and what is wrong with it, in sentences. */
globalThis.measureWidget = (root) => {
  const bounds = root.getBoundingClientRect();
  const texts = textsOf(root), problems = [];
  for (const { text, box, node } of texts) {
    const cut = cutBy(node, box, root);
    if (cut) problems.push(`"${text}" is cut by ${cut}`);
  }
  for (const pair of pairsOver(texts)) problems.push(`"${pair[0].text}" and "${pair[1].text}" lie over each other`);
  for (const canvas of root.querySelectorAll("canvas")) {
    const painted = canvas.painted ?? [], name = canvas.closest("[class*=mlc-figure]")?.className ?? "canvas";
    for (const { text, left, top, right, bottom } of painted) {
      if (left < -1.5 || top < -1.5 || right > canvas.clientWidth + 1.5 || bottom > canvas.clientHeight + 1.5) problems.push(`"${text}" leaves the picture ${name}`);
      if (/\d…$/.test(text)) problems.push(`the number "${text}" is cut in ${name}`);
    }
    for (const [one, two] of pairsOver(painted.map((box) => ({ text: box.text, box, node: canvas })))) problems.push(`"${one.text}" and "${two.text}" lie over each other in ${name}`);
  }
  for (const box of root.querySelectorAll("*")) {
    const beyond = box.scrollHeight - box.clientHeight;
    if (beyond > 0 && beyond < 12 && /auto|scroll/.test(getComputedStyle(box).overflowY) && box.checkVisibility()) problems.push(`${box.className} scrolls by ${beyond} pixels`);
  }
  return { height: Math.round(bounds.height), width: Math.round(bounds.width), problems: [...new Set(problems)] };
};

const UNSEEN = ".mlc-unseen, caption, script, style";

/** Every piece of text that can be seen, with its box; an SVG's text by its element. */
function textsOf(root) {
  const found = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const holder = node.parentElement, text = node.data.trim();
    if (!text || holder.closest(UNSEEN) || !holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (holder.closest("title, option, math")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = holder.closest("svg") ? [holder.getBoundingClientRect()] : range.getClientRects();
    for (const box of boxes) if (box.width > 1 && box.height > 1) found.push({ text: text.slice(0, 40), box, node: holder });
  }
  return found;
}

/** The element that cuts a text off where nobody can scroll to it; null if all of it can be seen. */
function cutBy(node, box, root) {
  for (let each = node; each && each !== document.documentElement; each = each.parentElement) {
    const style = getComputedStyle(each), edge = each.getBoundingClientRect();
    const beyond = { x: box.left < edge.left - 2 || box.right > edge.right + 2, y: box.top < edge.top - 3 || box.bottom > edge.bottom + 3 };
    const scrolls = (axis) => /auto|scroll/.test(style[`overflow${axis.toUpperCase()}`]);
    if ((beyond.x && scrolls("x")) || (beyond.y && scrolls("y"))) return null;
    if (style.position === "absolute" && each !== root && each.parentElement.tagName === "BUTTON") return null; // beside its button, by design
    const isEdge = each === root || each.tagName === "BUTTON" || each.matches(".mlc-figure, svg") || style.overflow !== "visible";
    if (isEdge && (beyond.x || beyond.y)) return each.getAttribute("class") || each.tagName;
    if (each === root) return null;
  }
  return null;
}

/** Pairs of texts whose boxes share more than a hair. */
function pairsOver(texts) {
  const pairs = [], sorted = [...texts].sort((a, b) => a.box.top - b.box.top);
  sorted.forEach((one, i) => {
    for (let k = i + 1; k < sorted.length && sorted[k].box.top < one.box.bottom - 3; k++) {
      const two = sorted[k];
      const wide = Math.min(one.box.right, two.box.right) - Math.max(one.box.left, two.box.left);
      const high = Math.min(one.box.bottom, two.box.bottom) - Math.max(one.box.top, two.box.top);
      if (wide > 2 && high > 3) pairs.push([one, two]);
    }
  });
  return pairs;
}

/** Comes true once every picture was painted in the size that it has. */
globalThis.measured = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))));
