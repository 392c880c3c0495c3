"""What inputs, outputs and classes are called on the screen."""

from collections.abc import Sequence

from mlcourse.base.errors import given, is_listed
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.network import MLP


class Names:
    """What inputs, outputs and classes are called."""

    def __init__(
        self, network: MLP, classes: Sequence[str] | None, features: Sequence[str] | None
    ) -> None:
        inputs, outputs = network.layer_sizes[0], network.layer_sizes[-1]
        output = ACTIVATIONS[network.output]
        self.is_classes = output.kind == "probabilities" or (
            output.bounds == (0, 1) and outputs == 1  # one probability, of class 1
        )
        count = max(outputs, 2) if self.is_classes else outputs
        default = [
            str(i) if self.is_classes else f"ŷ{_low(i)}" if count > 1 else "ŷ" for i in range(count)
        ]
        self.features = _check_names("feature_names", features, inputs) or tuple(
            f"x{_low(i)}" for i in range(inputs)
        )
        self.targets = _check_names("class_names", classes, count) or tuple(default)
        self.outputs = self.targets if outputs == count else (f"p({self.targets[1]})",)


def _check_names(name: str, names: Sequence[str] | None, count: int) -> tuple[str, ...]:
    """Return the names; none where none are given, as by a data set whose target is a number."""
    if names is None:
        return ()
    if isinstance(names, str) or not (isinstance(names, Sequence) or is_listed(names)):
        raise TypeError(f"{name} must be a sequence of {count} names; given {given(names)}.")
    if len(names) not in (0, count):
        raise ValueError(
            f"{name} must be {count} names, one for each; given {len(names)}. Leave {name} out to have them numbered."
        )
    return tuple(str(each) for each in names)


def _low(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
