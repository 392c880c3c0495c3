"""What a notebook's author wrote in Markdown, without anything that could run or load: only what is known is left."""

import re
from functools import cache

from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import Cleaner

TEXT = """a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4
h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody
td tfoot th thead tr tt u ul var"""
MATH = """math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms
mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none"""
ATTRIBUTES = """align alt class colspan dir height href id lang open reversed rowspan scope src start style title width
accent accentunder alttext columnalign columnlines columnspacing depth display displaystyle fence form
frame largeop linebreak linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize
minsize movablelimits notation rowlines rowspacing rspace scriptlevel separator side stretchy symmetric
voffset"""
ADDRESSES = frozenset({"http", "https", "mailto", "data"})
IS_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]")
UNSEEN = re.compile(r"[\x00-\x20]")  # what a browser passes over in an address


def sanitized(page: str) -> str:
    """Return HTML in which nothing runs: what is not known to be harmless is shown as the text that it is.

    Args:
        page: what became of a cell's Markdown, its formulas set.

    Returns:
        HTML.

    Example:
        >>> sanitized('<p onclick="run()">Press <kbd>Shift</kbd><script>run()</script></p>')
        '<p>Press <kbd>Shift</kbd>&lt;script&gt;run()&lt;/script&gt;</p>'
        >>> sanitized('<a href="javascript:run()">here</a> <a href="data:text/html,x">there</a>')
        '<a>here</a> <a>there</a>'
    """
    return str(_cleaner().clean(page))


@cache
def _cleaner() -> Cleaner:
    return Cleaner(
        tags=frozenset(f"{TEXT} {MATH}".split()),
        attributes=_is_harmless,
        protocols=ADDRESSES,
        css_sanitizer=CSSSanitizer(),
    )


def _is_harmless(tag: str, name: str, value: str) -> bool:
    """Return whether an attribute may stay: a picture may stand in the page itself, a link may not lead into it."""
    address = UNSEEN.sub("", value).lower()
    if address.startswith("data:"):
        return tag == "img" and name == "src" and IS_PICTURE.match(address) is not None
    return name in KNOWN


KNOWN = frozenset(ATTRIBUTES.split())
