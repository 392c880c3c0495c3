"""Wrong answers to the tasks of exercise 11: each function makes one mistake, and its docstring names it.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

from typing import Any

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.checks.task import Mistake
from mlcourse.curriculum.lesson_11 import answers as right

SCALE = "(lesson 11, On which scale)"
WHERE = "(lesson 11, Where to look)"
BUDGET = "(lesson 11, What a budget buys)"
FOLDS = "(lesson 11, One part or several)"
LEAKS = "(lesson 11, What must not leak)"
WORTH = "(lesson 11, What the best score is worth)"


# --- log_uniform_by_hand: 0.01


LOG_UNIFORM_BY_HAND = (
    Mistake(
        0.00001 + 0.75 * (0.1 - 0.00001),
        f"This is three quarters of the way on the plain scale. Here the logarithm goes evenly {SCALE}.",
    ),
    Mistake(-2.0, f"This is the exponent: the value is 10⁻² {SCALE}."),
    Mistake(
        0.0001,
        "This is a quarter of the way up, one power of ten from 10⁻⁵, or three powers down from 0.1. Three quarters "
        f"of the way up are three powers from 10⁻⁵ {SCALE}.",
    ),
    Mistake(0.001, f"This is half of the way: two powers of ten, not three {SCALE}."),
    Mistake(
        10.0**-3.75,
        f"0.75 times the exponent −5. The way goes from −5 to −1: the exponent is −5 + 0.75 · 4 {SCALE}.",
    ),
    Mistake(
        0.00001 * 100000**0.75,
        f"From 0.00001 to 0.1 it is a factor of 10,000, four powers of ten, not five {SCALE}.",
    ),
    Mistake(
        0.00001 * 1000**0.75,
        f"From 0.00001 to 0.1 it is a factor of 10,000, four powers of ten, not three {SCALE}.",
    ),
    Mistake(
        0.1**0.75,
        f"The upper end alone is raised to the power 0.75. The way begins at 0.00001, and goes by high/low {SCALE}.",
    ),
    Mistake(
        1000.0,
        f"10,000^0.75 is by which *factor* the value lies above the lower end: it is times 0.00001 {SCALE}.",
    ),
)


# --- log_uniform(u, low, high)


def plainly_uniform(u: Array, low: float, high: float) -> Array:
    """The value itself is uniform."""
    return low + u * (high - low)


def exponents_only(u: Array, low: float, high: float) -> Array:
    """The logarithm, not the value."""
    return np.log10(low) + u * (np.log10(high) - np.log10(low))


def natural_exponents_only(u: Array, low: float, high: float) -> Array:
    """The natural logarithm, not the value."""
    return np.log(low) + u * (np.log(high) - np.log(low))


def mixed_bases(u: Array, low: float, high: float) -> Array:
    """Logarithms to base 10, and then e to the power."""
    return np.exp(exponents_only(u, low, high))


def mixed_bases_the_other_way(u: Array, low: float, high: float) -> Array:
    """Natural logarithms, and then 10 to the power."""
    return 10 ** natural_exponents_only(u, low, high)


def from_high_to_low(u: Array, low: float, high: float) -> Array:
    """u = 0 gives high."""
    return high * (low / high) ** u


def power_of_the_difference(u: Array, low: float, high: float) -> Array:
    """(high − low)ᵘ in place of the ratio."""
    return low * (high - low) ** u


def factor_added(u: Array, low: float, high: float) -> Array:
    """low + (high/low)ᵘ."""
    return low + (high / low) ** u


def ratio_without_low(u: Array, low: float, high: float) -> Array:
    """(high/low)ᵘ, without low before it."""
    return (high / low) ** u


def only_high(u: Array, low: float, high: float) -> Array:
    """low · highᵘ."""
    return low * high**u


def power_of_the_way(u: Array, low: float, high: float) -> Array:
    """low + (high − low)ᵘ."""
    return low + (high - low) ** u


def exponential_of_the_way(u: Array, low: float, high: float) -> Array:
    """e to the power of a uniform value between low and high."""
    with np.errstate(all="ignore"):
        return np.exp(low + u * (high - low))


def ten_to_the_way(u: Array, low: float, high: float) -> Array:
    """10 to the power of a uniform value between low and high."""
    with np.errstate(all="ignore"):
        return 10.0 ** (low + u * (high - low))


def evenly_laid_out(u: Array, low: float, high: float) -> Array:
    """As many values in equal factors, whatever was drawn."""
    return np.geomspace(low, high, len(u))


def powers_added(u: Array, low: float, high: float) -> Array:
    """low to one power plus high to another."""
    return low ** (1 - u) + high**u


def factor_not_raised(u: Array, low: float, high: float) -> Array:
    """u times the ratio."""
    return low * (high / low) * u


LOG_UNIFORM = (
    Mistake(
        plainly_uniform,
        f"The value itself is uniform here, so that nearly all draws lie in the uppermost power of ten {SCALE}.",
    ),
    Mistake(exponents_only, f"These are the exponents. The values are 10 to that power {SCALE}."),
    Mistake(
        natural_exponents_only,
        f"These are the logarithms. The values are `np.exp` of them {SCALE}.",
    ),
    Mistake(
        mixed_bases,
        f"The logarithm is taken with base 10 and undone with base e. Take the same base both times {SCALE}.",
    ),
    Mistake(
        mixed_bases_the_other_way,
        f"The logarithm is taken with base e and undone with base 10. Take the same base both times {SCALE}.",
    ),
    Mistake(
        from_high_to_low,
        "u = 0 gives `high` here, and u = 1 gives `low`: the ends have changed places.",
    ),
    Mistake(
        power_of_the_difference,
        f"The difference of the ends is raised to the power u. It is their ratio, high/low {SCALE}.",
    ),
    Mistake(factor_added, f"`low` is added. It is multiplied by the factor (high/low)ᵘ {SCALE}."),
    Mistake(
        ratio_without_low, f"The factor (high/low)ᵘ is right; `low` before it is missing {SCALE}."
    ),
    Mistake(
        only_high, f"`high` alone is raised to the power u. It is the ratio, high/low {SCALE}."
    ),
    Mistake(
        power_of_the_way,
        "`low` is added, and the difference of the ends raised to the power u. It is `low` *times* their *ratio* to "
        f"the power u {SCALE}.",
    ),
    Mistake(
        exponential_of_the_way,
        "e is taken to the power of a value between `low` and `high`; these are no logarithms. Take them of the ends "
        f"first: between ln(low) and ln(high) {SCALE}.",
    ),
    Mistake(
        ten_to_the_way,
        "10 is taken to the power of a value between `low` and `high`; these are no exponents. Take the logarithms of "
        f"the ends first {SCALE}.",
    ),
    Mistake(
        evenly_laid_out,
        "The values lie in equal factors from `low` to `high`, whatever `u` says. Each belongs to its u: "
        f"low · (high/low)ᵘ {SCALE}.",
    ),
    Mistake(
        powers_added,
        "Both powers are added. They are multiplied: low to the power 1 − u times high to the power u "
        f"{SCALE}.",
    ),
    Mistake(
        factor_not_raised,
        f"The ratio is multiplied by u. It is raised to the power u: (high/low)ᵘ {SCALE}.",
    ),
)


# --- grid(rates, penalties)


def rates_change_fastest(rates: Array, penalties: Array) -> Array:
    """The rate changes fastest."""
    return np.array([(rate, penalty) for penalty in penalties for rate in rates])


def columns_exchanged(rates: Array, penalties: Array) -> Array:
    """The penalty comes first in a pair."""
    return right.grid(rates, penalties)[:, ::-1]


def penalties_outside(rates: Array, penalties: Array) -> Array:
    """Pairs (penalty, rate), the rate fastest."""
    return np.array([(penalty, rate) for penalty in penalties for rate in rates])


def paired_off(rates: Array, penalties: Array) -> Array:
    """Each rate with one penalty."""
    return np.array(list(zip(rates, penalties, strict=False)))


def pairs_transposed(rates: Array, penalties: Array) -> Array:
    """(2, N·M) in place of (N·M, 2)."""
    return right.grid(rates, penalties).T


def pairs_in_a_table(rates: Array, penalties: Array) -> Array:
    """(N, M, 2): a table of pairs."""
    return right.grid(rates, penalties).reshape(len(rates), len(penalties), 2)


def first_rate_only(rates: Array, penalties: Array) -> Array:
    """The return stands inside the outer loop."""
    return right.grid(rates[:1], penalties)


def products(rates: Array, penalties: Array) -> Array:
    """The products of rate and penalty."""
    return np.outer(rates, penalties)


def both_repeated(rates: Array, penalties: Array) -> Array:
    """np.repeat for both columns."""
    return np.column_stack([np.repeat(rates, len(penalties)), np.repeat(penalties, len(rates))])


def both_tiled(rates: Array, penalties: Array) -> Array:
    """np.tile for both columns."""
    return np.column_stack([np.tile(rates, len(penalties)), np.tile(penalties, len(rates))])


def last_penalty_only(rates: Array, penalties: Array) -> Array:
    """Each rate with the last penalty: the row is kept once for each rate."""
    return np.array([(rate, penalties[-1]) for rate in rates])


def sums_in_a_table(rates: Array, penalties: Array) -> Array:
    """The sums, (N, M)."""
    return np.add.outer(rates, penalties)


def one_behind_the_other(rates: Array, penalties: Array) -> Array:
    """All rates, and then all penalties."""
    return np.concatenate([rates, penalties])


def rows_overwritten(rates: Array, penalties: Array) -> Array:
    """Row i + j: several pairs go to the same row."""
    rows = np.zeros((len(rates) * len(penalties), 2))
    for i, rate in enumerate(rates):
        for j, penalty in enumerate(penalties):
            rows[i + j] = rate, penalty
    return rows


GRID = (
    Mistake(
        rates_change_fastest,
        f"The rate changes fastest here. The penalty is to: its loop is the inner one {WHERE}.",
    ),
    Mistake(
        columns_exchanged, "In each pair the penalty comes first. The rate is the first column."
    ),
    Mistake(
        penalties_outside,
        "The two are exchanged, in the pairs and in the loops: the rate is the first column.",
    ),
    Mistake(
        paired_off,
        f"Each rate meets one penalty only, as zip does it. A grid is every rate with every penalty {WHERE}.",
    ),
    Mistake(pairs_transposed, "The pairs stand in columns here. Each is a row: (N·M, 2)."),
    Mistake(
        pairs_in_a_table,
        "This is a table of pairs, (N, M, 2). One list of them is asked for: (N·M, 2).",
    ),
    Mistake(first_rate_only, "Only the first rate is there: the return stands inside the loop."),
    Mistake(
        products, f"These are products. A candidate is the pair (rate, penalty) itself {WHERE}."
    ),
    Mistake(
        both_repeated,
        "Both columns are repeated number by number, so only some pairs occur. The rates are repeated, the penalties "
        f"tiled: `np.tile` {WHERE}.",
    ),
    Mistake(
        both_tiled,
        "Both columns are tiled: they go in step, in another order, and often miss pairs. The penalties are tiled, "
        f"the rates repeated: `np.repeat` {WHERE}.",
    ),
    Mistake(
        last_penalty_only,
        "Each rate stands with the last penalty only: the pair is kept behind the inner loop. Keep it inside.",
    ),
    Mistake(
        sums_in_a_table,
        f"These are sums. A candidate is the pair (rate, penalty) itself, one in each row {WHERE}.",
    ),
    Mistake(
        one_behind_the_other,
        "All rates stand there, and then all penalties. The task asks for pairs, every rate with every penalty "
        f"{WHERE}.",
    ),
    Mistake(
        rows_overwritten,
        "Several pairs are written into one row, and others stay 0: i + j is the same for many. Row i * M + j is one "
        "for each pair.",
    ),
)


# --- budget_by_hand: 22


BUDGET_BY_HAND = (
    Mistake(
        9,
        f"0.9/0.1. Chances do not add up like that: two candidates can both hit the best tenth {BUDGET}.",
    ),
    Mistake(
        10,
        f"With ten, 1 − 0.9¹⁰ = 0.65: one of ten hits it on average, and often none does {BUDGET}.",
    ),
    Mistake(21, f"1 − 0.9²¹ = 0.891 is just below 0.9 {BUDGET}."),
    Mistake(23, f"22 are enough: 1 − 0.9²² = 0.902 is above 0.9 already {BUDGET}."),
    Mistake(
        7,
        f"With seven, 1 − 0.9⁷ = 0.52: that is a chance of a half. Here it is to be 0.9 {BUDGET}.",
    ),
    Mistake(
        45,
        f"This is for the best *twentieth* and a chance of 0.9, as 0.95⁴⁵ = 0.1. Here it is the best tenth {BUDGET}.",
    ),
    Mistake(
        44,
        f"This is for the best tenth and a chance of 0.99. Here 0.9 is enough {BUDGET}.",
    ),
    Mistake(
        float(np.log(0.1) / np.log(0.9)),
        f"This solves 1 − 0.9ⁿ = 0.9. The smallest whole n for which it is at least that is asked for {BUDGET}.",
    ),
    Mistake(29, f"This is for a chance of 0.95. Here 0.9 is enough {BUDGET}."),
    Mistake(
        59,
        f"This is the lesson's number, for the best twentieth and 0.95. Here it is the best tenth {BUDGET}.",
    ),
    Mistake(
        1,
        f"1 − 0.1¹ = 0.9 is the chance that one candidate *misses* the best tenth. All n must not miss it {BUDGET}.",
    ),
)


# --- best_within(scores, costs, budget): best, spent

Found = tuple[Any, Any]


def best_of_all(scores: Array, costs: Array, budget: float) -> Found:
    """The best of all candidates."""
    return np.argmax(scores), right.best_within(scores, costs, budget)[1]


def budget_left_out(scores: Array, costs: Array, budget: float) -> Found:
    """The best of all, and what all cost."""
    return np.argmax(scores), np.sum(costs)


def strictly_below(scores: Array, costs: Array, budget: float) -> Found:
    """A budget that comes out even is not used."""
    tried = np.sum(np.cumsum(costs) < budget)
    return np.argmax(scores[:tried]), np.cumsum(costs)[tried - 1]


def one_too_many(scores: Array, costs: Array, budget: float) -> Found:
    """The one that exceeds the budget is tried too."""
    tried = min(int(np.sum(np.cumsum(costs) <= budget)) + 1, len(scores))
    return np.argmax(scores[:tried]), np.cumsum(costs)[tried - 1]


def skips_what_is_dear(scores: Array, costs: Array, budget: float) -> Found:
    """Goes on to cheaper ones."""
    best, spent = -1, 0.0
    for i, cost in enumerate(costs.tolist()):
        if spent + cost <= budget:
            spent += cost
            if best < 0 or scores[i] > scores[best]:
                best = i
    return best, spent


def each_cost_by_itself(scores: Array, costs: Array, budget: float) -> Found:
    """Each that costs at most the budget."""
    allowed = costs <= budget
    return np.argmax(np.where(allowed, scores, -np.inf)), costs[allowed].sum()


def lowest_score(scores: Array, costs: Array, budget: float) -> Found:
    """The lowest score wins."""
    tried = np.sum(np.cumsum(costs) <= budget)
    return np.argmin(scores[:tried]), np.cumsum(costs)[tried - 1]


def last_of_the_best(scores: Array, costs: Array, budget: float) -> Found:
    """Of several as good the last."""
    tried = np.sum(np.cumsum(costs) <= budget)
    return tried - 1 - np.argmax(scores[:tried][::-1]), np.cumsum(costs)[tried - 1]


def budget_as_a_count(scores: Array, costs: Array, budget: float) -> Found:
    """The budget is taken for a number of candidates."""
    tried = int(budget)
    return np.argmax(scores[:tried]), np.sum(costs[:tried])


def cost_of_the_best(scores: Array, costs: Array, budget: float) -> Found:
    """What the best one costs alone."""
    best = right.best_within(scores, costs, budget)[0]
    return best, costs[best]


def spent_up_to_the_best(scores: Array, costs: Array, budget: float) -> Found:
    """What was spent when the best was found."""
    best = right.best_within(scores, costs, budget)[0]
    return best, np.cumsum(costs)[best]


def what_is_left(scores: Array, costs: Array, budget: float) -> Found:
    """What is left of the budget."""
    best, spent = right.best_within(scores, costs, budget)
    return best, budget - spent


def its_score(scores: Array, costs: Array, budget: float) -> Found:
    """The best score in place of its number."""
    best, spent = right.best_within(scores, costs, budget)
    return scores[best], spent


def the_whole_budget(scores: Array, costs: Array, budget: float) -> Found:
    """The budget itself, as if all of it were spent."""
    return right.best_within(scores, costs, budget)[0], budget


def refused_one_paid_for(scores: Array, costs: Array, budget: float) -> Found:
    """The best is right, and the first that does not fit is paid for."""
    best, _ = right.best_within(scores, costs, budget)
    tried = int(np.sum(np.cumsum(costs) <= budget))
    return best, np.sum(costs[: tried + 1])


def all_paid_for(scores: Array, costs: Array, budget: float) -> Found:
    """The best is right, and all candidates are paid for."""
    return right.best_within(scores, costs, budget)[0], np.sum(costs)


def last_one_not_compared(scores: Array, costs: Array, budget: float) -> Found:
    """The last that was tried is left out of the choice."""
    tried = int(np.sum(np.cumsum(costs) <= budget))
    return np.argmax(scores[: max(tried - 1, 1)]), np.cumsum(costs)[tried - 1]


def one_too_few(scores: Array, costs: Array, budget: float) -> Found:
    """One candidate less is tried, and paid for, than fits."""
    tried = max(int(np.sum(np.cumsum(costs) <= budget)) - 1, 1)
    return np.argmax(scores[:tried]), np.cumsum(costs)[tried - 1]


def cheapest_first(scores: Array, costs: Array, budget: float) -> Found:
    """The candidates are tried in the order of their costs."""
    order = np.argsort(costs, kind="stable")
    best, spent = right.best_within(scores[order], costs[order], budget)
    return order[best], spent


def score_by_cost(scores: Array, costs: Array, budget: float) -> Found:
    """The best score for its cost."""
    tried = int(np.sum(np.cumsum(costs) <= budget))
    return np.argmax(scores[:tried] / costs[:tried]), np.cumsum(costs)[tried - 1]


BEST_WITHIN = (
    Mistake(
        budget_left_out,
        f"All candidates were tried. Those after the budget was used up have never been trained {BUDGET}.",
    ),
    Mistake(
        best_of_all,
        f"What is spent is right, and the best is taken from all candidates, the untried ones too {BUDGET}.",
    ),
    Mistake(
        strictly_below, "A candidate that uses up the budget exactly may still be tried: `<=`."
    ),
    Mistake(
        one_too_many,
        "The candidate that exceeds the budget was tried too. The search ends before it.",
    ),
    Mistake(
        skips_what_is_dear,
        "A candidate that is too dear is skipped here, and cheaper ones after it are tried. The search ends at it.",
    ),
    Mistake(
        each_cost_by_itself,
        "Each cost is compared with the whole budget. What was spent before counts too: `np.cumsum(costs)`.",
    ),
    Mistake(
        lowest_score, "The lowest score wins here. A score is better the higher it is: `np.argmax`."
    ),
    Mistake(
        last_of_the_best,
        "Of two as good the last is returned. The first is asked for, as `np.argmax` gives it.",
    ),
    Mistake(
        budget_as_a_count,
        f"The budget is taken for a number of candidates. It is what they may cost {BUDGET}.",
    ),
    Mistake(
        cost_of_the_best,
        "`spent` is the cost of the best alone. All that were tried have been paid for.",
    ),
    Mistake(
        spent_up_to_the_best,
        "`spent` ends where the best was found. Nobody knew then that none better would follow: the others were "
        "tried and paid for too.",
    ),
    Mistake(what_is_left, "`spent` is what is left of the budget. What was used is asked for."),
    Mistake(
        its_score,
        "`best` is the score. The number of the candidate is asked for: `np.argmax`, and not `np.max`.",
    ),
    Mistake(
        the_whole_budget,
        "`spent` is the budget itself. The sum of the costs of those that were tried is less.",
    ),
    Mistake(
        refused_one_paid_for,
        "`spent` holds the cost of the first candidate that no longer fits. It is not tried: ask whether it fits "
        "before its cost is added.",
    ),
    Mistake(
        all_paid_for,
        "`spent` is what all candidates cost. Only those that were tried were paid for.",
    ),
    Mistake(
        last_one_not_compared,
        "The last candidate that was tried is left out of the choice: a slice leaves out its end already.",
    ),
    Mistake(
        one_too_few,
        "One candidate fewer is tried than the budget allows: a slice leaves out its end already, `scores[:tried]`.",
    ),
    Mistake(
        cheapest_first,
        "The candidates are tried from the cheapest on. They come in the order in which they are given.",
    ),
    Mistake(
        score_by_cost,
        "Each score was divided by its cost. The budget limits the search; the best is the highest score itself.",
    ),
)


# --- standardized_folds(x, fold)


def _by(x: Array, fold: Array, center: Any, spread: Any) -> Array:
    """Return each fold standardized by what two functions make of its training and its held-out examples."""
    result = np.zeros(x.shape)
    for number in np.unique(fold):
        inside, outside = x[fold == number], x[fold != number]
        result[fold == number] = (inside - center(outside, inside)) / spread(outside, inside)
    return result


def _mean(train: Array, held_out: Array) -> Array:
    return train.mean(axis=0)


def _std(train: Array, held_out: Array) -> Array:
    return train.std(axis=0)


def by_all_the_data(x: Array, fold: Array) -> Array:
    """Mean and std of all examples."""
    return (x - x.mean(axis=0)) / x.std(axis=0)


def by_the_fold_itself(x: Array, fold: Array) -> Array:
    """Mean and std of the held-out fold."""
    return _by(x, fold, lambda _, held: held.mean(axis=0), lambda _, held: held.std(axis=0))


def ddof_of_one(x: Array, fold: Array) -> Array:
    """The std with ddof = 1."""
    return _by(x, fold, _mean, lambda train, _: train.std(axis=0, ddof=1))


def by_the_variance(x: Array, fold: Array) -> Array:
    """Divided by the variance."""
    return _by(x, fold, _mean, lambda train, _: train.var(axis=0))


def centered_only(x: Array, fold: Array) -> Array:
    """The mean subtracted, nothing divided."""
    return _by(x, fold, _mean, lambda train, _: 1.0)


def spread_of_the_fold(x: Array, fold: Array) -> Array:
    """The training mean, and the held-out std."""
    return _by(x, fold, _mean, lambda _, held: held.std(axis=0))


def spread_of_all(x: Array, fold: Array) -> Array:
    """The training mean, and the std of all."""
    return _by(x, fold, _mean, lambda train, held: x.std(axis=0))


def mean_of_all(x: Array, fold: Array) -> Array:
    """The mean of all, and the training std."""
    return _by(x, fold, lambda train, held: x.mean(axis=0), _std)


def one_number_for_all_features(x: Array, fold: Array) -> Array:
    """One mean and one std over all features."""
    return _by(x, fold, lambda train, _: train.mean(), lambda train, _: train.std())


def the_others_standardized(x: Array, fold: Array) -> Array:
    """The training part is written, fold after fold, so that the last fold decides."""
    result = np.zeros(x.shape)
    for number in np.unique(fold):
        train = x[fold != number]
        result[fold != number] = (train - train.mean(axis=0)) / train.std(axis=0)
    return result


def everything_each_time(x: Array, fold: Array) -> Array:
    """All examples are written in each round: the last fold's numbers stay."""
    last = x[fold != fold.max()]
    return (x - last.mean(axis=0)) / last.std(axis=0)


