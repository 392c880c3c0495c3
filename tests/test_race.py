"""The race's numbers are the library's: of each surface, of each run by itself, of each step."""

import numpy as np
import pytest
import traitlets

import mlcourse as ml
from mlcourse.widgets.race.pictured import END, LOSS_SCALE, PLACE_SCALE
from mlcourse.widgets.race.racing import BETAS, RACERS, RATES, STEPS, run_of
from mlcourse.widgets.race.surfaces import KNOWN

LINEAR = ml.MLP((13, 3))
WEIGHTS = ("W0[0, 1]", "W0[9, 1]")
PLACES = [1, 28]  # of these weights in θ


@pytest.fixture(scope="module")
def wine():
    return ml.split(ml.wine(), seed=1).train


@pytest.fixture(scope="module")
def race(wine):
    options = {"epochs": 2, "seed": 1, "progress": False, "optimizer": ml.SGD(1e-5)}
    return ml.Race(
        {"wine": ml.train(LINEAR, wine, theta=np.zeros(LINEAR.size), **options)}, WEIGHTS
    )


def sent(race, name):
    layout = race.header["arrays"][name]
    size = int(np.prod(layout["shape"]))
    numbers = np.frombuffer(race.buffer, layout["dtype"], size, layout["offset"])
    return numbers.reshape(layout["shape"])


def trained(wine, rule):
    """Return the places and losses of a rule that moves two weights, by the library's steps alone."""
    theta, places, losses = np.zeros(LINEAR.size), [], []
    state = rule.init(theta[PLACES])
    for _ in range(STEPS + 1):
        fwd = ml.forward(LINEAR, theta, wine.x)
        loss = ml.categorical_cross_entropy(fwd.logits, wine.y)
        gradient = ml.backward(LINEAR, theta, fwd, loss).gradient[PLACES]
        places.append(theta[PLACES])
        losses.append(float(loss.value))
        update = rule.update(gradient, state, theta[PLACES])
        state, theta = update.state, theta.copy()
        theta[PLACES] = update.theta
    return np.array(places), np.array(losses)


def rules(rate, beta):
    return (
        ml.GradientDescent(rate), ml.Momentum(rate, momentum=beta), ml.Nesterov(rate, momentum=beta),
        ml.RMSProp(rate, decay=beta), ml.Adam(rate, beta1=beta),
    )  # fmt: skip


@pytest.mark.parametrize(("rate", "beta"), [(0, 0), (6, 1), (4, 2)])
@pytest.mark.parametrize("racer", range(len(RACERS)))
def test_what_is_sent_of_a_racer_is_its_run_alone(race, wine, racer, rate, beta):
    places, losses = trained(wine, rules(float(RATES[rate]), BETAS[beta])[racer])
    words, run = race.header["surfaces"][0], run_of(racer, rate, beta)
    low, high = np.array(words["low"]), np.array(words["high"])
    shown = (low + high) / 2 + sent(race, "places")[0, run] / PLACE_SCALE * (high - low) / 2
    np.testing.assert_allclose(shown, places, atol=1e-4 * (high - low).max())
    per_power, zero = LOSS_SCALE
    np.testing.assert_allclose(
        10 ** (sent(race, "losses")[0, run] / per_power + zero), losses, rtol=4e-4
    )
    race.rate, race.beta, race.own_rates = rate, str(BETAS[beta]), False
    race.step = STEPS
    assert race.losses()[RACERS[racer].name] == pytest.approx(losses[-1], rel=1e-9)


@pytest.mark.parametrize("surface", KNOWN, ids=lambda surface: surface.name)
def test_a_known_surface_has_the_slope_that_its_loss_has(surface):
    for place in np.random.default_rng(1).normal(size=(5, 2)):
        slope = ml.numerical_gradient(lambda c: float(surface.function(c[None])[0][0]), place)
        np.testing.assert_allclose(surface.function(place[None])[1][0], slope, atol=1e-7)


def test_the_condition_number_of_the_wine_is_that_of_its_curvature(race, wine):
    lowest = np.array(race.header["surfaces"][0]["lowest"])
    theta = np.zeros(LINEAR.size)
    theta[PLACES] = lowest
    p = ml.forward(LINEAR, theta, wine.x).output[:, 1]
    two = wine.x[:, [0, 9]]
    sizes = np.linalg.eigvalsh((two * (p * (1 - p))[:, None]).T @ two / len(two))
    told = f"{float(f'{sizes[1] / sizes[0]:.2g}'):g} times"
    assert told in race.header["surfaces"][0]["about"]


@pytest.mark.parametrize("racer", [racer.name for racer in RACERS])
def test_a_ledger_is_what_the_optimizer_records(race, racer):
    """Sent with the recording where the race opened, and by the kernel elsewhere."""
    number = [each.name for each in RACERS].index(racer)
    names = ["gradient", *(name for _, name in RACERS[number].memory), "change"]
    race.rate, race.beta, race.own_rates, race.racer = 8, "0.9", False, racer
    kept = sent(race, "ledgers")[0, number]
    race.rate = 5
    told = np.array(race.ledger["numbers"], float).reshape(kept.shape)
    assert race.ledger["of"] == ["wine", 5, False, "0.9", racer]
    for step in (1, 7, STEPS):
        race.rate = 5
        update = race.update(racer, step)
        for line, name in enumerate(names):
            np.testing.assert_allclose(
                told[step - 1, line], getattr(update, name), rtol=1e-5, atol=1e-12
            )
        race.rate = 8
        update = race.update(racer, step)
        for line, name in enumerate(names):
            np.testing.assert_allclose(
                kept[step - 1, line], getattr(update, name), rtol=1e-5, atol=1e-12
            )
    lines = race.header["racers"][number]["lines"]
    assert [line["symbol"] for line in lines] == ["g", *(s for s, _ in RACERS[number].memory), "Δθ"]


def test_each_racers_own_rate_is_the_one_with_which_it_ends_lowest(race):
    race.beta, race.step = "0.9", STEPS
    by_rate = []
    race.own_rates = False
    for rate in range(len(RATES)):
        race.rate = rate
        by_rate.append(race.losses())
    race.own_rates = True
    assert race.losses() == {name: min(losses[name] for losses in by_rate) for name in by_rate[0]}


def test_a_run_that_flies_off_is_sent_as_such():
    race = ml.Race(surface="Rosenbrock", rate=15)
    run = run_of(0, 15, 0)
    assert sent(race, "losses")[2, run, -1] == END
    assert "flown" not in repr(race)
    race.step = STEPS
    assert not np.isfinite(race.losses()["gradient descent"])
    race.rate = 14
    assert all(isinstance(each, float | str) for each in race.ledger["numbers"])


def test_what_is_sent_is_small(race):
    assert len(race.buffer) < 400_000


def test_traits_are_checked(race):
    for name, value in {
        "rate": 16,
        "step": 46,
        "beta": "0.8",
        "surface": "hill",
        "racer": "Lion",
    }.items():
        with pytest.raises((ValueError, traitlets.TraitError)):
            setattr(race, name, value)
