"""Data to learn from: real sets that scikit-learn brings along, and toy sets drawn from a seed.

Everything is left as it was measured; scaling is a step of its own (``preprocessing.standardize``),
since it must not look at the examples that a model is tested on.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from mlcourse.base.display import Record, Term, given_record
from mlcourse.base.errors import (
    Array,
    affordable,
    choice,
    examples,
    finite,
    floats,
    given,
    instance,
    integer,
    number,
)
from mlcourse.base.labels import check_labels, check_names, check_range
from mlcourse.base.randomness import Purpose, stream
from mlcourse.data.bundled import inputs_and_labels, table
from mlcourse.data.printing import FONTS, glyphs, printed

MOST_CLASSES = 10_000
TASKS = ("binary", "multi-class", "regression")

DIGITS = tuple("0123456789")
PIXELS = tuple(f"pixel_{row}_{column}" for row in range(8) for column in range(8))
# What was measured of each cell nucleus: its mean, its standard error, and the mean of the three largest.
NUCLEUS = (
    "radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity",
    "concave points", "symmetry", "fractal dimension",
)  # fmt: skip
IN_WINE = (
    "alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids",
    "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue", "od280/od315_of_diluted_wines",
    "proline",
)  # fmt: skip


@given_record
class Dataset(Record):
    """Examples with their targets, what to do with them and where they come from.

    Args:
        x: the inputs (N, D), one row for each example.
        y: the targets (N,): integer labels from 0 for classes, numbers for a regression.
        task: "binary", "multi-class" or "regression".
        feature_names: D names; "x0", "x1", … where there are none.
        class_names: a name for each label; "0", "1", … where there are none; none in a regression.
        name: what the set is called.
        about: what it is and where it comes from, in two sentences.

    Raises:
        TypeError: an argument is of the wrong kind, or labels are not integers.
        ValueError: NaN or infinity, lengths that do not fit, a label without a name, two classes
            too many for "binary".

    Example:
        >>> Dataset([[1.0], [2.0], [3.0]], [0, 0, 1], task="binary", class_names=("cat", "dog"))
        Data set
          data: binary, 3 examples, 1 feature
          cat: 2, dog: 1
          x                (3, 1)    1  2  3    inputs, one row for each example
          y                (3,)      0  0  1    targets
          feature_names              1 × str    of the columns of x
          class_names                2 × str    of the labels 0, 1, …
    """

    title = "Data set"
    terms = (
        Term("x", "inputs, one row for each example"),
        Term("y", "targets"),
        Term("feature_names", "of the columns of x"),
        Term("class_names", "of the labels 0, 1, …"),
    )

    x: Array  # (N, D)
    y: Array  # (N,)
    task: str
    feature_names: tuple[str, ...] = ()
    class_names: tuple[str, ...] = ()
    name: str = "data"
    about: str = ""

    def __post_init__(self) -> None:
        """Check every field and put it into its plain form."""
        choice("task", self.task, TASKS)
        x = examples("x", self.x)
        if x.ndim != 2:
            raise ValueError(
                f"x must have the shape (N, D); given {given(x)}. Try x.reshape(N, -1)."
            )
        y = _numbers(self.y) if self.task == "regression" else check_labels("y", self.y)
        if len(y) != len(x):
            raise ValueError(
                f"x and y must hold equally many examples; given {len(x)} and {len(y)}. "
                "Look at how each was sliced."
            )
        for field, value in (("x", x), ("y", y), *self._checked_names(x, y)):
            object.__setattr__(self, field, value)

    def _checked_names(self, x: Array, y: Array) -> list[tuple[str, Any]]:
        features = check_names("feature_names", self.feature_names)
        features = features or tuple(f"x{i}" for i in range(x.shape[1]))
        if len(features) != x.shape[1]:
            raise ValueError(
                f"feature_names must name the {x.shape[1]} columns of x; given {len(features)}: {list(features)}. "
                "Without names they are called x0, x1, …"
            )
        instance("name", self.name, str)
        instance("about", self.about, str)
        classes = check_names("class_names", self.class_names)
        return [("feature_names", features), ("class_names", self._checked_classes(classes, y))]

    def _checked_classes(self, names: tuple[str, ...], y: Array) -> tuple[str, ...]:
        if self.task == "regression":
            if names:
                raise ValueError(
                    f"a regression has no classes; given class_names {names}. "
                    'Try task="multi-class", or leave class_names out.'
                )
            return ()
        at_least = 2 if self.task == "binary" else 1
        if not names and y.max() > MOST_CLASSES:  # numbers of articles, or years, taken for classes
            raise ValueError(
                f"y must hold labels that count the classes from 0; given the label {y.max()}. "
                "Try np.unique(y, return_inverse=True)[1]."
            )
        whose = "class_names" if names else "the labels in y"
        names = names or tuple(map(str, range(max(int(y.max()) + 1, at_least))))
        if self.task == "binary" and len(names) != 2:
            raise ValueError(
                f'task "binary" has 2 classes, and so must {whose}; given {len(names)}: {list(names)}. '
                'Try task="multi-class".'
            )
        check_range(y, len(names))
        return names

    def worked(self) -> tuple[str, ...]:
        """Return what the set is, and how many examples each class has."""
        count, features = self.x.shape
        shape = f"{count} example{'s' * (count != 1)}, {features} feature{'s' * (features != 1)}"
        lines = [f"{self.name}: {self.task}, {shape}", self.about]
        if self.class_names:
            counts = np.bincount(self.y, minlength=len(self.class_names))
            named = zip(self.class_names, counts, strict=True)
            lines.append(", ".join(f"{name}: {n}" for name, n in named))
        return tuple(line for line in lines if line)


def digits() -> Dataset:
    """Return 1797 handwritten digits of 8 × 8 pixels, each from 0 to 16: 10 classes.

    Returns:
        x (1797, 64), y (1797,) from 0 to 9. ``x[i].reshape(8, 8)`` is the picture.

    Raises:
        ImportError: scikit-learn is not installed.

    Example:
        >>> data = digits()
        >>> data.x.shape, data.x.max(), data.y[:3]
        ((1797, 64), np.float64(16.0), array([0, 1, 2]))

    Source:
        Alpaydin and Kaynak (1998).
    """
    x, y = inputs_and_labels("digits.csv.gz", "digits")
    return Dataset(
        x=x, y=y, task="multi-class", feature_names=PIXELS, class_names=DIGITS, name="digits",
        about="Handwritten digits as 8 × 8 pixels; a pixel is raw, from 0 to 16, so standardize it or "
        "divide by 16. The test part of the UCI set by Alpaydin and Kaynak (1998).",
    )  # fmt: skip


def breast_cancer() -> Dataset:
    """Return 569 tumors with 30 measurements of their cell nuclei: 0 is malignant, 1 is benign.

    Returns:
        x (569, 30), y (569,). The class that must not be missed is 0, so ask for
        ``recall(prediction, y, positive=0)``.

    Raises:
        ImportError: scikit-learn is not installed.

    Example:
        >>> data = breast_cancer()
        >>> data.x.shape, data.class_names
        ((569, 30), ('malignant', 'benign'))

    Source:
        Street, Wolberg and Mangasarian (1993).
    """
    x, y = inputs_and_labels("breast_cancer.csv", "breast cancer")
    measured = ("mean {}", "{} error", "worst {}")
    features = tuple(form.format(name) for form in measured for name in NUCLEUS)
    return Dataset(
        x=x, y=y, task="binary", feature_names=features, class_names=("malignant", "benign"),
        name="breast cancer",
        about="Tumors as 30 measurements of their cell nuclei; 0 is malignant and 1 benign, as in "
        "scikit-learn. Collected in Wisconsin by Street, Wolberg and Mangasarian (1993).",
    )  # fmt: skip


def wine() -> Dataset:
    """Return 178 wines of three cultivars with 13 chemical measurements, of very unequal scales.

    Returns:
        x (178, 13), y (178,) from 0 to 2.

    Raises:
        ImportError: scikit-learn is not installed.

    Example:
        >>> data = wine()
        >>> data.x.shape, data.feature_names[0]
        ((178, 13), 'alcohol')

    Source:
        Forina et al. (1988), by way of Aeberhard, Coomans and de Vel (1992).
    """
    x, y = inputs_and_labels("wine_data.csv", "wine")
    return Dataset(
        x=x, y=y, task="multi-class", feature_names=IN_WINE,
        class_names=("class_0", "class_1", "class_2"), name="wine",
        about="Wines of three cultivars from one region of Italy as 13 chemical measurements. "
        "Collected by Forina and others (1988).",
    )  # fmt: skip


def iris() -> Dataset:
    """Return 150 irises of three species with the length and width of sepals and petals in cm.

    Returns:
        x (150, 4), y (150,) from 0 to 2.

    Raises:
        ImportError: scikit-learn is not installed.

    Example:
        >>> data = iris()
        >>> data.x.shape, data.class_names
        ((150, 4), ('setosa', 'versicolor', 'virginica'))

    Source:
        Fisher (1936), from measurements by Anderson (1935).
    """
    x, y = inputs_and_labels("iris.csv", "iris")
    lengths = ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)")
    return Dataset(
        x=x, y=y, task="multi-class", feature_names=lengths,
        class_names=("setosa", "versicolor", "virginica"), name="iris",
        about="Irises of three species as four lengths in cm; setosa stands apart, the others overlap. "
        "Measured by Anderson (1935), made famous by Fisher (1936).",
    )  # fmt: skip


def diabetes() -> Dataset:
    """Return 442 patients with 10 measurements and how far their disease had come a year later.

    The measurements are the raw ones. (scikit-learn's default has scaled them already, by the mean
    and the spread of all patients, those of the later test part too.)

    Returns:
        x (442, 10), y (442,), a regression.

    Raises:
        ImportError: scikit-learn is not installed.

    Example:
        >>> data = diabetes()
        >>> data.x.shape, data.feature_names[:3], data.x[0, :3]
        ((442, 10), ('age', 'sex', 'bmi'), array([59. ,  2. , 32.1]))

    Source:
        Efron, Hastie, Johnstone and Tibshirani (2004).
    """
    x, y = (table(f"diabetes_{part}.csv.gz", "diabetes") for part in ("data_raw", "target"))
    measured = ("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6")
    return Dataset(
        x=x, y=y, task="regression", feature_names=measured, name="diabetes",
        about="Ten raw measurements of patients; y is a score of their diabetes one year later. "
        "Published by Efron, Hastie, Johnstone and Tibshirani (2004).",
    )  # fmt: skip


def moons(examples: int = 300, noise: float = 0.2, seed: int = 0) -> Dataset:
    """Return two half circles that reach into each other: no straight line parts them.

    Class 0 lies on (cos t, sin t), class 1 on (1 − cos t, ½ − sin t), with t ~ U(0, π).

    Args:
        examples: how many, at least 2; the classes take turns.
        noise: standard deviation of what is added to each coordinate, from 0.
        seed: an integer from 0.

    Returns:
        x (examples, 2), y (examples,).

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: too few examples, negative noise or seed.

    Example:
        >>> data = moons(examples=300, noise=0.2, seed=0)
        >>> data.x.shape, data.y[:4]
        ((300, 2), array([0, 1, 0, 1]))

    Source:
        After scikit-learn's ``make_moons`` (Pedregosa et al. 2011).
    """
    generator, y = _start(moons, examples, 2, seed)
    t = generator.uniform(0, np.pi, y.size)
    upper = np.column_stack([np.cos(t), np.sin(t)])
    lower = np.column_stack([1 - np.cos(t), 0.5 - np.sin(t)])
    x = np.where(y[:, None] == 0, upper, lower)
    return _toy("moons", _blurred(x, noise, generator), y, "Two half circles that interlock.")


def circles(examples: int = 300, noise: float = 0.1, factor: float = 0.5, seed: int = 0) -> Dataset:
    """Return a circle of radius 1 (class 0) around one of radius ``factor`` (class 1).

    Args:
        examples: how many, at least 2; the classes take turns.
        noise: standard deviation of what is added to each coordinate, from 0.
        factor: the inner radius, above 0 and below 1.
        seed: an integer from 0.

    Returns:
        x (examples, 2), y (examples,).

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an argument is out of range.

    Example:
        >>> data = circles(noise=0, factor=0.5)
        >>> np.linalg.norm(data.x, axis=1)[:4].round(6)
        array([1. , 0.5, 1. , 0.5])

    Source:
        After scikit-learn's ``make_circles`` (Pedregosa et al. 2011).
    """
    generator, y = _start(circles, examples, 2, seed)
    inner = number("factor", factor, above=0, below=1, try_this="Try 0.5.")
    x = _polar(np.where(y == 0, 1.0, inner), generator.uniform(0, 2 * np.pi, y.size))
    return _toy("circles", _blurred(x, noise, generator), y, "A circle inside a circle.")


def spirals(examples: int = 300, classes: int = 3, noise: float = 0.2, seed: int = 0) -> Dataset:
    """Return arms that wind around each other: class k has the angle 2πk/classes + 4r at radius r.

    Args:
        examples: how many, at least one for each class; the classes take turns.
        classes: the number of arms, at least 2.
        noise: standard deviation of what is added to the angle, in radians, from 0.
        seed: an integer from 0.

    Returns:
        x (examples, 2), y (examples,) from 0 to classes − 1.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an argument is out of range.

    Example:
        >>> data = spirals(examples=6, classes=3)
        >>> data.y, data.task
        (array([0, 1, 2, 0, 1, 2]), 'multi-class')

    Source:
        Lang and Witbrock (1988), with two arms.
    """
    classes = integer("classes", classes, at_least=2, try_this="Try 3.")
    generator, y = _start(spirals, examples, classes, seed)
    noise = _noise(noise)
    radius = generator.uniform(0, 1, y.size)
    angle = 2 * np.pi * y / classes + 4 * radius + noise * generator.standard_normal(y.size)
    return _toy("spirals", _polar(radius, angle), y, f"{classes} arms of a spiral.", classes)


def xor(examples: int = 300, noise: float = 0.1, seed: int = 0) -> Dataset:
    """Return points of a square, class 1 where exactly one of the coordinates is positive.

    Args:
        examples: how many, at least 4; the quadrants take turns.
        noise: standard deviation of what is added to each coordinate after labeling, from 0.
        seed: an integer from 0.

    Returns:
        x (examples, 2), from −1 to 1 but for the noise, y (examples,).

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an argument is out of range.

    Example:
        >>> data = xor(noise=0)
        >>> bool((data.y == ((data.x[:, 0] > 0) != (data.x[:, 1] > 0))).all())
        True

    Source:
        Minsky and Papert (1969): a single layer cannot learn it.
    """
    generator, quadrant = _start(xor, examples, 4, seed)
    positive = np.column_stack([quadrant % 2, quadrant // 2])  # 0 or 1 for each coordinate
    # 1 − U[0, 1) is never 0, so that no point lies on a border.
    x = (2 * positive - 1) * (1 - generator.random(positive.shape))
    y = positive[:, 0] ^ positive[:, 1]
    return _toy("xor", _blurred(x, noise, generator), y, "Opposite quadrants share a class.")


def noisy_sine(examples: int = 100, noise: float = 0.2, seed: int = 0) -> Dataset:
    """Return y = sin(x) + noise for x ~ U(−π, π): a regression that fits on a screen.

    Args:
        examples: how many, at least 1.
        noise: standard deviation of what is added to y, from 0.
        seed: an integer from 0.

    Returns:
        x (examples, 1), y (examples,).

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an argument is out of range.

    Example:
        >>> data = noisy_sine(noise=0)
        >>> bool(np.allclose(data.y, np.sin(data.x[:, 0])))
        True

    Source:
        Bishop (2006), section 1.1, where a sine with noise shows over- and underfitting.
    """
    generator, _ = _start(noisy_sine, examples, 1, seed)
    x = generator.uniform(-np.pi, np.pi, (examples, 1))
    y = _blurred(np.sin(x[:, 0]), noise, generator)
    return Dataset(
        x=x,
        y=y,
        task="regression",
        feature_names=("x",),
        name="noisy sine",
        about="A sine with noise. Drawn from a seed, after Bishop (2006).",
    )


def printed_digits(examples: int = 600, seed: int = 0) -> Dataset:
    """Return printed digits of 8 × 8 pixels, each from 0 to 16: the 10 classes of ``digits``, in another kind of image.

    Each is drawn in one of four fonts, and by chance slanted, made up to a fifth lower, and narrower or wider.

    Args:
        examples: how many, at least 10; they are 0, 1, 2, … 9, 0, 1, …
        seed: an integer from 0.

    Returns:
        x (examples, 64), y (examples,) from 0 to 9. ``x[i].reshape(8, 8)`` is the picture.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an argument is out of range.

    Example:
        >>> data = printed_digits()
        >>> data.x.shape, data.x.max(), data.y[:3]
        ((600, 64), np.float64(16.0), array([0, 1, 2]))

    Source:
        The fonts DejaVu Sans and DejaVu Serif, which matplotlib brings along.
    """
    generator, y = _start(printed_digits, examples, 10, seed)
    font = generator.integers(len(FONTS), size=len(y))
    slant, width, height = (
        generator.uniform(low, high, len(y)) for low, high in ((-0.3, 0.3), (0.8, 1.3), (0.8, 1))
    )
    return Dataset(
        x=printed(glyphs()[font, y], slant, width, height), y=y, task="multi-class",
        feature_names=PIXELS, class_names=DIGITS, name="printed digits",
        about="Digits of four fonts as 8 × 8 pixels, slanted and stretched by chance; a pixel is raw, from 0 to 16. "
        "Drawn from a seed, in matplotlib's DejaVu Sans and DejaVu Serif.",
    )  # fmt: skip


TOYS: tuple[Callable[..., Dataset], ...] = (moons, circles, spirals, xor, noisy_sine)
GENERATORS = (*TOYS, printed_digits)


def _start(
    maker: Callable[..., Dataset], examples: Any, groups: int, seed: Any
) -> "tuple[np.random.Generator, Array]":
    """Return the generator's own random stream, and group labels 0, 1, …, 0, 1, … (examples,)."""
    hint = f"One for each of the {groups} groups at the very least."
    count = integer("examples", examples, at_least=groups, try_this=hint)
    affordable("examples", count, count, 8)  # with the numbers that are drawn for them
    return stream(seed, Purpose.DATA, GENERATORS.index(maker)), np.arange(count) % groups


def _noise(noise: Any) -> float:
    return number("noise", noise, at_least=0, try_this="Try 0.2, or 0 for none.")


def _blurred(values: Array, noise: Any, generator: "np.random.Generator") -> Array:
    return values + _noise(noise) * generator.standard_normal(values.shape)


def _polar(radius: Array, angle: Array) -> Array:
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _toy(name: str, x: Array, y: Array, what: str, classes: int = 2) -> Dataset:
    task = "binary" if classes == 2 else "multi-class"
    labels = tuple(map(str, range(classes)))
    about = f"{what} Drawn from a seed, so that it can be drawn again."
    return Dataset(
        x=x, y=y, task=task, feature_names=("x0", "x1"), class_names=labels, name=name, about=about
    )


def _numbers(y: Any) -> Array:
    y = finite("y", floats("y", y))
    if y.ndim != 1:
        raise ValueError(f"y must have the shape (N,); given {given(y)}. Try y.ravel().")
    return y
