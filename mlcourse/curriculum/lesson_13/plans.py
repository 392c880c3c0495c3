"""The plans of exercise 13, line by line of its rubric: what is said to who names which line.

Of each plan there stands here why it keeps a line, or, at the one line that it breaks, what is wrong with it. Which
line that is, the worked answers say.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mlcourse.checks.task import Mistake


@dataclass(frozen=True)
class Plan:
    """What is to be said of a plan, for each line of the rubric.

    Args:
        test_part: line 1: whether the test part decides something about the network.
        output_and_loss: line 2: whether they fit the task.
        score: line 3: whether score and threshold fit the costs.
        told: line 4: mean and spread over seeds, beside a simple model.
        weights: line 5: whether each seed's best epoch is used.
        misconception: the number of the belief behind it, where somebody takes a broken plan for a good one.
    """

    test_part: str
    output_and_loss: str
    score: str
    told: str
    weights: str
    misconception: int | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said of lines 1 to 5."""
        return self.test_part, self.output_and_loss, self.score, self.told, self.weights

    def said(self, number: int, line: int, broken: int) -> str:
        """Return what is said to who writes this line for this plan; the right number is not among it."""
        if not line:
            return f"Plan {number} breaks a line: {self.lines[broken - 1]}"
        kept = f"Plan {number} keeps line {line}: {self.lines[line - 1]}"
        more = f"It breaks another line: {self.lines[broken - 1]}" if broken else AGAIN
        return f"{kept} {more}"


AGAIN = "Does it break any line? Hold it against each of the others in the same way."
UNSAID = "it says nothing of the weights, and what a plan does not mention is done right."
ALONE = "One number, {}, speaks of one plan. Each of the plans gets its own, in their order."
TURNED = (
    "This is the list the other way round: for each line of the rubric the plan that breaks it{}. Write for each "
    "plan, from 1 to 5, the line that it breaks."
)


def reviewed(right: Sequence[int], plans: Sequence[Plan]) -> tuple[Mistake, ...]:
    """Return the known mistakes of a review: plans listed by line, wrong lines of each plan, a single number.

    Args:
        right: the line that each plan breaks, 0 for none.
        plans: what is said of them.

    Example:
        >>> plan = Plan("it decides.", "they fit.", "it fits.", "all is told.", "they are the best.")
        >>> for each in reviewed((1,), (plan,))[1:3]:
        ...     print(each.name, each.cause)
        (0,) Plan 1 breaks a line: it decides.
        (2,) Plan 1 keeps line 2: they fit. It breaks another line: it decides.
    """
    return (
        *_turned(right),
        *(
            Mistake(
                (*right[: number - 1], line, *right[number:]),
                plan.said(number, line, broken),
                None if line else plan.misconception,
            )
            for number, (plan, broken) in enumerate(zip(plans, right, strict=True), 1)
            for line in range(6)
            if line != broken
        ),
        *(Mistake((line,), ALONE.format(line)) for line in range(6)),
    )


def _turned(right: Sequence[int]) -> list[Mistake]:
    """Return what comes of listing plans by line: where two break the same, with the first of them or the last."""
    numbered = list(enumerate(right, 1))
    first = {line: number for number, line in reversed(numbered)}
    last = {line: number for number, line in numbered}
    lists = dict.fromkeys(
        tuple(by_line.get(line, 0) for line in range(1, 6)) for by_line in (first, last)
    )
    which = ("", ", of two the last")
    return [Mistake(each, TURNED.format(more)) for each, more in zip(lists, which, strict=False)]


NUMBER = "the identity can say any number, and the squared error is a loss for numbers."
FARTHER = "R² is the lower the farther off the answers are, as the project wants."
BESIDE_LINEAR = "mean and spread of five seeds are reported, and a linear regression beside them."
SETTINGS = "the validation part chooses η and λ, and that is what this part is for."

DIABETES = (
    Plan(
        test_part="it says nothing of what is chosen. To be scored on is what the test part is for.",
        output_and_loss=NUMBER,
        score="the score counts exact hits, so 151 for 150 is as wrong as 300. For numbers it is R², or the mean "
        "distance (lesson 10, Numbers: R²).",
        told=BESIDE_LINEAR,
        weights=UNSAID,
    ),
    Plan(
        test_part="the test part chooses the settings. What it then says is no test any more: the best of several is "
        "too good (lesson 11, What the best score is worth).",
        output_and_loss=NUMBER,
        score=FARTHER,
        told=BESIDE_LINEAR,
        weights=UNSAID,
        misconception=53,
    ),
    Plan(
        test_part=SETTINGS,
        output_and_loss=NUMBER,
        score="R² is the lower the farther off the answers are. On one part, R² and the squared error put networks in "
        "the same order.",
        told=BESIDE_LINEAR,
        weights=UNSAID,
    ),
    Plan(
        test_part=SETTINGS,
        output_and_loss="a sigmoid lies between 0 and 1, and these targets go from 25 to 346. A number that may be any "
        "needs the identity (lesson 02, The output layer).",
        score=FARTHER,
        told=BESIDE_LINEAR,
        weights=UNSAID,
    ),
    Plan(
        test_part="η and λ, and the seed too, are chosen by the validation part.",
        output_and_loss=NUMBER,
        score=FARTHER,
        told="only the seed that came out best is reported, and that is partly luck. Mean and spread of all five say "
        "what the next is worth (lesson 11, What the best score is worth).",
        weights="that line is about the epochs of a seed. This plan picks among the seeds.",
    ),
)