def in_the_order_of_the_folds(x: Array, fold: Array) -> Array:
    """The folds one after another."""
    return right.standardized_folds(x, fold)[np.argsort(fold, kind="stable")]


def fold_zero_only(x: Array, fold: Array) -> Array:
    """The training part of fold 0 for all folds."""
    train = x[fold != 0]
    return (x - train.mean(axis=0)) / train.std(axis=0)


def written_back(x: Array, fold: Array) -> Array:
    """Standardized rows go back into x, from which the later folds learn."""
    x = np.array(x)
    for number in np.unique(fold):
        train = x[fold != number]
        x[fold == number] = (x[fold == number] - train.mean(axis=0)) / train.std(axis=0)
    return x


def without_itself_only(x: Array, fold: Array) -> Array:
    """Each example by all others, those of its own fold too."""
    result = np.zeros(x.shape)
    for i in range(len(x)):
        train = np.delete(x, i, axis=0)
        result[i] = (x[i] - train.mean(axis=0)) / train.std(axis=0)
    return result


def by_the_next_fold(x: Array, fold: Array) -> Array:
    """Each fold by the next one alone."""
    numbers = np.unique(fold)
    result = np.zeros(x.shape)
    for number, other in zip(numbers, np.roll(numbers, -1), strict=True):
        train = x[fold == other]
        result[fold == number] = (x[fold == number] - train.mean(axis=0)) / train.std(axis=0)
    return result


