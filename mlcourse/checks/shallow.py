"""Whether a stranger's text may be parsed at all."""

import io
import tokenize

MOST_TOKENS = 400  # of a line, however many lines of text it takes
LONGEST_RUN = 30  # of signs without a name


def is_shallow(text: str) -> bool:
    """Return whether a stranger's text may be parsed: a very deep expression can crash Python itself."""
    tokens = run = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            is_sign = token.type == tokenize.OP
            run = run + 1 if is_sign else 0
            tokens = 0 if token.type == tokenize.NEWLINE else tokens + 1
            if tokens > MOST_TOKENS or run > LONGEST_RUN:
                return False
    except (tokenize.TokenError, SyntaxError, RecursionError):
        return False
    return True
