"""Wrong answers to the tasks of exercise 06: each function makes one mistake, and its docstring names it.

A schedule takes the step, counted from 0, and returns its learning rate; a penalty takes W and its strength λ and
returns its value and its gradient.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.checks.task import Mistake

# --- largest_rate: 0.2


LARGEST_RATE = (
    Mistake(
        0.1,
        "At 1/10 a single step arrives. Beyond it the step goes past the goal and still comes nearer, up to twice that "
        "(lesson 06, Too small, right, too large).",
    ),
    Mistake(
        0.4,
        "The curvature is not the 5 before θ² but the slope of the gradient, 10: the limit is 2/10 (lesson 06, Too "
        "small, right, too large).",
    ),
    Mistake(
        5.0,
        "This is 10/2, the limit upside down: the steeper the loss, the smaller the rate must be (lesson 06, Too "
        "small, right, too large).",
    ),
    Mistake(
        10.0,
        "10 is the curvature; the limit is 2 divided by it (lesson 06, Too small, right, too large).",
    ),
    Mistake(
        0.5,
        "2/4 is the limit of the lesson's parabola, whose curvature is 4. This one's gradient is 10θ − 10, its "
        "curvature 10 (lesson 06, Too small, right, too large).",
    ),
    Mistake(
        1.0,
        "1 is where the lowest point is. How far a step may go, the curvature says (lesson 06, Too small, right, too "
        "large).",
    ),
)


# --- step_decay(step, initial, every, factor)


def drops_in_parts(step: int, initial: float, every: int, factor: float) -> float:
    """The drops are not whole: factor^(step/every)."""
    return initial * factor ** (step / every)


def one_drop_too_many(step: int, initial: float, every: int, factor: float) -> float:
    """The first drop comes in step 0."""
    return initial * factor ** (step // every + 1)


def steps_from_one(step: int, initial: float, every: int, factor: float) -> float:
    """Steps counted from 1: the drop comes a step early."""
    return initial * factor ** ((step + 1) // every)


def drops_late(step: int, initial: float, every: int, factor: float) -> float:
    """The first drop comes in step ``every + 1``."""
    return initial * factor ** (max(step - 1, 0) // every)


def rounded_drops(step: int, initial: float, every: int, factor: float) -> float:
    """The number of drops is rounded to the nearest."""
    return initial * factor ** round(step / every)


def drops_multiplied(step: int, initial: float, every: int, factor: float) -> float:
    """factor · drops, not factor to that power."""
    return initial * factor * (step // every)


def drop_in_each_step(step: int, initial: float, every: int, factor: float) -> float:
    """A drop in each step, as exponential decay."""
    return initial * factor**step


def rest_of_the_division(step: int, initial: float, every: int, factor: float) -> float:
    """step % every in place of step // every."""
    return initial * factor ** (step % every)


def one_drop_only(step: int, initial: float, every: int, factor: float) -> float:
    """After the first drop there is no other."""
    return initial * factor if step >= every else initial