def means_of_the_folds(x: Array, fold: Array) -> Array:
    """The mean of the other folds' means and of their stds."""
    numbers = np.unique(fold)
    means = np.array([x[fold == number].mean(axis=0) for number in numbers])
    stds = np.array([x[fold == number].std(axis=0) for number in numbers])
    result = np.zeros(x.shape)
    for number in numbers:
        rest = numbers != number
        center, spread = means[rest].mean(axis=0), stds[rest].mean(axis=0)
        result[fold == number] = (x[fold == number] - center) / spread
    return result


def last_fold_left_out(x: Array, fold: Array) -> Array:
    """range(max) ends one too early: the last fold stays 0."""
    result = np.zeros(x.shape)
    for number in np.unique(fold)[:-1]:
        train = x[fold != number]
        result[fold == number] = (x[fold == number] - train.mean(axis=0)) / train.std(axis=0)
    return result


def example_by_example(x: Array, fold: Array) -> Array:
    """Mean and std across each example's own features."""
    return (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)


STANDARDIZED_FOLDS = (
    Mistake(
        by_all_the_data,
        f"Mean and std come from all examples, the held-out ones among them: that is the leak {LEAKS}.",
        53,
    ),
    Mistake(
        by_the_fold_itself,
        f"Each fold is standardized by itself. Its mean and std are learned from the others, as θ is {LEAKS}.",
        53,
    ),
    Mistake(
        ddof_of_one,
        "The std is taken with ddof=1. In this course, and in scikit-learn, it is ddof=0 here.",
        is_convention=True,
    ),
    Mistake(
        by_the_variance,
        "Divided by the variance. The standard deviation is its root: `std`.",
    ),
    Mistake(
        centered_only,
        "The mean is subtracted, and nothing is divided: `/ train.std(axis=0)` is missing.",
    ),
    Mistake(
        spread_of_the_fold,
        f"The mean is that of the training part, and the std that of the held-out fold. Both are learned {LEAKS}.",
        53,
    ),
    Mistake(
        spread_of_all,
        f"The mean is that of the training part, and the std that of all examples. Both are learned {LEAKS}.",
        53,
    ),
    Mistake(
        mean_of_all,
        f"The std is that of the training part, and the mean that of all examples. Both are learned {LEAKS}.",
        53,
    ),
    Mistake(
        one_number_for_all_features,
        "One mean and one std for all features. Each column has its own: `axis=0`.",
    ),
    Mistake(
        the_others_standardized,
        "Each round writes the training examples. The task asks what becomes of the held-out ones: `result[fold == "
        "number]`.",
    ),
    Mistake(
        everything_each_time,
        "Each round writes all examples, and the last fold's numbers stay. Write `result[fold == number]` only.",
    ),
    Mistake(
        in_the_order_of_the_folds,
        "The numbers are right, and stand fold by fold. Each example keeps its row: `result[fold == number]` = ….",
    ),
    Mistake(
        fold_zero_only,
        "All examples are standardized by the training part of fold 0. Each fold has its own.",
    ),
    Mistake(
        written_back,
        "The standardized rows were written back into `x`, from which the later folds then take mean and std. Write "
        "into an array of its own.",
    ),
    Mistake(
        without_itself_only,
        "Each example is standardized by all others, those of its own fold too. What is held out together learns "
        f"nothing from each other: only the other *folds* {LEAKS}.",
        53,
    ),
    Mistake(
        by_the_next_fold,
        "Each fold is standardized by one other fold. The task asks for *all* others: `x[fold != number]`.",
    ),
    Mistake(
        means_of_the_folds,
        "The other folds' means and stds were averaged. Put their examples together and take mean and std of all: "
        "a mean of stds is no std.",
    ),
    Mistake(
        last_fold_left_out,
        "The last fold stays 0: the loop ends one too early. `range(fold.max() + 1)`, or `np.unique(fold)`.",
    ),
    Mistake(
        example_by_example,
        "Mean and std run across each example's own features. Go feature by feature, `axis=0`, over the other "
        "folds.",
    ),
)


