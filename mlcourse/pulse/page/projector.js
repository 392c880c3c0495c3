// The projector's page: the question that is shown, and the exercise that most work on.
import { exercise, find, header, listen, question } from "./pulse.js";

listen((view) => {
  header(view);
  find("question").replaceChildren(...(view.question ? [question(view.question)] : []));
  find("exercises").replaceChildren(...view.exercises.map((each) => exercise(each, view.learners)));
  find("empty").hidden = Boolean(view.question || view.exercises.length);
});
