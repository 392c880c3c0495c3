"""The worked answers to exercise 08, in its order.

Each stands here only: ``check`` compares with it, and the text that the solved notebook shows is this file's.
"""

import numpy as np

from mlcourse.base.errors import Array

steps_made = 30 * 16  # 1000/64 is 15.6: 15 full batches, and one more


def place_of_step(step: int, examples: int, batch_size: int) -> tuple[int, int, int]:
    """Return the epoch of a step, its batch's number in the epoch, and that batch's size; all count from 0."""
    steps_per_epoch = -(-examples // batch_size)  # rounded up
    epoch = step // steps_per_epoch
    number = step % steps_per_epoch
    size = min(batch_size, examples - number * batch_size)
    return epoch, number, size


def deal(order: Array, batch_size: int) -> list[Array]:
    """Return the batches: order (N,) cut into pieces of batch_size; the last one holds what is left."""
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def shuffled(x: Array, y: Array, generator: np.random.Generator) -> tuple[Array, Array]:
    """Return x (N, features) and y (N,) in one and the same new order."""
    order = generator.permutation(len(x))
    return x[order], y[order]


def epoch_loss(losses: Array, sizes: Array) -> float:
    """Return the mean loss of all examples, from each batch's mean loss and its size, both (batches,)."""
    return float(np.sum(losses * sizes) / np.sum(sizes))


def convergence(losses: Array, tolerance: float, patience: int) -> tuple[list[int], int]:
    """Return how many epochs in a row were calm, after each of them, and the first with `patience` of them, or −1."""
    calm, converged = [0], -1
    for epoch in range(1, len(losses)):
        change = abs(losses[epoch] - losses[epoch - 1])
        is_calm = change <= tolerance * losses[epoch - 1]
        calm.append(calm[-1] + 1 if is_calm else 0)
        if converged == -1 and calm[-1] >= patience:
            converged = epoch
    return calm, converged


curve_a = 4  # the validation loss turns, while the training loss goes on falling

curve_b = 1  # both fall evenly, to the last epoch

curve_c = 5  # up and down from epoch to epoch, without an end

curve_d = 2  # level at 0.69 for more than twenty epochs, and then it falls