# --- chosen(scores): best, spread, simplest

Choice = tuple[Any, Any, Any]


def _choice(scores: Array, best: Any, bound: Any, spread: Any = None) -> Choice:
    """Return a choice with this best one and this bound."""
    means = scores.mean(axis=1)
    spread = scores[best].std(ddof=1) if spread is None else spread
    return best, spread, np.argmax(means >= bound(means, spread))


def _bound(scores: Array, best: Any) -> Any:
    return lambda means, spread: means[best] - spread / np.sqrt(scores.shape[1])


def by_the_best_fold(scores: Array) -> Choice:
    """The candidate with the highest single score."""
    best = np.argmax(scores.max(axis=1))
    return _choice(scores, best, _bound(scores, best))


def by_the_first_fold(scores: Array) -> Choice:
    """The candidate that is best on the first fold."""
    best = np.argmax(scores[:, 0])
    return _choice(scores, best, _bound(scores, best))


def by_the_median(scores: Array) -> Choice:
    """The candidate with the highest median."""
    best = np.argmax(np.median(scores, axis=1))
    return _choice(scores, best, _bound(scores, best))


def lowest_mean(scores: Array) -> Choice:
    """The lowest mean."""
    best = np.argmin(scores.mean(axis=1))
    return _choice(scores, best, _bound(scores, best))


