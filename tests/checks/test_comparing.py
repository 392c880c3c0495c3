"""Properties of the comparison, searched by hypothesis."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mlcourse.checks.comparing import equal, scale, wrong
from mlcourse.checks.differences import Differences
from mlcourse.checks.results import parts_of, pattern_of

arrays = hnp.arrays(
    np.float64, hnp.array_shapes(max_dims=3, max_side=5), elements=st.floats(-1e6, 1e6)
)
any_arrays = hnp.arrays(np.float64, hnp.array_shapes(max_dims=3, max_side=5))
tolerances = st.floats(1e-9, 1e-2)


@given(any_arrays, tolerances)
def test_everything_equals_itself_also_nan_and_infinity(array, tolerance):
    assert equal(array, array.copy(), tolerance)


@given(arrays, tolerances, st.data())
def test_one_number_off_by_more_than_the_tolerance_is_found_where_it_is(array, tolerance, data):
    place = tuple(data.draw(st.integers(0, n - 1)) for n in array.shape)
    other = array.copy()
    other[place] += 2 * tolerance * scale(array)
    assume(other[place] != array[place])
    found = wrong(other, array, tolerance)
    assert found[place]
    assert found.sum() == 1
    said = Differences({"": other}, {"": array}, tolerance).first()
    assert f"result[{', '.join(map(str, place))}] is" in said.seen


@given(arrays, tolerances)
def test_within_the_tolerance_is_equal(array, tolerance):
    assert equal(array + 0.5 * tolerance * scale(array), array, tolerance)


@given(arrays, st.sampled_from((np.nan, np.inf, -np.inf)))
def test_what_is_not_finite_never_equals_a_number(array, number):
    other = array.copy()
    other.flat[-1] = number
    assert not equal(other, array, 1.0)
    assert not equal(array, other, 1.0)


@given(arrays)
def test_form_and_memory_order_make_no_difference(array):
    pattern = pattern_of(array)
    for form in (array.tolist(), np.asfortranarray(array), array[..., ::-1][..., ::-1]):
        assert equal(parts_of(form, pattern)[""], array, 1e-12)


@given(arrays, arrays)
def test_parts_come_by_name_from_tuple_list_and_dict(dW, db):
    pattern = pattern_of((dW, db), ("dW", "db"))
    for form in ((dW, db), [dW, db], {"db": db, "dW": dW}):
        parts = parts_of(form, pattern)
        assert list(parts) == ["dW", "db"]
        assert equal(parts["dW"], dW, 0.0)
        assert equal(parts["db"], db, 0.0)


@given(st.lists(st.tuples(arrays, arrays), min_size=1, max_size=3))
def test_nested_parts_have_their_place_for_a_name(layers):
    parts = parts_of(layers, pattern_of(layers))
    assert list(parts) == [f"[{i}][{j}]" for i in range(len(layers)) for j in range(2)]


def test_other_shapes_are_never_equal():
    assert not equal(np.ones((3, 1)), np.ones(3), 1.0)
    assert not equal(np.ones(1), np.array(1.0), 1.0)
