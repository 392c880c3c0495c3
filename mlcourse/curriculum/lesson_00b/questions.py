"""The quiz of lesson 00b: each question is asked in the lesson by ``ml.quiz("00b.name")``."""

from mlcourse.checks.questions import Option, Question

NOT_KNOWN = "I do not know"  # an option of the test: nobody has to guess

QUESTIONS = (
    # the self-test, one question for each part
    Question(
        "00b.test_slope",
        "$f(w) = w^2 + 3w$. What is the slope of $f$ at $w = 2$?",
        "00b.1",
        (
            Option(
                "7",
                "Yes: $f'(w) = 2w + 3$, and $2 \\cdot 2 + 3 = 7$. You can skip part 1 of lesson 00b.",
                right=True,
            ),
            Option(
                "10",
                "10 is the value $f(2) = 4 + 6$. The slope says how fast the value changes there.",
            ),
            Option("4", "4 is the slope of $w^2$ alone. The term $3w$ adds 3."),
            Option(NOT_KNOWN, "Part 1 of lesson 00b says it."),
        ),
    ),
    Question(
        "00b.test_chain",
        "$L = (2w + 1)^2$. What is its slope, $\\mathrm{d}L/\\mathrm{d}w$, at $w = 1$?",
        "00b.2",
        (
            Option(
                "6",
                "6 is $2(2w + 1)$, the slope of the square alone. How fast does what is inside it change with $w$?",
            ),
            Option(
                "12",
                "Yes: $2(2w + 1) \\cdot 2 = 6 \\cdot 2$. You can skip part 2 of lesson 00b.",
                right=True,
            ),
            Option("8", "6 + 2: the two slopes are multiplied, not added."),
            Option(NOT_KNOWN, "Part 2 of lesson 00b says it."),
        ),
    ),
    Question(
        "00b.test_matrix",
        "`x` has the shape (5, 3), 5 rows and 3 columns, and `W` the shape (3, 4). What is the shape of `x @ W`?",
        "00b.3",
        (
            Option(
                "(3, 3)",
                "The inner sizes must agree, and then they are gone: they are what is summed over.",
            ),
            Option(
                "an error", "It would be one if the inner sizes, 3 and 3, differed. They agree."
            ),
            Option(
                "(5, 4)",
                "Yes: the two 3s meet and are summed over. You can skip part 3 of lesson 00b.",
                right=True,
            ),
            Option(NOT_KNOWN, "Part 3 of lesson 00b says it."),
        ),
    ),
    Question(
        "00b.test_broadcasting",
        "`z` has the shape (4, 3) and `c` the shape (4,). What is the shape of `z + c`?",
        "00b.4",
        (
            Option(
                "an error",
                "Yes: shapes are compared from the right, and there 3 meets 4. You can skip part 4 of lesson 00b.",
                right=True,
            ),
            Option(
                "(4, 3)",
                "The 4s do not meet: numpy compares shapes from the right. As a column, (4, 1), `c` would fit.",
            ),
            Option("(4, 4)", "Nothing can be stretched here: 3 and 4 differ, and neither is 1."),
            Option(NOT_KNOWN, "Part 4 of lesson 00b says it."),
        ),
    ),
    Question(
        "00b.test_mean",
        "`a` has the shape (100, 3): 100 examples with 3 numbers each, its features. What gives the mean of each "
        "feature?",
        "00b.5",
        (
            Option(
                "`a.mean(axis=1)`", "That averages the 3 features of each example: 100 numbers."
            ),
            Option("`a.mean()`", "That is one number for everything."),
            Option(
                "`a.mean(axis=0)`",
                "Yes: axis 0, the examples, is the one that disappears. You can skip part 5 of lesson 00b.",
                right=True,
            ),
            Option(NOT_KNOWN, "Part 5 of lesson 00b says it."),
        ),
    ),
    # after each part
    Question(
        "00b.partial",
        "$f(w, b) = 3wb + b^2$. What is $\\partial f/\\partial w$?",
        "00b.1",
        (
            Option(
                "$3b + 2b$", "$2b$ comes from $b^2$, and $b$ does not move here: only $w$ does."
            ),
            Option(
                "$3b$",
                "Yes. With $b$ held still, $b^2$ is a constant and $3wb$ is a straight line of slope $3b$.",
                right=True,
            ),
            Option(
                "$3w + 2b$",
                "That is $\\partial f/\\partial b$: the slope if $b$ moves and $w$ stands still.",
            ),
        ),
    ),
    Question(
        "00b.chain_three",
        "$a = 2w$, $b = a + 5$, $L = b^2$. What is $\\mathrm{d}L/\\mathrm{d}w$ at $w = 0$?",
        "00b.2",
        (
            Option(
                "10",
                "10 is $\\mathrm{d}L/\\mathrm{d}b = 2b$ at $b = 5$. Two more factors: 1 and 2.",
            ),
            Option(
                "0",
                "The slope is asked at the point $w = 0$. What counts there is $b = 5$.",
            ),
            Option(
                "20",
                "Yes: $2 \\cdot 1 \\cdot 10$, one factor for each link of the chain.",
                right=True,
            ),
        ),
    ),
    Question(
        "00b.which_product",
        "31 examples with 7 features go into a layer of 5 units, and `W` is (7, 5). Which line computes all "
        "weighted sums at once?",
        "00b.3",
        (
            Option(
                "`x * W`",
                "(31, 7) and (7, 5) cannot be multiplied element by element, and no sum would be taken.",
                misconception=9,
            ),
            Option(
                "`x @ W`",
                "Yes: (31, 7) @ (7, 5) gives (31, 5), a row for each example.",
                right=True,
            ),
            Option("`W @ x`", "(7, 5) @ (31, 7): the inner sizes are 5 and 31.", misconception=8),
        ),
    ),
    Question(
        "00b.bias",
        "`z` is (31, 5), `b` is (5,). What does `z + b` do?",
        "00b.4",
        (
            Option(
                "adds `b` to every row",
                "Yes: from the right, 5 meets 5, and `b` is repeated 31 times.",
                right=True,
            ),
            Option("adds `b` to every column", "That would need a `b` of shape (31, 1)."),
            Option(
                "fails with an error",
                "Shapes may differ if, read from the right, each pair agrees or one of it is 1 or missing.",
            ),
        ),
    ),
    Question(
        "00b.std",
        "All numbers of an array are doubled. Then …",
        "00b.5",
        (
            Option(
                "its variance doubles",
                "The deviations double, and the variance is the mean of their squares: it grows fourfold.",
                misconception=3,
            ),
            Option(
                "its standard deviation doubles",
                "Yes, and its variance is four times what it was.",
                right=True,
            ),
            Option(
                "both stay the same",
                "Adding a constant would leave both alone. Multiplying does not.",
            ),
        ),
    ),
)