def over_the_candidates(scores: Array) -> Choice:
    """The mean over the candidates: the best fold."""
    return right.chosen(scores.T)


def spread_with_ddof_zero(scores: Array) -> Choice:
    """The std with ddof = 0."""
    best = np.argmax(scores.mean(axis=1))
    return _choice(scores, best, _bound(scores, best), scores[best].std())


def variance_for_spread(scores: Array) -> Choice:
    """The variance."""
    best = np.argmax(scores.mean(axis=1))
    return _choice(scores, best, _bound(scores, best), scores[best].var(ddof=1))


def error_for_spread(scores: Array) -> Choice:
    """spread/√k is returned as the spread; the bound is right."""
    best, spread, simplest = right.chosen(scores)
    return best, spread / np.sqrt(scores.shape[1]), simplest


def spread_of_the_means(scores: Array) -> Choice:
    """The spread of the candidates' means."""
    means = scores.mean(axis=1)
    best = np.argmax(means)
    return _choice(scores, best, _bound(scores, best), means.std(ddof=1))


def spread_of_all_scores(scores: Array) -> Choice:
    """The spread of all scores."""
    best = np.argmax(scores.mean(axis=1))
    return _choice(scores, best, _bound(scores, best), scores.std(ddof=1))


def bound_without_the_root(scores: Array) -> Choice:
    """The bound lies a whole spread below the best."""
    best = np.argmax(scores.mean(axis=1))
    return _choice(scores, best, lambda means, spread: means[best] - spread)


