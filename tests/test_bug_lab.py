"""The bug lab: what it shows is what the faulty and the healthy run did, and its verdicts hold."""

import json
import re
from functools import cache

import numpy as np
import pytest

from mlcourse import BugLab, gradient_check, objective, train
from mlcourse.diagnosis.faults import FAULTS
from mlcourse.widgets.bug_lab.cases import CASES, TELLTALES
from mlcourse.widgets.bug_lab.symptoms import check_blocks, histogram


class _Labs(dict):
    """The lab of each case, made when it is first asked for: to collect the tests costs nothing."""

    def __missing__(self, letter):
        return self.setdefault(letter, BugLab(letter))


LABS = _Labs()


@cache
def trained(letter, fault=None):
    case = CASES[letter]
    options = {
        "optimizer": case.optimizer,
        "epochs": case.epochs,
        "batch_size": case.batch_size,
        "seed": case.seed,
    }
    run = train if fault is None else FAULTS[fault].train
    return run(case.network, case.data(), progress=False, **options)


def unpacked(lab):
    layout = lab.header["arrays"]
    return {
        name: np.frombuffer(
            lab.buffer, each["dtype"], int(np.prod(each["shape"])), each["offset"]
        ).reshape(each["shape"])
        for name, each in layout.items()
    }


def test_the_cases_cover_the_bugs_of_the_lesson():
    numbers = {FAULTS[case.fault].misconception for case in CASES.values()}
    assert {13, 14, 15, 18, 19, 21, 22, 26, 27, 28, 30, 31} <= numbers
    assert list(CASES) == sorted(CASES)
    assert len({case.fault for case in CASES.values()}) == len(CASES)


@pytest.mark.parametrize("letter", CASES)
def test_a_case_offers_its_fault_among_others_and_the_letter_tells_nothing(letter):
    lab, case = LABS[letter], CASES[letter]
    assert len(set(lab.options)) in (4, 5)
    assert case.fault in lab.options
    assert [option["right"] for option in lab.header["options"]].count(True) == 1
    assert set(lab.options) <= set(TELLTALES)
    assert all(option["title"] == FAULTS[option["name"]].title for option in lab.header["options"])


def test_the_right_answer_has_no_favorite_place():
    places = {LABS[letter].options.index(case.fault) for letter, case in CASES.items()}
    assert len(places) >= 3


@pytest.mark.parametrize("letter", CASES)
def test_the_curves_are_those_of_the_runs(letter):
    lab, case = LABS[letter], CASES[letter]
    loss = unpacked(lab)["loss"]
    for row, fault in zip(loss, (case.fault, None, *case.options), strict=True):
        expected = trained(letter, fault).epochs.training_loss
        np.testing.assert_allclose(row[: len(expected)], np.clip(expected, None, 1e30), rtol=1e-6)
        assert np.isnan(row[len(expected) :]).all()


@pytest.mark.parametrize("letter", CASES)
def test_the_gradient_check_is_the_librarys(letter):
    lab = LABS[letter]
    step = trained(letter, CASES[letter].fault).at(lab.header["check"]["step"])
    network = step.forward.network
    check = gradient_check(
        objective(network, step.batch.x, step.batch.y),
        step.before.theta,
        step.gradient,
        network.layout,
    )
    rows = lab.header["check"]["rows"]
    assert [row["name"] for row in rows] == list(check.names)
    assert [row["error"] for row in rows] == [
        f"{error:.2g}".replace("-", "−") for error in check.errors
    ]
    assert [row["passed"] for row in rows] == list(check.errors < check.tolerance)
    assert (
        lab.header["check"]["passed"]
        == check.passed
        == (CASES[letter].fault == "gradients not reset")
    )


def test_lengths_and_cosines_tell_sums_means_and_signs_apart():
    for fault, length, cosine in (
        ("summed gradient", 16, 1),
        ("averaged twice", 1 / 16, 1),
        ("flipped sign", 1, -1),
    ):
        check = check_blocks(trained("L", fault), step=0)
        np.testing.assert_allclose(check.lengths, length, rtol=1e-5)
        np.testing.assert_allclose(check.cosines, cosine, rtol=1e-5)
    no_bias = check_blocks(trained("E", "no bias gradient"))
    assert [
        name for name, length in zip(no_bias.names, no_bias.lengths, strict=True) if length == 0
    ] == ["b0", "b1", "b2"]


