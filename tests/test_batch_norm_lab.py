"""The batch normalization lab's numbers are the library's, batch by batch, and they show what the lab is for."""

from itertools import combinations

import numpy as np
import pytest
import traitlets

import mlcourse as ml

SEED = 3
MATES = range(1, 7)


@pytest.fixture(scope="module")
def lab():
    return ml.BatchNormLab(seed=SEED)


def sent(lab, name):
    layout = lab.header["arrays"][name]
    size = int(np.prod(layout["shape"]))
    return np.frombuffer(lab.buffer, layout["dtype"], size, layout["offset"]).reshape(
        layout["shape"]
    )


def standardized(lab, members):
    """Return z of a batch less its mean, divided by √(variance + ε), by plain numpy, (units, members)."""
    z = sent(lab, "z").astype(float)[:, members]
    return (z - z.mean(axis=1, keepdims=True)) / np.sqrt(z.var(axis=1, keepdims=True) + 1e-5)


@pytest.mark.parametrize("mates", [(1,), (2, 5), (1, 3, 6), tuple(MATES)])
def test_each_batch_is_normalized_by_itself(lab, mates):
    members, number = [0, *mates], sum(2 ** (mate - 1) for mate in mates)
    y = sent(lab, "y")[number]
    np.testing.assert_allclose(y[:, members], standardized(lab, members), rtol=1e-3, atol=1e-4)
    absent = [mate for mate in MATES if mate not in mates]
    assert np.isnan(y[:, absent]).all()
    lab.mates, lab.unit, lab.training = list(mates), 2, True
    assert lab.output == pytest.approx(float(y[2, 0]), rel=1e-6)


def test_evaluation_uses_statistics_of_the_whole_training_part(lab):
    network = ml.MLP((64, 4, 10), batch_normalization=True)
    data = ml.standardize(ml.split(ml.digits(), seed=SEED))
    z = data.train.x @ network.layers[0].W.of(ml.initialize(network, "he_normal", SEED))
    mean, spread = sent(lab, "running")
    np.testing.assert_allclose(mean, z.mean(axis=0), atol=0.25)
    np.testing.assert_allclose(spread, z.std(axis=0), rtol=0.15)
    still = (sent(lab, "z") - mean[:, None]) / spread[:, None]
    np.testing.assert_allclose(sent(lab, "still"), still, rtol=1e-5, atol=1e-6)


def test_other_mates_move_the_output_in_training_only(lab):
    outputs = {}
    for lab.training in (True, False):
        found = []
        for lab.mates in ([1, 2], [4, 5], [3, 6], [1, 2, 3, 4]):
            found.append(lab.output)
        outputs[lab.training] = found
    assert np.ptp(outputs[True]) > 0.1
    assert np.ptp(outputs[False]) == 0


def test_alone_there_is_nothing_to_normalize_by_in_training(lab):
    lab.mates, lab.training = [], True
    assert np.isnan(lab.output)
    assert np.isnan(sent(lab, "y")[0]).all()
    lab.training = False
    assert np.isfinite(lab.output)


def test_half_of_the_mates_look_like_the_watched_example(lab):
    watched, *others = lab.header["names"]
    assert others[:3] == [watched] * 3
    assert watched not in others[3:]
    assert len(set(others[3:])) == 3


def test_every_batch_with_three_mates_is_dealt_once(lab):
    deals = [tuple(deal) for deal in lab.header["deals"]]
    assert sorted(deals) == sorted(combinations(MATES, 3))
    assert deals[0] == (1, 2, 3)


def test_what_is_set_is_looked_at(lab):
    lab.mates, lab.unit = (6, 4), 1
    assert lab.mates == [4, 6]
    assert "batch-mates 4, 6" in repr(lab)
    for name, value in {"mates": [7], "unit": 4}.items():
        with pytest.raises((ValueError, traitlets.TraitError)):
            setattr(lab, name, value)
    assert (lab.mates, lab.unit) == ([4, 6], 1)