def bound_by_the_folds(scores: Array) -> Choice:
    """spread/k in place of spread/√k."""
    best = np.argmax(scores.mean(axis=1))
    return _choice(scores, best, lambda means, spread: means[best] - spread / scores.shape[1])


def bound_by_the_candidates(scores: Array) -> Choice:
    """spread/√(candidates)."""
    best = np.argmax(scores.mean(axis=1))
    return _choice(scores, best, lambda means, spread: means[best] - spread / np.sqrt(len(scores)))


def bound_above(scores: Array) -> Choice:
    """The best itself is the simplest."""
    best, spread, _ = right.chosen(scores)
    return best, spread, best


def most_complex_that_is_as_good(scores: Array) -> Choice:
    """The last one within the bound."""
    best, spread, _ = right.chosen(scores)
    means = scores.mean(axis=1)
    as_good = np.flatnonzero(means >= _bound(scores, best)(means, spread))
    return best, spread, as_good[-1]


def always_the_first(scores: Array) -> Choice:
    """The first candidate, however bad."""
    best, spread, _ = right.chosen(scores)
    return best, spread, 0


def each_by_its_own_spread(scores: Array) -> Choice:
    """A candidate is as good if the best lies within its own error."""
    best, spread, _ = right.chosen(scores)
    means, errors = scores.mean(axis=1), scores.std(axis=1, ddof=1) / np.sqrt(scores.shape[1])
    return best, spread, np.argmax(means + errors >= means[best])


