"""Why some mutants pass all probes though their numbers differ inside: reasons that a person found.

A mutant that passes and has no reason, neither here nor by its values (survivors.py), is a hole: mend the probes.
"""

import re

SHIFT = "softmax stays as it is when one number is added to all logits of a row"
SOFTMAX = r"^(02\.(softmax|tempered|forward_pass)|03\.categorical|04\.(output_delta|backward_pass|train_batches))"
DRAWN = r"^01\.(he_normal|xavier_uniform|start_of)"  # of these weights only the spread is compared
REASONS = (  # kind, words (with the task before them), why
    ("loop", r"runs backwards|" + DRAWN, "what is added up, or stands in a row of its own, has no order"),
    ("order of lines", "", "neither of the two lines needs the other"),
    ("put on", r"`generator` first$", "the sum of one thing is that thing"),
    ("returned|left out", r"`rows`|`(array|tolist|float32|copy)` of|`(dtype|over)`$",
     "the same numbers, held otherwise"),
    ("sign|swapped", DRAWN, "the numbers lie around 0: the opposite ones are as likely"),
    ("put on|shifted|number", DRAWN, "among so many numbers it moves the spread by less than chance does"),
    ("exchanged|put on|accumulation|scaled",
     r"(zeros|ones|empty)(_like)?[`(]|^01\.signal_stds: `stds|^02\.softmax.*`p\[",
     "each number is put there afterwards, or added to 0"),
    ("returned|transpose", r"^01\.signal_stds: `(found|weights|stds|z)`",
     "a spread has no order, and a list is an array"),
    ("sign", r"^01\.predicted_stds", "a square takes the sign away"),
    ("left out", r"^01\.wrong_layer: `int` of", "a number of numpy counts as well"),
    ("put on|swapped|number|scaled|exchanged|comparison", r"^01\.wrong_layer",
     "which layer is furthest stays where all are changed alike"),
    ("scaled", r"^01\.repaired: `weights\[layer\]`", "divided by the spread, every factor is gone"),
    ("scaled|sign|swapped|put on|shifted", r"^01\.different_units",
     "what is done to all numbers alike leaves equal what is equal, and units have no order"),
    ("operator", r"^01\.start_of: in `he_normal", "he_normal has a task of its own, with few inputs"),
    ("shifted", SOFTMAX + ".*(logits|row)", SHIFT),
    ("exchanged|axis", SOFTMAX + ".*(`min` of|largest number)", SHIFT),
    ("put on|scaled", SOFTMAX + r"(?=.*(ReLU|magnitude|mean|divided|clip)).*(`logits|`max\(|`row`|sum\(1)", SHIFT),
    ("name", SOFTMAX + r".*`(b1|logits)` stands where `(row|logits)` belongs", SHIFT),
    ("sign|scaled|put on", SOFTMAX + r".*np\.exp\(", "a common factor cancels in the fraction"),
    ("sign|swapped|put on", r"^03\.mean_squared.*`(target -|prediction)", "the square takes the sign away"),
    ("name", r"^03\.mean_squared.*`prediction` stands where `flat`", "the mean of a sum is the sum of the means"),
    ("put on", r"^03\.cross_entropy: .*`y` first", "the largest number of a row stays where it is"),
    ("accumulation|number", r"^03\.as_two_classes", "what is added to 0 is put there; the last of two columns is 1"),
    ("put on|comparison", r"^(02\.relu|04\.relu_delta)", "at the border both give 0"),
    ("comparison|shifted|number|put on|name|left out", r"^02\.(sigmoid|tanh): ",
     "both forms of the sigmoid hold for z that is not large, so the border may lie elsewhere"),
    ("sign", r"^(02\.weighted_sums|02\.softmax|04\.input_gradient)", "the units come in another order on both sides"),
    ("sign|put on|number|name", r"^04\.(sigmoid_slope|tanh_slope|skip_gradient)",
     "both activations are even in their slope; nothing is read of an array that is filled afterwards"),
    ("put on|accumulation", r"^04\.relu_delta", "its sign decides, and what is added to 0 is put there"),
    ("returned", r"`delta` is returned", "a list of rows is an array"),
    ("shifted", r"^04\.output_delta.*`v`", SHIFT),
    ("shifted|name", r"^04\.(backward_pass|train_batches).*(W1|b1)", SHIFT),
    ("put on", r"`f` first$", "the sum of one thing is that thing"),
    ("put on", r"^04\.numerical_slopes: tanh is applied to `epsilon`", "a step that is shorter by 0.003 %"),
    ("put on|exchanged|accumulation", r"^04\.numerical_slopes.*(zeros|slopes\[i\]|step\[i\])",
     "each number is put there afterwards, or added to 0"),
    ("swapped", r"in `backward_pass_example_by_example`", "its arguments are given by name"),
    ("swapped", r"^05\.momentum_step: `velocity` and `beta`", "a product has no order"),
    ("put on", r"^06\.warm_up: .*`after` first$", "the sum of one thing is that thing"),
    ("name", r"^06\.warm_up: `step` stands where `t`", "only the last round counts, and there both are the same"),
    ("sign", r"^06\.cosine_decay", "the cosine of −a is that of a"),
    ("sign|put on|transpose|shifted", r"^06\.l[12]_penalty: .*`(i|j|W|W\.ravel\(\))`",
     "of a sum of squares or magnitudes neither order nor signs are seen; of zeros only the shape"),
    ("put on", r"^06\.(l[12]_penalty|find_cliff): a clip to 1e-12", "a number so small is lost in rounding"),
    ("accumulation", r"^06\.l1_penalty", "what is added to 0 is put there"),
    ("swapped", r"^06\.adamw_step: `decay` and `is_weight`", "a product has no order"),
    ("put on", r"^06\.adamw_step: tanh is applied to `(is_)?weight`", "only whether it is 0 is asked"),
    ("returned", r"^06\.find_cliff: `i` is returned", "there it is 0"),
    ("put on", r"^05\.train_adam: .*`gradient` first$", "the sum of one thing is that thing"),
    ("line", r"^05\.train_adam: the line `theta = theta.copy\(\)`", "theta may be changed where it is"),
    ("number", r"^04\.(backward_pass|train_batches).*-1 stands where 1", "the same square: (1 + a)(1 − a)"),
    ("sign|put on", r"^08\.shuffled: .*`(generator|np\.arange|np\.argsort|order)",
     "an order counted from the other end is as random, and the sum of one thing is that thing"),
    ("slope", r"^08\.deal: .*`len\(order\)", "it is above 0 as long as anything is left"),
    ("sign", r"^08\.epoch_loss: `sizes`", "a common factor cancels in the fraction"),
    ("number", r"^08\.convergence: (1|2|-1) stands where 0", "the first epoch sets the count back, whatever it was"),
    ("sign|transpose", r"^10\.confusion", "index −1 is the last of two; twice negated or transposed is as before"),
    ("left out|name|operator|returned", r"^10\.(precision_recall|f1)", "where none is found it is 0 in any case"),
    ("sign|exchanged", r"^10\.(precision_recall|f1).*2 more like places", "a common factor cancels in the fraction"),
    ("swapped", r"^10\.f1: `prediction` and `target`", "F1 is the same with FP and FN exchanged"),
    ("put on", r"^10\.cheapest_threshold: the sigmoid is applied to `costs`", "the order of the costs stays"),
    ("left out", r"^10\.recall_averages: `sorted`", "a mean has no order"),
    ("name", r"^10\.recall_averages", "both are equally long; both dictionaries have the same labels"),
    ("swapped|sign|put on", r"^10\.r_squared", "the square takes the sign away"),
    ("accumulation", r"^08\.convergence: `calm\[i \+ 1\]", "what is added to 0 is put there"),
    ("put on", r"^09\..*a clip to 1e-12", "no loss is so small"),
    ("number", r"^09\.best_and_gap: 0 stands where 1", "the first epoch is compared with itself"),
    ("scaled", r"^09\.best_and_gap: `list\(validation\)", "a list times two begins with the list"),
    ("accumulation", r"^09\.regimes", "what is added to 0 is put there"),
    ("put on|shifted", r"^09\.enough_examples: .*`seed`", "what is added up has no order"),
    ("loop", r"^09\.standardized", "the training part is read, and never written to"),
    ("returned", r"^09\.standardized: `parts`", "a list of the three parts"),
    ("sign|put on", r"^09\.standardized: .*`(train|j)`",
     "the opposite numbers are spread as widely, and columns may be counted from the end"),
    ("put on", r"^09\.chosen_l2: .*`training` first", "what is not used may be anything"),
    ("put on|scaled|exchanged", r"^09\.chosen_l2: .*`(np\.mean\(validation\[i\]\)|mean|lowest)`",
     "what keeps the order of the means keeps the lowest"),
    ("scaled|exchanged", r"^09\.chosen_l2: .*`(validation(\[i\])?|row)`", "a common factor keeps the order"),
    ("loop", r"^09\.early_stopping: the loop leaves out its first round", "the first epoch is a new best anyway"),
    ("line|number", r"^09\.early_stopping", "the first epoch is a new best, and sets all of them"),
    ("loop", r"^07\.normalize", "what is worked out anew each time comes out the same"),
    ("accumulation", r"^07\.(normalize: `result|backward: `dz)\[", "what is added to 0 is put there"),
    ("put on|shifted", r"^07\.(normalize|scale_gradients): .*`i`", "a sum over the examples has no order"),
    ("keepdims|put on", r"^07\.normalize: .*(keepdims|keep…)", "a row alone is its own mean, and goes with every row"),
    ("index", r"^07\.evaluate: .*running_variance\[None, :\]", "a row goes with every row, an axis more or less"),
    ("sign", r"^07\.normalize: .*np\.std", "the square takes the sign away"),
    ("swapped", r"^07\.(evaluate|layer): .*`running_variance` and `epsilon`", "a sum has no order"),
    ("put on", r"^07\.layer: tanh is applied to `training`", "only whether it is 0 is asked"),
    ("shifted", r"^07\.backward: .*`(dy|dz_hat|dxhat)`", "dz stays as it is when one number is added to a unit's dy"),
    ("sign|put on", r"^07\.backward: .*`z(_hat)?`", "neither a variance nor a product with itself sees signs"),
    ("returned", r"^11\..*`(values|pairs|kept|result)`", "a list is an array"),
    ("put on", r"^11\.grid: .*(ReLU|magnitude|a clip)", "nothing that is tried is below 0"),
    ("accumulation|index", r"^11\.(grid|standardized_folds|kept_features): .*(\[row|result\[|kept\[k|np\.where)",
     "each number is put there afterwards, or added to 0"),
    ("number", r"^11\.grid: -1 stands where 1", "the last of two axes"),
    ("put on|scaled", r"^11\.best_within: .*`scores(\[:?\w+\])?`",
     "what keeps the order of the scores keeps the highest"),
    ("put on|scaled|left out|number|name", r"^11\.standardized_folds: .*(`(int\()?fold(\.|`)|2 stands|`fold` belongs)",
     "only which examples share a fold is asked, and a fold without examples changes nothing"),
    ("sign|swapped|put on", r"^11\.chosen: .*(`scores`|`means\[best\] - scores|`scores\[best\] - means)",
     "a spread has no sign, and no number of it is so small"),
    ("transpose", r"^11\.chosen: `spread`", "it is a single number"),
    ("put on|scaled|number|exchanged", r"^11\.kept_features: .*(mean\(|`gaps`|`np\.abs|`abs|4 stands)",
     "what keeps the order of the differences keeps the features"),
    ("put on|scaled|sign", r"^11\.kept_features: .*`[xy](\[[^`]*\])?`",
     "the differences change all alike, or change their sign"),
    ("put on", r"^11\.kept_features: .*(`fold` first|`rows`)",
     "only which examples share a fold is asked; no number is below 0"),
    ("left out|index|name", r"^11\.kept_features: .*(`y == [01]`|`xt\[yt == [01]\]`|`train` stands)",
     "the mean of all lies between those of the classes: the order is the same"),
    ("scaled", r"^11\.kept_features: `sorted\(", "a list times two begins with the list"),
)  # fmt: skip


def reason_of(task_id: str, survivor: str) -> str:
    """Return why a mutant is as right, by "kind: words"; an empty string where nothing says so.

    Example:
        >>> reason_of("01.he_normal", "sign: `W` has the opposite sign")
        'the numbers lie around 0: the opposite ones are as likely'
    """
    kind, _, words = survivor.partition(": ")
    said = f"{task_id}: {words}"
    return next(
        (
            why
            for kinds, pattern, why in REASONS
            if re.fullmatch(kinds, kind) and re.search(pattern, said)
        ),
        "",
    )
