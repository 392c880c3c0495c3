"""Tuning: train every candidate, judge it on examples held out, and say what the choice is worth."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import closing
from dataclasses import replace
from typing import Any

import numpy as np

from mlcourse.base.errors import Array, concerning, flag, given, instance, integer, number
from mlcourse.base.progress_bar import ProgressBar
from mlcourse.base.randomness import Purpose, stream
from mlcourse.base.work import Here, each_once
from mlcourse.data.datasets import Dataset
from mlcourse.data.folds import Fold
from mlcourse.data.preprocessing import Split, Standardizer
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import Adam, Optimizer
from mlcourse.steps.stopping import EarlyStopping
from mlcourse.tuning.candidates import Candidate, Candidates
from mlcourse.tuning.fleets import Fleet, Settings, Trained, fleets, settings_of, train_fleet
from mlcourse.tuning.judging import Judge, after_the_choice, check_score
from mlcourse.tuning.tuning import Tuning

Executors = Executor | Callable[[], Executor] | None
DATA_HINT = "Try split(digits(), seed=1), or k_folds(data, folds=5)."


def tune(
    network: MLP,
    data: Split | Sequence[Fold],
    candidates: Candidates | Iterable[Candidate],
    *,
    optimizer: Optimizer | None = None,
    batch_size: int | None = 32,
    epochs: int = 20,
    l1: float = 0.0,
    l2: float = 0.0,
    scheme: str | None = None,
    seed: int = 0,
    score: str | Judge | None = None,
    early_stopping: EarlyStopping | None = None,
    standardized: bool = True,
    executor: Executors = None,
    progress: bool = True,
) -> Tuning:
    """Train every candidate, and judge it by s̄ = 1/N Σ sᵢ over the N examples held out.

    A candidate is a dictionary: of the optimizer's hyperparameters (``learning_rate``, ``momentum``, …), of ``train``'s
    (``batch_size``, ``epochs``, ``l1``, ``l2``, ``scheme``, ``seed``) and of the network's (``hidden_sizes``,
    ``activation``, ``batch_normalization``). What it does not name is as given here. Candidates with the same layers,
    batch size and epochs are trained side by side. The test part of a split is not looked at.

    Args:
        network: the specification; where a candidate has ``hidden_sizes``, its hidden layers give way to those.
        data: a ``Split``, whose validation part is held out; or folds, each of which is held out once.
        candidates: from ``grid_candidates`` or ``random_candidates``, or dictionaries.
        optimizer: None takes ``Adam()``.
        batch_size: examples a step; None takes all of them.
        epochs: how often to go through the training part, at the most.
        l1: λ₁ of the L1 penalty.
        l2: λ₂ of the L2 penalty.
        scheme: of initialization; None takes the usual one.
        seed: for initialization and shuffling, the same for all candidates that do not bring their own.
        score: "accuracy", "r_squared" or "negative_loss"; a function of output (N, outputs) and y that returns a number
            for each example (N,), higher for better; None takes accuracy, or R² for a regression.
        early_stopping: for each run; None trains to the end. It stops by the examples held out.
        standardized: whether features are standardized, by each training part anew.
        executor: gives the work to others: any ``concurrent.futures.Executor``, as ``ProcessPoolExecutor(4)`` or Dask's
            ``client.get_executor()``, which stays open; or a function that makes one, so that
            a broken one is made anew.
        progress: whether to show a progress bar when it takes longer than a moment.

    Returns:
        What came of it.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an argument is out of range, a name that no hyperparameter has, or every run diverged.

    Example:
        >>> from mlcourse import MLP, SGD, LogUniform, moons, random_candidates, split
        >>> drawn = random_candidates({"learning_rate": LogUniform(0.001, 10)}, budget=8, seed=1)
        >>> found = tune(MLP((2, 8, 2)), split(moons(seed=1), seed=1), drawn, optimizer=SGD(), seed=1)
        >>> found.trainings, 0.1 < found.best_candidate["learning_rate"] < 10
        (8, True)

    Source:
        Bergstra and Bengio (2012); Stone (1974) on folds; Cawley and Talbot (2010) on what the choice costs.
    """
    instance("network", network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
    optimizer = (
        Adam() if optimizer is None else instance("optimizer", optimizer, Optimizer, "Try Adam().")
    )
    base = _checked(
        Settings(network, optimizer, batch_size, epochs, l1, l2, scheme, seed, early_stopping)
    )
    listed, settings = _listed(candidates, base)
    by = check_score(score, network.output)
    parts = _parts(data, flag("standardized", standardized))
    work = list(fleets(settings, parts, by))
    done = _carried_out(work, executor, flag("progress", progress))
    return _put_together(listed, settings, by, work, done, seed)


def _checked(settings: Settings) -> Settings:
    """Return the settings, if training can begin with them.

    Raises:
        TypeError: one is of the wrong kind.
        ValueError: one is out of range.
    """
    size = settings.batch_size
    settings = replace(
        settings,
        epochs=integer("epochs", settings.epochs, at_least=1),
        batch_size=None if size is None else integer("batch_size", size, at_least=1),
        l1=number("l1", settings.l1, at_least=0),
        l2=number("l2", settings.l2, at_least=0),
        seed=integer("seed", settings.seed, at_least=0),
    )
    if settings.early_stopping is not None:
        instance("early_stopping", settings.early_stopping, EarlyStopping, "Try EarlyStopping().")
    if settings.scheme is not None:
        from mlcourse.steps.initialization import initialize

        initialize(settings.network, settings.scheme, seed=0)
    return settings


def _listed(candidates: Any, base: Settings) -> tuple[Candidates, tuple[Settings, ...]]:
    """Return the candidates, and what ``train`` is told of each."""
    if isinstance(candidates, Candidates):
        listed = candidates
    elif isinstance(candidates, list | tuple):
        listed = Candidates(how="listed by hand", space={}, values=tuple(candidates))
    else:
        raise TypeError(
            f"candidates must be a list of dictionaries; given {given(candidates)}. "
            "Try random_candidates(space, budget=16, seed=1)."
        )
    if not listed.values:
        raise ValueError(
            'candidates must be at least one; given none. Try [{"learning_rate": 0.1}].'
        )
    settings = []
    for place, candidate in enumerate(listed.values):
        with concerning(f"candidates[{place}]"):
            settings.append(_checked(settings_of(base, candidate)))
    return listed, tuple(settings)


def _parts(data: Any, standardized: bool) -> list[tuple[tuple[Array, Array], tuple[Array, Array]]]:
    """Return what is trained on and what is held out, once for a split and once for each fold."""
    if isinstance(data, Split):
        pairs = [(data.train, data.validation)]
    elif isinstance(data, list | tuple) and data and all(isinstance(each, Fold) for each in data):
        pairs = [(fold.train, fold.held_out) for fold in data]
    else:
        raise TypeError(f"data must be a Split or folds; given {given(data)}. {DATA_HINT}")
    if standardized:
        pairs = [_standardized(*pair) for pair in pairs]
    return [((inner.x, inner.y), (held_out.x, held_out.y)) for inner, held_out in pairs]


def _standardized(to_train: Dataset, held_out: Dataset) -> tuple[Dataset, Dataset]:
    scale = Standardizer.fit(to_train.x)
    return replace(to_train, x=scale.apply(to_train.x)), replace(
        held_out, x=scale.apply(held_out.x)
    )


class _Borrowed(Executor):
    """Somebody's executor, which stays open."""

    def __init__(self, executor: Executor) -> None:
        self.executor = executor

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return self.executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        pass