def nearest_to_the_bound(scores: Array) -> Choice:
    """The candidate whose mean is nearest to the bound."""
    best, spread, _ = right.chosen(scores)
    bound = scores[best].mean() - spread / np.sqrt(scores.shape[1])
    return best, spread, np.argmin(np.abs(scores.mean(axis=1) - bound))


CHOSEN = (
    Mistake(
        by_the_best_fold,
        f"Chosen by the highest single score: a lucky fold decides. Take the mean over the folds {FOLDS}.",
    ),
    Mistake(
        by_the_first_fold, f"Chosen by the first fold alone. Take the mean over all folds {FOLDS}."
    ),
    Mistake(by_the_median, f"Chosen by the median over the folds. The mean is asked for {FOLDS}."),
    Mistake(
        lowest_mean, "The lowest mean was chosen. A score is better the higher it is: `np.argmax`."
    ),
    Mistake(
        over_the_candidates,
        "The mean runs over the candidates. The folds are the second axis: `axis=1`.",
    ),
    Mistake(
        spread_with_ddof_zero,
        f"The spread is taken with ddof=0. Of a few folds it is ddof=1, as fold_scores does it {FOLDS}.",
        is_convention=True,
    ),
    Mistake(variance_for_spread, "This is the variance. The spread is its root: `std`."),
    Mistake(
        error_for_spread,
        f"`spread` was divided by √folds already. That is the error of the mean; both are needed {FOLDS}.",
    ),
    Mistake(
        spread_of_the_means,
        "This is how far the candidates' means differ. The spread of the best one's folds is asked for.",
    ),
    Mistake(
        spread_of_all_scores,
        "This is the spread of all scores. That of the best one's folds is asked for: `scores[best]`.",
    ),
    Mistake(
        bound_without_the_root,
        f"The bound lies a whole spread below the best. The mean of k folds is surer than one: spread/√k {FOLDS}.",
    ),
    Mistake(
        bound_by_the_folds,
        f"The spread is divided by the number of folds. It is its root: spread/√k {FOLDS}.",
    ),
    Mistake(
        bound_by_the_candidates,
        "The spread is divided by the root of the number of candidates. It is that of the folds.",
    ),
    Mistake(
        bound_above, f"`simplest` is the best one itself. One before it is about as good {FOLDS}."
    ),
    Mistake(
        most_complex_that_is_as_good,
        "`simplest` is the last one within the bound. They stand from the simplest on: the first is asked for.",
    ),
    Mistake(
        always_the_first, "`simplest` is always the first, even where it lies far below the bound."
    ),
    Mistake(
        each_by_its_own_spread,
        f"Each candidate is measured by its own spread. The bound is made of the best one's {FOLDS}.",
    ),
    Mistake(
        nearest_to_the_bound,
        "`simplest` is the one whose mean is nearest to the bound. The task asks for the first that reaches it: `>=`.",
    ),
)


# --- curse_by_hand: 0.8875


CURSE_BY_HAND = (
    Mistake(
        0.85,
        f"This is what each of them is worth. The best of three is not one of them drawn at random {WORTH}.",
    ),
    Mistake(
        0.9,
        f"The best of three has 0.9 in seven cases of eight; in one, all three have 0.8 {WORTH}.",
    ),
    Mistake(0.875, f"This is the best of two. With three there are eight cases {WORTH}."),
    Mistake(
        0.8125,
        f"The cases are swapped: all three have 0.8 in one case of eight, and not in seven {WORTH}.",
    ),
    Mistake(
        0.0375,
        f"This is by how much the choice flatters. What the chosen one has on average is asked for {WORTH}.",
    ),
    Mistake(
        0.8375,
        f"0.9 is counted where exactly one of them has it. It is the best's score where one or more have it {WORTH}.",
    ),
    Mistake(
        0.8 + 0.1 * 2 / 3, f"There are eight cases, two for each network, and not three {WORTH}."
    ),
    Mistake(
        0.9 * 7 / 8,
        f"The eighth case is left out: there all three have 0.8, and the chosen one too. Add 0.8/8 {WORTH}.",
    ),
    Mistake(
        0.89375, f"This is the best of four. With three there are eight cases, not sixteen {WORTH}."
    ),
)