def rate_divided(step: int, initial: float, every: int, factor: float) -> float:
    """Divided by the factor: the rate grows."""
    return initial / factor ** (step // every)


STEP_DECAY = (
    Mistake(
        drops_in_parts,
        "step/every is not a whole number, so the rate slides instead of dropping: count whole drops, step // every "
        "(lesson 06, Schedules).",
    ),
    Mistake(
        steps_from_one,
        "The drops come a step early: here steps are counted from 0, so the first drop is in step `every` (lesson 06, "
        "Schedules).",
    ),
    Mistake(
        one_drop_too_many,
        "There is one drop too many: in the first `every` steps the rate is still `initial` (lesson 06, Schedules).",
    ),
    Mistake(
        drops_late,
        "The drops come a step late: in step `every` itself the first is there already (lesson 06, Schedules).",
    ),
    Mistake(
        rounded_drops,
        "The number of drops was rounded to the nearest; a drop counts only when it is done: step // every (lesson 06, "
        "Schedules).",
    ),
    Mistake(
        drops_multiplied,
        "The factor was multiplied by the number of drops. Each drop multiplies once more: a power (lesson 06, "
        "Schedules).",
    ),
    Mistake(
        drop_in_each_step,
        "The factor acts in each step here; that is exponential decay. Step decay waits for `every` steps (lesson 06, "
        "Schedules).",
    ),
    Mistake(
        rest_of_the_division,
        "% gives what is left over, // how often it fits in: the number of drops is step // every (lesson 06, "
        "Schedules).",
    ),
    Mistake(
        one_drop_only,
        "After the first drop the rate stays. There is one after each `every` steps (lesson 06, Schedules).",
    ),
    Mistake(
        rate_divided,
        "The rate was divided by the factor, which is below 1: it grows (lesson 06, Schedules).",
    ),
)


# --- exponential_decay(step, initial, factor)


def exponential_from_one(step: int, initial: float, factor: float) -> float:
    """The first step has the first drop already."""
    return initial * factor ** (step + 1)


def exponential_late(step: int, initial: float, factor: float) -> float:
    """Steps counted from 1: one factor is missing from step 1 on."""
    return initial * factor ** max(step - 1, 0)


def exponential_by_a_product(step: int, initial: float, factor: float) -> float:
    """factor · step, not its power."""
    return initial * factor * step


def exponential_of_e(step: int, initial: float, factor: float) -> float:
    """e^(−factor·step), where the factor is a rate."""
    return float(initial * np.exp(-factor * step))


def exponential_of_all(step: int, initial: float, factor: float) -> float:
    """(initial · factor)^step."""
    return float((initial * factor) ** step)


def exponential_of_what_is_lost(step: int, initial: float, factor: float) -> float:
    """(1 − factor)^step: the factor is taken for what is lost."""
    return float(initial * (1 - factor) ** step)


def exponential_growing(step: int, initial: float, factor: float) -> float:
    """Divided by the factor."""
    return float(initial / factor**step)


EXPONENTIAL_DECAY = (
    Mistake(
        exponential_from_one,
        "The first step has one factor too many: step 0 goes by `initial` itself (lesson 06, Schedules).",
    ),
    Mistake(
        exponential_late,
        "One factor is missing: steps are counted from 0, so step 1 has the first (lesson 06, Schedules).",
    ),
    Mistake(
        exponential_of_e,
        "Yours is η₀e^(−kt), as in some books, where k is a rate. In this course k is the factor of a step: η₀kᵗ, as "
        "in PyTorch.",
        is_convention=True,
    ),
    Mistake(
        exponential_by_a_product,
        "The factor was multiplied by the step. Each step multiplies once more: a power (lesson 06, Schedules).",
    ),
    Mistake(
        exponential_of_all,
        "The power took `initial` with it; only the factor is multiplied again and again (lesson 06, Schedules).",
    ),
    Mistake(
        exponential_of_what_is_lost,
        "1 − factor is what a step loses; the factor is what it keeps (lesson 06, Schedules).",
    ),
    Mistake(
        exponential_growing,
        "The rate was divided by the factor, which is below 1: it grows (lesson 06, Schedules).",
    ),
)


# --- cosine_decay(step, initial, steps, final)


def _half_wave(way: float) -> float:
    return float((1 + np.cos(np.pi * way)) / 2)


def cosine_without_an_end(step: int, initial: float, steps: int, final: float) -> float:
    """The wave goes on: after T the rate rises again."""
    return final + (initial - final) * _half_wave(step / steps)


def cosine_to_zero(step: int, initial: float, steps: int, final: float) -> float:
    """Down to 0, and not to ``final``."""
    return initial * _half_wave(min(step / steps, 1))


def cosine_zero_after_the_end(step: int, initial: float, steps: int, final: float) -> float:
    """0 after T."""
    return 0.0 if step > steps else final + (initial - final) * _half_wave(step / steps)


def cosine_without_the_difference(step: int, initial: float, steps: int, final: float) -> float:
    """final + initial · …: it starts too high."""
    return final + initial * _half_wave(min(step / steps, 1))


def cosine_without_the_half(step: int, initial: float, steps: int, final: float) -> float:
    """Without the ½: twice as high."""
    return final + (initial - final) * 2 * _half_wave(min(step / steps, 1))


def cosine_of_a_quarter(step: int, initial: float, steps: int, final: float) -> float:
    """A quarter of a wave: cos(π/2 · way)."""
    return float(final + (initial - final) * np.cos(np.pi / 2 * min(step / steps, 1)))


def cosine_without_one(step: int, initial: float, steps: int, final: float) -> float:
    """cos(π · way) itself, which becomes negative."""
    return float(final + (initial - final) * np.cos(np.pi * min(step / steps, 1)))


def cosine_of_a_whole_wave(step: int, initial: float, steps: int, final: float) -> float:
    """2π: down and up again."""
    return final + (initial - final) * _half_wave(2 * min(step / steps, 1))


def cosine_without_pi(step: int, initial: float, steps: int, final: float) -> float:
    """cos(way)."""
    return float(final + (initial - final) * (1 + np.cos(min(step / steps, 1))) / 2)


def cosine_upwards(step: int, initial: float, steps: int, final: float) -> float:
    """1 − cos: from the end to the start."""
    return final + (initial - final) * (1 - _half_wave(min(step / steps, 1)))


def straight_down(step: int, initial: float, steps: int, final: float) -> float:
    """A straight line."""
    return final + (initial - final) * (1 - min(step / steps, 1))


def cosine_a_step_early(step: int, initial: float, steps: int, final: float) -> float:
    """The way down has one step less."""
    return final + (initial - final) * _half_wave(min(step / (steps - 1), 1))


def cosine_from_one(step: int, initial: float, steps: int, final: float) -> float:
    """Steps counted from 1."""
    return final + (initial - final) * _half_wave(min((step + 1) / steps, 1))


COSINE_DECAY = (
    Mistake(
        cosine_without_an_end,
        "After `steps` the wave goes on and the rate rises again. From there on it stays `final` (lesson 06, "
        "Schedules).",
    ),
    Mistake(
        cosine_to_zero,
        "The rate goes down to 0; it should go to `final` (lesson 06, Schedules).",
    ),
    Mistake(
        cosine_zero_after_the_end,
        "After `steps` yours is 0; it should stay `final` (lesson 06, Schedules).",
    ),
    Mistake(
        cosine_without_the_difference,
        "It begins at initial + final: what is added to `final` is a part of the difference, initial − final (lesson "
        "06, Schedules).",
    ),
    Mistake(
        cosine_without_the_half,
        "1 + cos goes from 2 to 0, so it is halved (lesson 06, Schedules).",
    ),
    Mistake(
        cosine_of_a_quarter,
        "This is a quarter of a wave, which ends in full descent; half a wave, π, ends flat (lesson 06, Schedules).",
    ),
    Mistake(
        cosine_without_one,
        "cos itself goes from 1 to −1. (1 + cos)/2 goes from 1 to 0 (lesson 06, Schedules).",
    ),
    Mistake(
        cosine_of_a_whole_wave,
        "With 2π the rate goes down and up again: half a wave is π (lesson 06, Schedules).",
    ),
    Mistake(
        cosine_without_pi,
        "The cosine takes an angle: at the end of the way it must be π, not 1 (lesson 06, Schedules).",
    ),
    Mistake(
        cosine_upwards,
        "1 − cos grows: yours begins at `final` (lesson 06, Schedules).",
    ),
    Mistake(
        straight_down,
        "This is a straight line from `initial` to `final`; a cosine begins and ends flat (lesson 06, Schedules).",
    ),
    Mistake(
        cosine_a_step_early,
        "The way down ends a step early, by steps − 1: in step `steps` it arrives (lesson 06, Schedules).",
    ),
    Mistake(
        cosine_from_one,
        "Yours is a step ahead: steps are counted from 0, and step 0 has `initial` (lesson 06, Schedules).",
    ),
)


# --- warm_up(step, steps, after)


After = Callable[[int], float]


def climb_from_zero(step: int, steps: int, after: After) -> float:
    """step/T: the first step has η = 0."""
    return after(0) * step / steps if step < steps else after(step - steps)


def climb_to_the_top(step: int, steps: int, after: After) -> float:
    """(step + 1)/T: the last step of the climb has the whole rate."""
    return after(0) * (step + 1) / steps if step < steps else after(step - steps)


def climb_from_zero_to_less(step: int, steps: int, after: After) -> float:
    """step/(T + 1)."""
    return after(0) * step / (steps + 1) if step < steps else after(step - steps)


def one_clock(step: int, steps: int, after: After) -> float:
    """What comes after is asked for the whole step: it has begun with the climb."""
    return after(0) * (step + 1) / (steps + 1) if step < steps else after(step)


def begins_with_step_one(step: int, steps: int, after: After) -> float:
    """What comes after begins with its step 1."""
    return after(0) * (step + 1) / (steps + 1) if step < steps else after(step - steps + 1)


def a_step_too_long(step: int, steps: int, after: After) -> float:
    """The climb has a step more, and what comes after begins later."""
    return after(0) * (step + 1) / (steps + 1) if step <= steps else after(step - steps - 1)


def climb_of_what_comes_after(step: int, steps: int, after: After) -> float:
    """In the climb ``after`` runs already."""
    return after(step) * (step + 1) / (steps + 1) if step < steps else after(step - steps)


def one_clock_throughout(step: int, steps: int, after: After) -> float:
    """after(step) everywhere, in the climb a part of it."""
    return after(step) * min((step + 1) / (steps + 1), 1)


def no_climb(step: int, steps: int, after: After) -> float:
    """after(0) during the climb."""
    return after(0) if step < steps else after(step - steps)


def no_rate_in_the_climb(step: int, steps: int, after: After) -> float:
    """0 during the climb."""
    return 0.0 if step < steps else after(step - steps)


def stays_at_the_top(step: int, steps: int, after: After) -> float:
    """After the climb it stays at after(0)."""
    return after(0) * min((step + 1) / (steps + 1), 1)


def climbs_on(step: int, steps: int, after: After) -> float:
    """The climb never ends."""
    return after(0) * (step + 1) / (steps + 1)


def climb_to_one(step: int, steps: int, after: After) -> float:
    """The climb goes to 1 and not to after(0)."""
    return (step + 1) / (steps + 1) if step < steps else after(step - steps)


WARM_UP = (
    Mistake(
        climb_from_zero,
        "In step 0 your rate is 0, and a step is wasted: (step + 1)/(steps + 1) begins above it (lesson 06, Warm-up).",
    ),
    Mistake(
        climb_to_the_top,
        "Your climb is at the top in its last step, so the top comes twice; here it is (step + 1)/(steps + 1), and "
        "the whole rate follows (lesson 06, Warm-up).",
    ),
    Mistake(
        one_clock,
        "`after` was asked for the step of the whole run, as if it had begun with the climb. Its clock begins when the "
        "climb is over: step − steps (lesson 06, Warm-up).",
    ),
    Mistake(
        climb_from_zero_to_less,
        "The climb begins at 0, where a step is wasted: the step counts from 0, so it is (step + 1)/(steps + 1) "
        "(lesson 06, Warm-up).",
    ),
    Mistake(
        begins_with_step_one,
        "`after` begins with its step 1. When the climb is over, it is asked for its step 0: step − steps (lesson 06, "
        "Warm-up).",
    ),
    Mistake(
        a_step_too_long,
        "The climb takes a step too many, so that `after` begins a step late: after `steps` steps it is over (lesson "
        "06, Warm-up).",
    ),
    Mistake(
        climb_of_what_comes_after,
        "In the climb `after` was running already. It goes on a straight line to after(0) (lesson 06, Warm-up).",
    ),
    Mistake(
        one_clock_throughout,
        "`after` was asked for the step of the whole run. The climb goes to after(0), and then its clock begins at 0 "
        "(lesson 06, Warm-up).",
    ),
    Mistake(
        no_climb,
        "The rate is at the top from the first step on: that is what a warm-up avoids (lesson 06, Warm-up).",
    ),
    Mistake(
        no_rate_in_the_climb,
        "With η = 0 nothing moves: the climb is a straight line up to after(0) (lesson 06, Warm-up).",
    ),
    Mistake(
        stays_at_the_top,
        "After the climb the rate stays where it is; there `after` has to be asked (lesson 06, Warm-up).",
    ),
    Mistake(
        climbs_on,
        "The climb goes on for ever; after `steps` it is over (lesson 06, Warm-up).",
    ),
    Mistake(
        climb_to_one,
        "The climb goes to 1. It should go to the first rate of what follows, after(0) (lesson 06, Warm-up).",
    ),
)


# --- l2_penalty(W, strength)


Price = tuple[Any, Array]  # value, gradient


def without_the_half(W: Array, strength: float) -> Price:
    """λΣW² with its gradient 2λW."""
    return strength * np.sum(W**2), 2 * strength * W


def half_in_the_gradient_only(W: Array, strength: float) -> Price:
    """λΣW² with the gradient λW."""
    return strength * np.sum(W**2), strength * W


def half_in_the_value_only(W: Array, strength: float) -> Price:
    """λ/2 ΣW² with the gradient 2λW."""
    return strength / 2 * np.sum(W**2), 2 * strength * W


def gradient_halved(W: Array, strength: float) -> Price:
    """λ/2 ΣW² with the gradient λ/2 W."""
    return strength / 2 * np.sum(W**2), strength / 2 * W


def l2_as_a_mean(W: Array, strength: float) -> Price:
    """The mean of W², and its gradient λW/n."""
    return strength / 2 * np.mean(W**2), strength * W / W.size


def l2_value_as_a_mean(W: Array, strength: float) -> Price:
    """The mean of W² with the gradient of the sum."""
    return strength / 2 * np.mean(W**2), strength * W


def gradient_by_the_rows(W: Array, strength: float) -> Price:
    """The gradient divided by the number of rows."""
    return strength / 2 * np.sum(W**2), strength * W / len(W)


def norm_not_squared(W: Array, strength: float) -> Price:
    """λ/2 times the root of the sum of squares."""
    return strength / 2 * np.linalg.norm(W), strength * W


def sum_squared(W: Array, strength: float) -> Price:
    """(ΣW)², not ΣW²."""
    return strength / 2 * np.sum(W) ** 2, strength * W


def l2_pull_outwards(W: Array, strength: float) -> Price:
    """The gradient with a minus: it makes weights grow."""
    return strength / 2 * np.sum(W**2), -strength * W


def gradient_without_strength(W: Array, strength: float) -> Price:
    """W alone."""
    return strength / 2 * np.sum(W**2), W.copy()


def gradient_summed(W: Array, strength: float) -> Price:
    """One number for all weights."""
    return strength / 2 * np.sum(W**2), strength * np.sum(W)


def l1_in_place_of_l2(W: Array, strength: float) -> Price:
    """The L1 penalty."""
    return strength * np.sum(np.abs(W)), strength * np.sign(W)


L2_PENALTY = (
    Mistake(
        without_the_half,
        "Yours is λΣW² with the gradient 2λW, as in scikit-learn's Ridge. This course has λ/2 ΣW² and λW, as in "
        "PyTorch's weight_decay.",
        42,
        is_convention=True,
    ),
    Mistake(
        half_in_the_gradient_only,
        "Value and gradient are of two conventions: λW is the gradient of λ/2 ΣW² (lesson 06, A price on large "
        "weights).",
        42,
    ),
    Mistake(
        half_in_the_value_only,
        "2λW is the gradient of λΣW². The ½ in λ/2 ΣW² is there to cancel the 2 (lesson 06, A price on large weights).",
        42,
    ),
    Mistake(
        gradient_halved,
        "The square brings a 2, which cancels the ½: the gradient is λW (lesson 06, A price on large weights).",
        42,
    ),
    Mistake(
        l2_as_a_mean,
        "The squares were averaged over the weights; each weight pays for itself: a sum, with the gradient λW (lesson "
        "06, A price on large weights).",
        42,
    ),
    Mistake(
        l2_value_as_a_mean,
        "The squares were averaged; each weight pays for itself: a sum (lesson 06, A price on large weights).",
        42,
    ),
    Mistake(
        gradient_by_the_rows,
        "The gradient was divided by the number of rows. No batch takes part in a penalty: λW (lesson 06, A price on "
        "large weights).",
        42,
    ),
    Mistake(
        norm_not_squared,
        "This is the length of W, without its square (lesson 06, A price on large weights).",
    ),
    Mistake(
        sum_squared,
        "The sum was squared, so weights of opposite sign cancel. Square first, then sum (lesson 06, A price on large "
        "weights).",
    ),
    Mistake(
        l2_pull_outwards,
        "The gradient points to where the price rises, so it is +λW; the step subtracts it (lesson 06, A price on "
        "large weights).",
        26,
    ),
    Mistake(
        gradient_without_strength,
        "λ is missing in the gradient (lesson 06, A price on large weights).",
    ),
    Mistake(
        gradient_summed,
        "The gradient has a number for each weight, λW; yours adds them up (lesson 06, A price on large weights).",
    ),
    Mistake(
        l1_in_place_of_l2,
        "This is the L1 penalty, λΣ|W| (lesson 06, A price on large weights).",
    ),
)


# --- l1_penalty(W, strength)


def zero_pushed_up(W: Array, strength: float) -> Price:
    """sign(0) = 1."""
    return strength * np.sum(np.abs(W)), strength * np.where(W >= 0, 1.0, -1.0)


def zero_pushed_down(W: Array, strength: float) -> Price:
    """sign(0) = −1."""
    return strength * np.sum(np.abs(W)), strength * np.where(W > 0, 1.0, -1.0)


def divided_by_the_size(W: Array, strength: float) -> Price:
    """W/|W|: 0/0 where a weight is 0."""
    with np.errstate(all="ignore"):
        return strength * np.sum(np.abs(W)), strength * W / np.abs(W)


def no_sign(W: Array, strength: float) -> Price:
    """λ everywhere, whatever the sign."""
    return strength * np.sum(np.abs(W)), np.full(W.shape, strength)


def sign_without_strength(W: Array, strength: float) -> Price:
    """sign(W) alone."""
    return strength * np.sum(np.abs(W)), np.sign(W)


def l1_with_a_half(W: Array, strength: float) -> Price:
    """λ/2, as in L2."""
    return strength / 2 * np.sum(np.abs(W)), strength / 2 * np.sign(W)


def l1_value_with_a_half(W: Array, strength: float) -> Price:
    """λ/2 in the value only."""
    return strength / 2 * np.sum(np.abs(W)), strength * np.sign(W)


def l1_as_a_mean(W: Array, strength: float) -> Price:
    """The mean of |W|."""
    return strength * np.mean(np.abs(W)), strength * np.sign(W) / W.size


def l1_value_as_a_mean(W: Array, strength: float) -> Price:
    """The mean of |W| with the gradient of the sum."""
    return strength * np.mean(np.abs(W)), strength * np.sign(W)


def without_magnitudes(W: Array, strength: float) -> Price:
    """ΣW: weights of opposite sign cancel."""
    return strength * np.sum(W), strength * np.sign(W)


def largest_column(W: Array, strength: float) -> Price:
    """numpy's 1-norm of a matrix: the largest column sum."""
    return strength * np.linalg.norm(W, 1), strength * np.sign(W)


def magnitude_as_gradient(W: Array, strength: float) -> Price:
    """λ|W| as the gradient."""
    return strength * np.sum(np.abs(W)), strength * np.abs(W)


def pull_in_proportion(W: Array, strength: float) -> Price:
    """λW as the gradient, as in L2."""
    return strength * np.sum(np.abs(W)), strength * W


def l1_pull_outwards(W: Array, strength: float) -> Price:
    """The gradient with a minus."""
    return strength * np.sum(np.abs(W)), -strength * np.sign(W)


def l2_in_place_of_l1(W: Array, strength: float) -> Price:
    """The L2 penalty."""
    return strength / 2 * np.sum(W**2), strength * W


L1_PENALTY = (
    Mistake(
        zero_pushed_up,
        "A weight that is 0 is pulled by λ here, out of the place it has reached. sign(0) is 0 (lesson 06, A price on "
        "large weights).",
        45,
    ),
    Mistake(
        zero_pushed_down,
        "A weight that is 0 is pulled by −λ here, out of the place it has reached. sign(0) is 0 (lesson 06, A price on "
        "large weights).",
        45,
    ),
    Mistake(
        divided_by_the_size,
        "W/|W| is 0/0 where a weight is 0. `np.sign` gives 0 there (lesson 06, A price on large weights).",
        45,
    ),
    Mistake(
        no_sign,
        "The pull has no sign here: it makes negative weights more negative. It is λ sign(W) (lesson 06, A price on "
        "large weights).",
    ),
    Mistake(
        pull_in_proportion,
        "λW is L2's pull, in proportion to the weight. L1's is λ sign(W), the same for all (lesson 06, A price on "
        "large weights).",
    ),
    Mistake(
        sign_without_strength,
        "λ is missing in the gradient (lesson 06, A price on large weights).",
    ),
    Mistake(
        l1_with_a_half,
        "The ½ belongs to L2, where it cancels the 2 of the square. L1 is λΣ|W| (lesson 06, A price on large weights).",
        42,
    ),
    Mistake(
        l1_value_with_a_half,
        "The ½ belongs to L2, where it cancels the 2 of the square. L1 costs λΣ|W| (lesson 06, A price on large "
        "weights).",
        42,
    ),
    Mistake(
        l1_as_a_mean,
        "The magnitudes were averaged over the weights; each weight pays for itself: a sum (lesson 06, A price on "
        "large weights).",
        42,
    ),
    Mistake(
        l1_value_as_a_mean,
        "The magnitudes were averaged; each weight pays for itself: a sum (lesson 06, A price on large weights).",
        42,
    ),
    Mistake(
        without_magnitudes,
        "The weights were added up with their signs, so they cancel. Magnitudes first (lesson 06, A price on large "
        "weights).",
    ),
    Mistake(
        largest_column,
        "`np.linalg.norm(W, 1)` of a matrix is its largest column sum. The penalty adds up all of |W| (lesson 06, A "
        "price on large weights).",
    ),
    Mistake(
        magnitude_as_gradient,
        "λ|W| is the price of each weight, not the slope of that price, which is λ sign(W) (lesson 06, A price on "
        "large weights).",
    ),
    Mistake(
        l1_pull_outwards,
        "The gradient points to where the price rises, so it is +λ sign(W); the step subtracts it (lesson 06, A price "
        "on large weights).",
        26,
    ),
    Mistake(
        l2_in_place_of_l1,
        "This is the L2 penalty, λ/2 ΣW² (lesson 06, A price on large weights).",
    ),
)


# --- adamw_step(theta, gradient, m, v, t, learning_rate, beta1, beta2, epsilon, decay, is_weight)


Three = tuple[Array, Array, Array]  # θ, m, v


def _adam(
    gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """Return Adam's own part of the step, −η m̂/(√v̂ + ε), and the new memory."""
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return -learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


def penalty_in_the_gradient(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> Three:  # fmt: skip
    """λθ is added to g: an L2 penalty under Adam."""
    gradient = gradient + decay * theta * is_weight
    change, m, v = _adam(gradient, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta + change, m, v


def decay_without_the_rate(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> Three:  # fmt: skip
    """θ − λθ: the decay without η."""
    change, m, v = _adam(gradient, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta - decay * theta * is_weight + change, m, v


def decay_after_the_step(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> Three:  # fmt: skip
    """The step first, and what it has made decays."""
    change, m, v = _adam(gradient, m, v, t, learning_rate, beta1, beta2, epsilon)
    moved = theta + change
    return moved - learning_rate * decay * moved * is_weight, m, v


def biases_decay_too(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> Three:  # fmt: skip
    """All of θ decays."""
    change, m, v = _adam(gradient, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta - learning_rate * decay * theta + change, m, v


def penalty_of_everything_in_the_gradient(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> Three:  # fmt: skip
    """λθ is added to g, of biases too."""
    change, m, v = _adam(gradient + decay * theta, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta + change, m, v


def biases_stand_still(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> Three:  # fmt: skip
    """Neither decay nor step for biases."""
    change, m, v = _adam(gradient, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta + (change - learning_rate * decay * theta) * is_weight, m, v


def decay_over_the_root(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> Three:  # fmt: skip
    """The decay stands in the fraction beside m̂, and is divided by √v̂ + ε."""
    change, m, v = _adam(gradient, m, v, t, learning_rate, beta1, beta2, epsilon)
    root = np.sqrt(v / (1 - beta2**t)) + epsilon
    return theta + change - learning_rate * decay * theta * is_weight / root, m, v


def no_decay(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> Three:  # fmt: skip
    """Plain Adam."""
    change, m, v = _adam(gradient, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta + change, m, v


def decay_that_grows(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> Three:  # fmt: skip
    """+ηλθ: the weights grow."""
    change, m, v = _adam(gradient, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta + learning_rate * decay * theta * is_weight + change, m, v


def decay_of_the_biases(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> Three:  # fmt: skip
    """Biases decay, weights do not."""
    change, m, v = _adam(gradient, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta - learning_rate * decay * theta * ~is_weight + change, m, v


def adamw_without_correction(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> Three:  # fmt: skip
    """m and v are used as they are."""
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    shrunk = theta - learning_rate * decay * theta * is_weight
    return shrunk - learning_rate * m / (np.sqrt(v) + epsilon), m, v


def adamw_storing_the_corrected(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> Three:  # fmt: skip
    """The corrected moments are handed on as the state."""
    change, m, v = _adam(gradient, m, v, t, learning_rate, beta1, beta2, epsilon)
    shrunk = theta - learning_rate * decay * theta * is_weight
    return shrunk + change, m / (1 - beta1**t), v / (1 - beta2**t)


def adamw_with_epsilon_inside(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> Three:  # fmt: skip
    """ε under the root."""
    _, m, v = _adam(gradient, m, v, t, learning_rate, beta1, beta2, epsilon)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    shrunk = theta - learning_rate * decay * theta * is_weight
    return shrunk - learning_rate * m_hat / np.sqrt(v_hat + epsilon), m, v


ADAMW_STEP = (
    Mistake(
        penalty_in_the_gradient,
        "λθ went into the gradient, and so through m and v: an L2 penalty under Adam. In AdamW g knows nothing of it "
        "(lesson 06, Decay under Adam).",
        43,
    ),
    Mistake(
        decay_without_the_rate,
        "The decay comes without the learning rate. It is ηλθ, so that a schedule holds for it too (lesson 06, Decay "
        "under Adam).",
        43,
    ),
    Mistake(
        decay_after_the_step,
        "The decay was taken from θ after the step, so the step decays too. It is that of the old θ (lesson 06, Decay "
        "under Adam).",
        44,
    ),
    Mistake(
        biases_decay_too,
        "All of θ decays here, biases too. Only what is_weight marks does (lesson 06, A price on large weights).",
        45,
    ),
    Mistake(
        penalty_of_everything_in_the_gradient,
        "λθ went into the gradient, biases included. In AdamW g knows nothing of the decay, and only weights decay "
        "(lesson 06, Decay under Adam).",
        43,
    ),
    Mistake(
        biases_stand_still,
        "The biases stand still. They make Adam's step too; only the decay leaves them out (lesson 06, Decay under "
        "Adam).",
    ),
    Mistake(
        decay_over_the_root,
        "The decay was divided by √v̂ + ε as the gradient is, so weights with large gradients hardly decay. It stands "
        "outside of the fraction: −ηλθ (lesson 06, Decay under Adam).",
        43,
    ),
    Mistake(
        no_decay,
        "This is plain Adam: nothing decays. AdamW takes ηλθ away as well (lesson 06, Decay under Adam).",
    ),
    Mistake(
        decay_that_grows,
        "The weights grow by ηλθ; it is taken away (lesson 06, Decay under Adam).",
    ),
    Mistake(
        decay_of_the_biases,
        "The biases decay and the weights do not; is_weight is True where it should (lesson 06, Decay under Adam).",
        45,
    ),
    Mistake(
        adamw_without_correction,
        "m and v were used without their corrections, m̂ and v̂ (lesson 05, Adam).",
        36,
    ),
    Mistake(
        adamw_storing_the_corrected,
        "m̂ and v̂ were returned, and will be corrected again. Return m and v from before the correction (lesson 05, "
        "Adam).",
        38,
    ),
    Mistake(
        adamw_with_epsilon_inside,
        "ε stands inside the root; it belongs beside it: √v̂ + ε (lesson 05, Adam).",
        39,
    ),
)


# --- find_cliff(rates, losses, start): both (R,)


def best_rate(rates: Array, losses: Array, start: float) -> float:
    """The rate with the lowest loss; nan hides all others."""
    return float(rates[np.argmin(losses)])


def best_finite_rate(rates: Array, losses: Array, start: float) -> float:
    """The rate with the lowest loss that is a number."""
    return float(rates[np.argmin(np.where(np.isnan(losses), np.inf, losses))])


def last_that_arrived(rates: Array, losses: Array, start: float) -> float:
    """The largest rate of a run that ended below the start, beyond the cliff or not."""
    arrived = rates[losses < start]
    return float(arrived[-1]) if len(arrived) else 0.0


def last_that_arrived_of_many(rates: Array, losses: Array, start: float) -> float:
    """The same, where there is one at all."""
    return float(rates[losses < start][-1])


def first_that_flew(rates: Array, losses: Array, start: float) -> float:
    """The first rate beyond the cliff; the last of all where there is none."""
    has_flown = ~(losses < start)
    return float(rates[np.argmax(has_flown)] if has_flown.any() else rates[-1])


def nan_overlooked(rates: Array, losses: Array, start: float) -> float:
    """losses >= start: nan is not above anything."""
    has_flown = losses >= start
    if not has_flown.any():
        return float(rates[-1])
    first = int(np.argmax(has_flown))
    return float(rates[first - 1]) if first > 0 else 0.0


def finite_is_enough(rates: Array, losses: Array, start: float) -> float:
    """A run counts as arrived if its loss is finite."""
    has_flown = ~np.isfinite(losses)
    if not has_flown.any():
        return float(rates[-1])
    first = int(np.argmax(has_flown))
    return float(rates[first - 1]) if first > 0 else 0.0


def only_infinity_counts(rates: Array, losses: Array, start: float) -> float:
    """Only infinite losses count as flown off."""
    has_flown = np.isinf(losses)
    if not has_flown.any():
        return float(rates[-1])
    first = int(np.argmax(has_flown))
    return float(rates[first - 1]) if first > 0 else 0.0


def before_the_first_rise(rates: Array, losses: Array, start: float) -> float:
    """The last rate before the loss grows at all."""
    for i in range(1, len(rates)):
        if not losses[i] < losses[i - 1]:
            return float(rates[i - 1])
    return float(rates[-1])


def wrapped_around(rates: Array, losses: Array, start: float) -> float:
    """rates[first − 1] also where first is 0: the last of all."""
    has_flown = ~(losses < start)
    return float(rates[np.argmax(has_flown) - 1] if has_flown.any() else rates[-1])


def none_flown_forgotten(rates: Array, losses: Array, start: float) -> float:
    """argmax of nothing but False is 0: no run that flew off is taken for the first that did."""
    first = int(np.argmax(~(losses < start)))
    return float(rates[first - 1]) if first > 0 else 0.0


def place_of_the_cliff(rates: Array, losses: Array, start: float) -> float:
    """The number of runs before the cliff, not a rate."""
    has_flown = ~(losses < start)
    return float(np.argmax(has_flown) if has_flown.any() else len(rates))


def lowest_of_the_losses(rates: Array, losses: Array, start: float) -> float:
    """A loss, not a rate."""
    return float(np.nanmin(losses))


FIND_CLIFF = (
    Mistake(
        nan_overlooked,
        "nan >= start is False, so a run that ended in nan was taken for one that arrived. Ask for what is not below "
        "the start: `~(losses < start)` (lesson 06, Too small, right, too large).",
    ),
    Mistake(
        last_that_arrived,
        "A run beyond the cliff that arrived by luck was taken. What matters is the first that flew off (lesson 06, "
        "Too small, right, too large).",
    ),
    Mistake(
        best_finite_rate,
        "This is the rate with the lowest loss. The cliff comes later: the last rate before a run flies off (lesson "
        "06, Too small, right, too large).",
    ),
    Mistake(
        best_rate,
        "This is the rate with the lowest loss; `np.argmin` takes nan for it. The cliff is where a run first flies off "
        "(lesson 06, Too small, right, too large).",
    ),
    Mistake(
        first_that_flew,
        "This is the first rate beyond the cliff; the last one before it is asked for (lesson 06, Too small, right, "
        "too large).",
    ),
    Mistake(
        finite_is_enough,
        "A loss that is finite can be higher than at the start: that run has flown off too (lesson 06, Too small, "
        "right, too large).",
    ),
    Mistake(
        only_infinity_counts,
        "Only infinite losses were counted. nan has flown off too, and so has a loss above the start (lesson 06, Too "
        "small, right, too large).",
    ),
    Mistake(
        before_the_first_rise,
        "The loss may rise a little before the cliff. A run has flown off when it ends no lower than it began (lesson "
        "06, Too small, right, too large).",
    ),
    Mistake(
        wrapped_around,
        "Where already the first run flew off, `rates[0 - 1]` is the last of all rates. There it is 0 (lesson 06, Too "
        "small, right, too large).",
    ),
    Mistake(
        none_flown_forgotten,
        "Where no entry is True, `np.argmax` gives 0, as if the first had flown off. Ask `any` before (lesson 06, "
        "Too small, right, too large).",
    ),
    Mistake(
        last_that_arrived_of_many,
        "The largest rate that arrived was taken, beyond the cliff or not, and where none did there is none. What "
        "matters is the first run that flew off (lesson 06, Too small, right, too large).",
    ),
    Mistake(
        place_of_the_cliff,
        "This is the place in the list; the rate there is asked for (lesson 06, Too small, right, too large).",
    ),
    Mistake(
        lowest_of_the_losses,
        "This is a loss; a rate is asked for (lesson 06, Too small, right, too large).",
    ),
)