@pytest.mark.parametrize("letter", CASES)
def test_the_gradients_are_those_of_the_steps(letter):
    lab = LABS[letter]
    norms = unpacked(lab)["norms"]
    for row, fault in zip(norms, (CASES[letter].fault, None), strict=True):
        history = trained(letter, fault)
        for at, step in zip(row, lab.header["steps"], strict=True):
            gradient = history.at(step).gradient
            blocks = history.plan.network.layout.by_name
            gradient = np.clip(np.nan_to_num(gradient, nan=1e30), -1e30, 1e30)
            by_layer = [
                np.hypot(*(np.linalg.norm(blocks[f"{kind}{i}"].of(gradient)) for kind in "Wb"))
                for i in range(3)
            ]
            np.testing.assert_allclose(at, np.minimum(by_layer, 1e30), rtol=1e-5, atol=1e-12)


@pytest.mark.parametrize("letter", ["A", "C", "I"])
def test_the_histograms_and_silent_units_are_those_of_the_activations(letter):
    lab, data = LABS[letter], CASES[letter].data()
    shares = unpacked(lab)["shares"]
    np.testing.assert_allclose(shares.sum(axis=-1), 1, rtol=1e-5)
    history = trained(letter)
    moment = len(lab.header["steps"]) // 2
    theta, network = history.at(lab.header["steps"][moment]).before.theta, history.plan.network
    W0, b0 = network.layout.view(theta, "W0"), network.layout.view(theta, "b0")
    f = {
        "relu": lambda z: np.maximum(z, 0),
        "tanh": np.tanh,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    }[network.activation]
    a = f(data.x @ W0 + b0)
    low, high = lab.header["bounds"][0]
    np.testing.assert_allclose(shares[1, moment, 0], histogram(a, low, high), atol=1e-6)
    if network.activation == "relu":
        assert lab.header["silent"][1][moment][0] == f"{(a.max(axis=0) == 0).mean():.0%}"


@pytest.mark.parametrize("letter", CASES)
def test_every_verdict_gives_numbers_and_the_right_one_confirms(letter):
    lab = LABS[letter]
    for name in lab.options:
        lab.answer = name
        assert lab.is_solved == (name == CASES[letter].fault)
        assert lab.verdict.startswith("Yes: " if lab.is_solved else "Not this one. With “")
        assert "nan" not in lab.verdict
        if not lab.is_solved:
            here, there = re.search(
                r"Here .* (?:is|are) (\S+?)(?: times as long as expected)?; .* would be (\S+)\.$",
                lab.verdict,
            ).groups()
            assert here != there, lab.verdict


def test_the_answer_is_remembered_and_survives():
    said = []
    lab = BugLab("E", remember=said.append)
    assert (lab.answer, said) == ("", [])
    lab.answer = "averaged twice"
    lab.answer = "no bias gradient"
    assert said == ["averaged twice", "no bias gradient"]
    again = BugLab("E", answer=said[-1], remember=said.append)
    assert again.is_solved
    assert len(said) == 2  # what is known is not told again
    assert "Yes: ∂L/∂b is left out." in repr(again)


def test_an_answer_that_is_not_offered_is_refused():
    lab = BugLab("E")
    with pytest.raises(ValueError, match="answer must be one of"):
        lab.answer = "softmax twice"
    with pytest.raises(ValueError, match="moment must be from 0 to"):
        lab.moment = 99


@pytest.mark.parametrize("letter", CASES)
def test_all_that_the_view_shows_is_in_the_recording(letter):
    lab = LABS[letter]
    assert json.loads(json.dumps(lab.header, allow_nan=False)).keys() == lab.header.keys()
    assert len(lab.buffer) + len(json.dumps(lab.header)) < 100_000
    assert letter in repr(lab)


def test_the_same_case_is_the_same_recording():
    assert BugLab("B").header["id"] == LABS["B"].header["id"]