# --- kept_features(x, y, fold, keep)


def _kept(x: Array, y: Array, fold: Array, keep: int, rate: Any, of: Any = None) -> Array:
    """Return for each fold the features that are rated highest on what ``of`` chooses, the training part."""
    rows = []
    for number in np.unique(fold):
        chosen = (fold != number) if of is None else of(number)
        rows.append(np.sort(np.argsort(rate(x[chosen], y[chosen]))[-keep:]))
    return np.array(rows)


def _difference(x: Array, y: Array) -> Array:
    return np.abs(x[y == 1].mean(axis=0) - x[y == 0].mean(axis=0))


def chosen_by_all_the_data(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """All examples, the held-out ones too: the leak."""
    return _kept(x, y, fold, keep, _difference, lambda number: fold >= 0)


def chosen_by_the_held_out(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """The held-out examples only."""
    return _kept(x, y, fold, keep, _difference, lambda number: fold == number)


def half_repaired(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """The ones of the training part, the zeros of all the data."""
    rows = []
    for number in np.unique(fold):
        ones, zeros = x[(fold != number) & (y == 1)], x[y == 0]
        rows.append(np.sort(np.argsort(np.abs(ones.mean(axis=0) - zeros.mean(axis=0)))[-keep:]))
    return np.array(rows)


def without_the_sign_taken_away(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """The signed difference."""
    return _kept(x, y, fold, keep, lambda a, b: a[b == 1].mean(axis=0) - a[b == 0].mean(axis=0))


def least_different(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """The features that differ least."""
    return _kept(x, y, fold, keep, lambda a, b: -_difference(a, b))


def not_in_order(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """By difference, the largest last, not by number."""
    return np.array([
        np.argsort(_difference(x[fold != number], y[fold != number]))[-keep:] for number in np.unique(fold)
    ])  # fmt: skip


def largest_first(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """By difference, the largest first."""
    return not_in_order(x, y, fold, keep)[:, ::-1]


def numbers_descending(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """Their numbers, the largest first."""
    return right.kept_features(x, y, fold, keep)[:, ::-1]


def differences_themselves(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """The differences, not the features' numbers."""
    return np.array([
        np.sort(_difference(x[fold != number], y[fold != number]))[-keep:] for number in np.unique(fold)
    ])  # fmt: skip


def by_the_mean_alone(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """The features with the largest mean."""
    return _kept(x, y, fold, keep, lambda a, b: np.abs(a.mean(axis=0)))


def by_the_spread_alone(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """The features with the largest spread."""
    return _kept(x, y, fold, keep, lambda a, b: a.std(axis=0))


def sums_for_means(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """Sums over the classes in place of means."""
    return _kept(
        x, y, fold, keep, lambda a, b: np.abs(a[b == 1].sum(axis=0) - a[b == 0].sum(axis=0))
    )


def a_fold_only(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """The features for fold 0, for all folds."""
    rows = right.kept_features(x, y, fold, keep)
    return np.repeat(rows[:1], len(rows), axis=0)


def one_row_only(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """One row, of all the data."""
    return np.sort(np.argsort(_difference(x, y))[-keep:])


def divided_by_the_spread(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """The differences are divided by each feature's std."""
    return _kept(x, y, fold, keep, lambda a, b: _difference(a, b) / a.std(axis=0))


KEPT_FEATURES = (
    Mistake(
        chosen_by_all_the_data,
        f"The leak is still there: the held-out examples helped to choose the features {LEAKS}.",
        53,
    ),
    Mistake(
        one_row_only,
        f"One choice, made on all examples. Each fold needs its own, made without it: a row each {LEAKS}.",
        53,
    ),
    Mistake(
        chosen_by_the_held_out,
        f"The held-out examples alone have chosen: == and != are exchanged {LEAKS}.",
        53,
    ),
    Mistake(
        half_repaired,
        f"The ones come from the training part, and the zeros from all examples. Both means are learned {LEAKS}.",
        53,
    ),
    Mistake(
        without_the_sign_taken_away,
        "A feature that is lower in class 1 tells as much: take the magnitude, `np.abs`.",
    ),
    Mistake(
        least_different,
        "These are the features that differ least. The largest differences are asked for.",
    ),
    Mistake(
        not_in_order, "The features are right; their numbers are to ascend in each row: `np.sort`."
    ),
    Mistake(
        largest_first,
        "The features are right, the one that differs most first. Their numbers are to ascend in each row: `np.sort`.",
    ),
    Mistake(
        numbers_descending,
        "The features are right; their numbers descend. They are to ascend in each row.",
    ),
    Mistake(
        differences_themselves,
        "These are the differences. The numbers of the features are asked for: `np.argsort`, and then `np.sort` "
        "of them.",
    ),
    Mistake(
        by_the_mean_alone,
        "Chosen by the mean over all examples. How far the means of the two classes differ is asked for.",
    ),
    Mistake(
        by_the_spread_alone,
        "Chosen by how far a feature spreads. How far the means of the two classes differ is asked for.",
    ),
    Mistake(
        sums_for_means,
        "These are sums over each class. The larger class outweighs the other: take means.",
    ),
    Mistake(
        a_fold_only,
        "The choice for fold 0 is used for all folds. Each is judged without its own examples.",
    ),
    Mistake(
        divided_by_the_spread,
        "Each difference was divided by the feature's std. That is a good measure, too; asked is the difference of "
        "the means itself.",
        is_convention=True,
    ),
)
