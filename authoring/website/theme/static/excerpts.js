// Below each result of a search: what its place says around the first of the words that were looked for.

const AROUND = 110; // characters on each side

/** The texts of all pages: by a page's name a list of [anchors, text]. */
async function unpacked() {
  const zipped = Uint8Array.from(atob(globalThis.mlcourseTexts), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([zipped]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

/** A paragraph about what a link leads to; null where nothing is said there. */
function excerpt(link, texts, words) {
  const [page, anchor = ""] = link.getAttribute("href").split("#").map(decodeURIComponent);
  const all = texts[page.replace(/\.html$/, "")] ?? [], there = all.filter(([anchors]) => anchors.includes(anchor));
  const places = (there.length ? there : all).map(([, text]) => text).filter(Boolean);
  const text = places.find((each) => words.test(each)) ?? places[0];
  if (!text) return null;
  const at = Math.max(0, text.search(words)), from = at > AROUND ? text.indexOf(" ", at - AROUND) + 1 : 0, to = at + AROUND;
  const cut = `${from ? "… " : ""}${text.slice(from, to)}${text.slice(to).split(" ", 1)}${text.length > to ? " …" : ""}`;
  const shown = Object.assign(document.createElement("p"), { className: "context" });
  shown.append(...cut.split(words).map((part, i) => (i % 2 ? Object.assign(document.createElement("mark"), { textContent: part }) : part)));
  return shown;
}

/** Say something below each result, also below those that are still to come. */
async function explain(results, query) {
  const escaped = query.split(/\s+/).filter(Boolean).map((word) => word.replace(/[^\p{L}\p{N}]/gu, "\\$&"));
  if (!escaped.length) return;
  const texts = await unpacked(), words = new RegExp(`(${escaped.join("|")})`, "iu");
  const look = () => {
    for (const link of results.querySelectorAll("li > a:not([data-explained])")) {
      link.dataset.explained = "true";
      const said = excerpt(link, texts, words);
      if (said) link.parentElement.append(said);
    }
  };
  new MutationObserver(look).observe(results, { childList: true, subtree: true });
  look();
}

explain(document.querySelector("#search-results"), new URLSearchParams(location.search).get("q") ?? "");
