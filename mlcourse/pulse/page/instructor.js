// The instructor's page: every vote, who is stuck, the commonest mistakes, and what the projector shows.
import { element, exercise, find, header, listen, question } from "./pulse.js";

function act(what, item) {
  return fetch(`${location.pathname}/act`, { method: "POST", body: new URLSearchParams({ what, item }) });
}

function button(text, what, item) {
  return element("button", { onclick: () => act(what, item) }, text);
}

function asked(told, shown) {
  const { item, revealed } = told;
  const card = question(told,
    shown === item ? button("Show none", "show", "") : button("Show", "show", item),
    button(revealed ? "Hide the votes" : "Reveal the votes", revealed ? "hide" : "reveal", item),
    button("Vote again", "again", item));
  if (shown === item) card.classList.add("shown");
  return card;
}

function table(heads, rows) {
  if (!rows.length) return element("p", { class: "quiet" }, "None.");
  return element("table", {},
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map((cell) => element("td", {}, String(cell)))))));
}

// What is drawn anew must not take the focus from the button that was just pressed.
function renew(place, ...children) {
  const buttons = [...place.querySelectorAll("button")], held = buttons.indexOf(document.activeElement);
  place.replaceChildren(...children);
  if (held >= 0) place.querySelectorAll("button")[held]?.focus();
}

listen((view) => {
  header(view);
  renew(find("questions"), ...view.questions.map((told) => asked(told, view.shown)));
  find("help").replaceChildren(table(["who", "minutes", "on what"],
    view.help.map(({ name, minutes, stuck }) => [name, minutes, stuck.map(([task, mistake]) => `${task}: ${mistake}`).join("; ")])));
  find("mistakes").replaceChildren(table(["mistake", "task", "learners", "treated in"],
    view.mistakes.map((each) => [each.mistake, each.task, each.learners, each.section])));
  find("exercises").replaceChildren(...view.exercises.map((each) => exercise(each, view.learners)));
});

const choices = await (await fetch(`${location.pathname}/choices`)).json();
find("choices").append(...choices.map(({ item, text }) =>
  element("option", { value: item }, `${item}: ${text.slice(0, 90)}`)));
find("show").onclick = () => act("show", find("choices").value);
find("none").onclick = () => act("show", "");
