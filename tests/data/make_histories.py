"""Makes the saved histories of this folder, with the mlcourse of commit 688e4f2: what was saved then must load now.

    git worktree add /tmp/then 688e4f2
    PYTHONPATH=/tmp/then python tests/data/make_histories.py tests/data

They are of format 1. Make no new ones with a later mlcourse: then they would show nothing.
"""

import sys
from pathlib import Path

import numpy as np

from mlcourse import (
    MLP,
    SGD,
    Adam,
    AdamW,
    Convergence,
    CosineDecay,
    EarlyStopping,
    Momentum,
    Nesterov,
    RMSProp,
    StepDecay,
    WarmUp,
    moons,
    save_history,
    split,
    train,
)

PARTS = split(moons(30, noise=0.2, seed=3), seed=1)
NETWORK = MLP((2, 3, 2), "tanh")
NORMALIZED = MLP((2, 4, 3, 2), ("relu", "tanh"), batch_normalization=True)

# In tests/data; together they hold every part that a file can have.
KEPT = {
    "normalized": {
        "network": NORMALIZED, "validation": PARTS.validation, "epochs": 20, "l2": 0.01,
        "optimizer": Adam(WarmUp(5, CosineDecay(0.1, 30, 0.001))),
        "early_stopping": EarlyStopping(4, 0.001), "convergence": Convergence(1e-3, 3),
    },
    "fleet": {
        "seed": (1, 2, 3), "dtype": np.float32, "l1": (0.0, 0.01, 0.02), "epochs": 10,
        "optimizer": Momentum((0.2, StepDecay(0.1, 10, 0.5), 1e30), (0.9, 0.5, 0.0)),
    },
    "masked": {"optimizer": AdamW(0.05, weight_decay=0.1, mask=NETWORK.weight_mask), "shuffle": False},
    "sizes": {"optimizer": SGD(0.1), "batch_size": (6, 7), "epochs": 3},  # no longer trained
}  # fmt: skip
# Beside them, to be tried by hand.
OTHERS = {
    "sgd": {"optimizer": SGD(0.1)},
    "nesterov": {"optimizer": Nesterov(0.05)},
    "rmsprop": {"optimizer": RMSProp(0.01)},
}  # fmt: skip


def main(folder: Path, runs: dict) -> None:
    for name, options in runs.items():
        options = {"network": NETWORK, "batch_size": 6, "epochs": 8, "seed": 7, **options}
        history = train(options.pop("network"), PARTS.train, progress=False, **options)
        print(name, history.worked(), save_history(history, folder / f"{name}.npz", overwrite=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]), {**KEPT, **OTHERS} if "all" in sys.argv else KEPT)
