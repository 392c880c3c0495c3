// The question in the room, for who has no Python, or votes before the card in the notebook explains.
import { element, find, set } from "./pulse.js";

const kept = sessionStorage, EVERY = 2000;
let before = "";

function learner() {
  if (!kept.learner) kept.learner = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return kept.learner;
}

// Say whether what was posted is kept; where the room did not answer, it is not.
async function post(...reports) {
  const body = JSON.stringify({ word: kept.word, name: kept.name ?? "", learner: learner(), reports });
  try {
    const answer = await (await fetch("report", { method: "POST", body })).json();
    find("said").textContent = answer.refused ?? "";
    return !answer.refused;
  } catch {
    find("said").textContent = "The room does not answer; try again.";
    return false;
  }
}

async function vote(item, value) {
  kept.number = Number(kept.number ?? 0) + 1;
  if (await post({ number: Number(kept.number), kind: "vote", item, value })) {
    kept.voted = before;
    find("question").replaceChildren(element("p", {}, "Your vote is in."));
  }
}

function show(question) {
  const now = question ? `${question.item} ${question.round}` : "";
  if (now === before) return;
  before = now;
  const place = find("question");
  if (!question) place.replaceChildren(element("p", { class: "quiet" }, "No question is asked now."));
  else if (kept.voted === now) place.replaceChildren(element("p", {}, "Your vote is in."));
  else place.replaceChildren(set("h2", question.text), ...question.options.map((text, place) =>
    set("button", text, { class: "choice", onclick: () => vote(question.item, question.values[place]) })));
}

async function look() {
  try {
    show(await (await fetch("asked")).json());
  } catch {
    find("said").textContent = "The room does not answer.";
  }
  setTimeout(look, EVERY);
}

async function join() {
  if (!(await post())) return;
  find("form").hidden = true;
  before = "nothing yet";
  look();
}

find("form").onsubmit = (event) => {
  event.preventDefault();
  [kept.word, kept.name] = [find("word").value, find("name").value];
  join();
};
if (kept.word) join();
