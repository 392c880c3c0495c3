// The speaker's window: what the instructor has noted of a slide's section, what the lesson says there, and the clock.

const STYLE = `
:root { color-scheme: light dark; font: 18px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 860px; padding: 12px 24px 40px; }
header { position: sticky; top: 0; padding: 8px 0; background: Canvas; border-bottom: 1px solid; }
.clock { font-size: 30px; font-variant-numeric: tabular-nums; }
.late { color: light-dark(#b42318, #ff9e85); font-weight: 600; }
p { margin: 4px 0; }
.said { margin-top: 16px; padding-top: 8px; border-top: 1px dotted; font-size: 16px; }
table { border-collapse: collapse; } td, th { padding: 2px 10px 2px 0; text-align: left; }`;

/** What shows in a window of its own the notes to the slide that a deck shows; `deck` tells that slide and the next. */
export function speaker(deck) {
  let notes = null, begun = null; // the window; when the clock began, in milliseconds

  function open() {
    notes = globalThis.open("", "mlcourse-speaker", "width=900,height=760");
    if (!notes) return false;
    notes.document.title = "Notes for the speaker";
    notes.document.head.replaceChildren(make("style", { textContent: STYLE }));
    notes.document.body.replaceChildren(make("header"), make("main"));
    notes.addEventListener("keydown", deck.onKey);
    show();
    return true;
  }

  const make = (name, properties = {}) => Object.assign(notes.document.createElement(name), properties);

  function show() {
    if (!notes || notes.closed) return;
    const { slide, place, next } = deck.now();
    const restart = make("button", { textContent: begun ? "Clock to 0:00" : "Start the clock", onclick: start });
    notes.document.querySelector("header").replaceChildren(
      make("p", { className: "clock" }), make("p", { className: "plan" }), restart,
      make("p", { textContent: `${place}. Next: ${next}` }));
    notes.document.querySelector("main").innerHTML = slide.querySelector(".notes").innerHTML; // nothing in it runs: the deck's policy holds here too
    notes.scrollTo(0, 0);
    tick();
  }

  function start() {
    begun = Date.now();
    show();
  }

  function tick() {
    if (!notes || notes.closed || !notes.document.querySelector(".clock")) return;
    const minutes = begun ? (Date.now() - begun) / 60000 : 0;
    const { section, begins, minutes: planned } = deck.now().slide.dataset;
    const ends = Number(begins) + Number(planned), isLate = Number(planned) > 0 && minutes > ends;
    notes.document.querySelector(".clock").textContent = clock(minutes);
    const plan = notes.document.querySelector(".plan");
    plan.textContent = Number(planned) ? `${section || "Opening"}: from ${clock(begins)} to ${clock(ends)}${isLate ? `, ${Math.ceil(minutes - ends)} min late` : ""}` : "";
    plan.classList.toggle("late", isLate);
  }

  setInterval(tick, 1000);
  return { open, show, begin: () => begun ?? start() };
}

/** Minutes as hours and minutes. */
const clock = (minutes) => `${Math.floor(minutes / 60)}:${String(Math.floor(minutes % 60)).padStart(2, "0")}`;