YES_OR_NO = "a sigmoid and the binary cross-entropy are for yes or no."
COSTS = "misses and false alarms are both told, and the threshold is the one that costs least."
BESIDE_LOGISTIC = (
    "mean and spread of five seeds are reported, and a logistic regression beside them."
)
THRESHOLD = "the validation part chooses the threshold, and that is what this part is for."

TUMORS = (
    Plan(
        test_part=THRESHOLD,
        output_and_loss=YES_OR_NO,
        score="accuracy counts a missed tumor and a false alarm alike, and here one miss counts as ten false alarms "
        "(lesson 10, Is it an 8?).",
        told=BESIDE_LOGISTIC,
        weights=UNSAID,
        misconception=56,
    ),
    Plan(
        test_part="a threshold may be chosen on the validation part. It is the test part that may not choose it.",
        output_and_loss=f"{YES_OR_NO} What the errors cost need not be in the loss: it trains the probability, and the "
        "threshold weighs the costs.",
        score=COSTS,
        told=BESIDE_LOGISTIC,
        weights=UNSAID,
    ),
    Plan(
        test_part="the threshold 0 was set beforehand; no part of the data chose it.",
        output_and_loss="a sigmoid and the binary cross-entropy are for yes or no. The threshold comes later.",
        score="recall alone is perfect for whoever calls everything malignant, as the threshold 0 does. False alarms "
        "cost something too (lesson 10, Precision and recall).",
        told=BESIDE_LOGISTIC,
        weights=UNSAID,
        misconception=57,
    ),
    Plan(
        test_part="the threshold is a setting like any other, and the test part chooses it. Choose it on the "
        "validation part (lesson 10, The threshold).",
        output_and_loss=YES_OR_NO,
        score="recall, precision and a threshold that costs least do fit what the errors cost.",
        told=BESIDE_LOGISTIC,
        weights=UNSAID,
        misconception=53,
    ),
    Plan(
        test_part="that line is about the network, and the network has not seen the test part.",
        output_and_loss=YES_OR_NO,
        score=COSTS,
        told="simple or not, the logistic regression has seen the test part in its training. It gets the same split as "
        "the network (lesson 13, One workflow).",
        weights=UNSAID,
    ),
)

ONE_OF_TEN = "softmax and the categorical cross-entropy are for one class of ten."
MIX_UPS = "accuracy fits, since every mix-up costs the same here."
NOT_BY_TEST = "no setting and no scale comes from the test part."
BEST_EPOCH = "of each seed the weights of its best epoch by the validation loss are used."

DIGITS = (
    Plan(
        test_part="mean and spread over all images hold something of the test part, though no labels. They come from "
        "the training part (lesson 09, What the test part must not touch).",
        output_and_loss=ONE_OF_TEN,
        score=MIX_UPS,
        told="five seeds have a mean and a spread. Those of the pixels are another matter.",
        weights=UNSAID,
        misconception=53,
    ),
    Plan(
        test_part=NOT_BY_TEST,
        output_and_loss="by its squared error 8 is a better answer than 0 where 9 is right. Classes have no order: "
        "softmax and cross-entropy (lesson 03, Many classes).",
        score="accuracy judges it, and that fits: every mix-up costs the same. The squared error trains it.",
        told=BESIDE_LOGISTIC,
        weights=UNSAID,
    ),
    Plan(
        test_part=NOT_BY_TEST,
        output_and_loss=ONE_OF_TEN,
        score=MIX_UPS,
        told=BESIDE_LOGISTIC,
        weights="the last epoch need not be the best. Keep the weights of the epoch with the lowest validation loss "
        "(lesson 09, Patience).",
        misconception=54,
    ),
    Plan(
        test_part="the validation part chooses the epoch, and that is what this part is for.",
        output_and_loss=ONE_OF_TEN,
        score="accuracy fits, since every mix-up costs the same and no class is rare.",
        told=BESIDE_LOGISTIC,
        weights=BEST_EPOCH,
    ),
    Plan(
        test_part="the validation loss chooses the epoch. On the test images it is only scored.",
        output_and_loss=ONE_OF_TEN,
        score=MIX_UPS,
        told="359 images make the score of this one network more exact. How far off another seed would be, only other "
        "seeds say (lesson 11, What the best score is worth).",
        weights="the weights of this seed's best epoch are used. The number of seeds is another matter.",
    ),
)
