// The projector's page: the question that is shown, or else the exercise that most work on.
import { exercise, find, header, listen, question } from "./pulse.js";

listen((view) => {
  header(view);
  find("question").replaceChildren(...(view.question ? [question(view.question)] : []));
  const worked = view.question ? [] : view.exercises; // one thing at a time
  find("exercises").replaceChildren(...worked.map((each) => exercise(each, view.learners)));
  find("empty").hidden = Boolean(view.question || view.exercises.length);
});
