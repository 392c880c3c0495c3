"""Streams: one seed, a stream for each purpose, and no two alike."""

import itertools

import pytest

from mlcourse.base.randomness import Purpose, stream


def test_no_two_streams_agree():
    keys = [
        (purpose, *index)
        for purpose in Purpose
        for index in [(), (0,), (1,), (0, 0), (1, 0), (0, 1)]
    ]
    drawn = {}
    for seed, key in itertools.product((0, 1, 2), keys):
        numbers = tuple(stream(seed, *key).random(4))
        assert numbers not in drawn, f"seed {seed}, {key} draws what {drawn.get(numbers)} draws"
        drawn[numbers] = (seed, key)


def test_a_stream_can_be_had_again():
    assert stream(3, Purpose.SPLIT).random() == stream(3, Purpose.SPLIT).random()


@pytest.mark.parametrize("seed", [-1, 1.5, "one", None, True])
def test_a_seed_that_is_no_natural_number_is_refused(seed):
    with pytest.raises((TypeError, ValueError), match="seed must be"):
        stream(seed, Purpose.SPLIT)