def _carried_out(work: list[Fleet], executor: Executors, progress: bool) -> dict[int, Trained]:
    """Return what came of each fleet, by its number."""
    make = _maker(executor)
    ahead = 1 if executor is None else len(work)  # here a fleet is done when the bar moves
    found: dict[int, Trained] = {}
    with closing(ProgressBar(len(work), progress, "tuning", "fleet")) as bar:
        jobs = each_once(_numbered, enumerate(work), make, ahead, fatal=(TypeError, ValueError))
        for (number, _), future in jobs:
            try:
                found[number] = future.result()
            except BrokenExecutor as error:
                raise RuntimeError(
                    f"the executor broke and could not be replaced: {error} Try a function that makes it, "
                    "executor=lambda: ProcessPoolExecutor(2), so that it is made anew."
                ) from error
            bar.show(len(found))
    return found


def _numbered(job: tuple[int, Fleet]) -> Trained:
    return train_fleet(job[1])


def _maker(executor: Any) -> Callable[[], Executor]:
    """Return what makes the executor."""
    if executor is None:
        return Here
    if isinstance(executor, Executor):
        return lambda: _Borrowed(executor)
    if not callable(executor):
        raise TypeError(
            "executor must be a concurrent.futures.Executor, or a function that makes one; given "
            f"{given(executor)}. Try executor=lambda: ProcessPoolExecutor(2)."
        )
    return lambda: instance(
        "what executor returns", executor(), Executor, "Try ProcessPoolExecutor(2)."
    )


def _put_together(
    candidates: Candidates,
    settings: tuple[Settings, ...],
    score: str | Judge,
    work: list[Fleet],
    done: dict[int, Trained],
    seed: int,
) -> Tuning:
    """Return what came of all fleets, in the candidates' order."""
    count, parts = len(settings), 1 + max(fleet.part for fleet in work)
    longest = max(each.epochs for each in settings)
    rows: list[list[Any]] = [[None] * parts for _ in settings]
    losses = np.full((2, count, parts, longest), np.nan)
    steps = np.zeros((count, parts), dtype=int)
    for place, fleet in enumerate(work):
        trained, numbers = done[place], list(fleet.candidates)
        epochs = trained.training_loss.shape[1]
        losses[:, numbers, fleet.part, :epochs] = trained.training_loss, trained.validation_loss
        steps[numbers, fleet.part] = trained.steps
        for candidate, per_example in zip(numbers, trained.per_example, strict=True):
            rows[candidate][fleet.part] = per_example
    per_example = np.array([np.concatenate(row) for row in rows])
    scores = np.array([[part.mean() for part in row] for row in rows])
    arrived = np.isfinite(scores).all(axis=1)
    if not arrived.any():
        raise ValueError(
            f"at least one candidate must get through; given {count}: all {count} diverged. Try smaller learning rates."
        )
    return Tuning(
        candidates=candidates,
        score=score if isinstance(score, str) else getattr(score, "__name__", "score"),
        scores=scores,
        per_example=per_example,
        expected=after_the_choice(per_example[arrived], stream(seed, Purpose.BOOTSTRAP)),
        training_loss=losses[0],
        validation_loss=losses[1],
        steps=steps,
        fleets=len(work),
        seconds=sum(each.seconds for each in done.values()),
        all_settings=settings,
    )
