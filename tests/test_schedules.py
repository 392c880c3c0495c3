"""Learning-rate schedules: their shape. Their numbers meet PyTorch's in test_oracles."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcourse.steps.schedule import Schedule
from mlcourse.steps.schedules import Constant, CosineDecay, ExponentialDecay, StepDecay, WarmUp

rates = st.floats(1e-6, 10)
steps = st.integers(1, 1000)
factors = st.floats(0.01, 1)


@st.composite
def decays(draw):
    initial = draw(rates)
    return draw(
        st.one_of(
            st.just(Constant(initial)),
            st.builds(StepDecay, st.just(initial), steps, factors),
            st.builds(ExponentialDecay, st.just(initial), factors),
            st.builds(CosineDecay, st.just(initial), steps, st.floats(0, initial)),
        )
    )


@given(decays(), st.integers(0, 2000))
def test_a_decay_never_rises_and_never_goes_below_zero(schedule, step):
    now, later = schedule(step), schedule(step + 1)
    assert type(now) is float
    assert schedule(0) >= now >= later >= 0


@given(rates, steps, factors)
def test_step_decay_drops_exactly_at_multiples(initial, every, factor):
    schedule = StepDecay(initial, every, factor)
    assert schedule(every - 1) == initial
    assert schedule(every) == pytest.approx(initial * factor)
    assert schedule(3 * every - 1) == pytest.approx(initial * factor * factor)


@given(rates, steps, st.floats(0, 1), st.integers(0, 10_000))
def test_cosine_decay_goes_from_initial_to_final_and_stays(initial, length, share, more):
    schedule = CosineDecay(initial, length, share * initial)
    assert schedule(0) == pytest.approx(initial)
    assert schedule(length + more) == share * initial
    assert CosineDecay(1.0, 2 * length)(length) == pytest.approx(0.5)


@given(decays(), steps, st.integers(0, 500))
def test_after_warm_up_the_schedule_starts_on_its_own_clock(after, length, step):
    assert WarmUp(length, after)(length + step) == after(step)


@given(rates, steps)
def test_warm_up_climbs_in_equal_steps_from_above_zero_and_repeats_none(rate, length):
    climb = [WarmUp(length, rate)(step) for step in range(length + 1)]
    assert climb[0] == pytest.approx(rate / (length + 1))
    assert climb[-1] == rate
    rises = [b - a for a, b in pairwise(climb)]
    assert rises == pytest.approx([rate / (length + 1)] * length)


def test_all_are_schedules_that_compare_by_value_and_cannot_be_changed():
    schedule = WarmUp(10, CosineDecay(0.1, 90))
    assert isinstance(schedule, Schedule)
    assert schedule == WarmUp(10, CosineDecay(0.1, 90))
    assert WarmUp(10, 0.1) == WarmUp(10, Constant(0.1))
    assert repr(schedule) == "WarmUp(steps=10, after=CosineDecay(initial=0.1, steps=90, final=0.0))"
    with pytest.raises(AttributeError):
        schedule.steps = 5


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: Constant(0), ValueError, ("learning_rate", "above 0", "given 0", "Try")),
        (lambda: Constant("0.1"), TypeError, ("learning_rate", "number", "'0.1' (str)", "Try")),
        (lambda: Constant(float("nan")), ValueError, ("learning_rate", "finite", "nan", "Try")),
        (lambda: StepDecay(-1, 10), ValueError, ("initial", "above 0", "given -1", "Try")),
        (lambda: StepDecay(1, 0), ValueError, ("every", "at least 1", "given 0", "Try")),
        (lambda: StepDecay(1, 2.5), TypeError, ("every", "integer", "2.5 (float)", "Try")),
        (lambda: StepDecay(1, 10, 2), ValueError, ("factor", "at most 1", "given 2", "0.5 halves")),
        (lambda: ExponentialDecay(0, 0.9), ValueError, ("initial", "above 0", "given 0", "Try")),
        (lambda: ExponentialDecay(1, 0), ValueError, ("factor", "above 0", "given 0", "halves")),
        (lambda: CosineDecay(0, 10), ValueError, ("initial", "above 0", "given 0", "Try")),
        (lambda: CosineDecay(1, 0), ValueError, ("steps", "at least 1", "given 0", "Try")),
        (lambda: CosineDecay(1, 10, -1), ValueError, ("final", "at least 0", "given -1", "try")),
        (lambda: CosineDecay(1, 10, 2), ValueError, ("final", "at most 1", "given 2", "try")),
        (lambda: WarmUp(0, 0.1), ValueError, ("steps", "at least 1", "given 0", "Without")),
        (lambda: WarmUp(10, 0), ValueError, ("after", "above 0", "given 0", "Try")),
        (lambda: WarmUp(10, "0.1"), TypeError, ("after", "schedule or a number", "(str)", "Try")),
        (lambda: Constant(1)(-1), ValueError, ("step", "at least 0", "given -1", "from 0")),
        (lambda: Constant(1)(0.5), TypeError, ("step", "integer", "0.5 (float)", "from 0")),
        (lambda: WarmUp(5, 1)(True), TypeError, ("step", "integer", "True (bool)", "from 0")),
    ],
)
def test_a_bad_argument_says_what_was_given_needed_and_to_try(make, error, words):
    with pytest.raises(error) as caught:
        make()
    for word in words:
        assert word in str(caught.value)
