"""Work that is given out: here, in several processes or on a cluster, always by ``concurrent.futures.Executor``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from typing import Any, TypeVar

Job = TypeVar("Job")

AGAIN = 2  # times that a piece of work is tried again whose worker was lost


class Here(Executor):
    """Does each piece of work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it; return what has come of it."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def each_once(
    work: Callable[..., Any],
    jobs: Iterable[Job],
    make: Callable[[], Executor],
    ahead: int,
    more: tuple[Any, ...] = (),
    fatal: tuple[type[Exception], ...] = (),
) -> Iterator[tuple[Job, Future[Any]]]:
    """Yield each job with what came of it, as soon as it is there; each of them once.

    Args:
        work: called with a job, and with ``more``.
        jobs: read one by one, so that not all of them are in memory.
        make: makes the executor; once more, where it broke.
        ahead: how many jobs are given out before one is done.
        more: the other arguments of ``work``, the same for all jobs.
        fatal: errors that end it all; after any other the job is tried again, twice.

    Yields:
        A job and its future, which is done: with a result, or with the last of its errors.

    Example:
        >>> done = each_once(pow, [2, 3], Here, ahead=1, more=(2,))
        >>> [(job, future.result()) for job, future in done]
        [(2, 4), (3, 9)]
    """
    waiting, source = dict[Future[Any], tuple[int, Job]](), enumerate(jobs)
    losses, pending = dict[int, int](), list[tuple[int, Job]]()
    executor = make()
    try:
        while True:
            while len(waiting) < ahead:
                numbered = pending.pop() if pending else next(source, None)
                if numbered is None:
                    break
                waiting[_given(executor, work, numbered[1], *more)] = numbered
            if not waiting:
                return
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            broken = False
            for future in done:
                number, job = waiting.pop(future)
                error = _error(future)
                if isinstance(error, fatal):
                    raise error
                broken = broken or isinstance(error, BrokenExecutor)
                losses[number] = losses.get(number, 0) + (error is not None)
                if error is None or losses[number] > AGAIN:
                    yield job, future
                else:
                    pending.append((number, job))
            if broken:
                pending += waiting.values()
                waiting.clear()
                executor.shutdown(wait=False)
                executor = make()
    finally:
        for future in waiting:
            future.cancel()
        executor.shutdown(wait=True)


def _given(executor: Executor, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
    """Give a piece of work out; what cannot be given out any more has failed."""
    try:
        return executor.submit(work, *arguments)
    except BrokenExecutor as error:
        future: Future[Any] = Future()
        future.set_exception(error)
        return future


def _error(future: Future[Any]) -> BaseException | None:
    """Return what went wrong; that a future was called off is an error too."""
    try:
        return future.exception()
    except Exception as error:  # CancelledError
        return error
