"""Sphinx's settings; ``build_site.py`` names this folder and the one that holds the sources."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import mlcourse  # noqa: E402
import mlcourse.export  # noqa: E402
from website.navigation import groups  # noqa: E402

EXPORT = Path(mlcourse.export.__file__).parent

project = "mlcourse"
release = version = mlcourse.__version__
language = "en"
smartquotes = False  # what stands in quotes is often code
extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "myst_parser",
    "website.docstrings",
    "website.elements",
    "website.excerpts",
    "website.notebook_pages",
    "website.shared",
]
root_doc = "index"
suppress_warnings = ["myst.header"]  # a table of contents need not mind a level that was left out

myst_enable_extensions = ["dollarmath", "tasklist"]
myst_heading_anchors = 4
myst_dmath_double_inline = True

autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
add_module_names = False
napoleon_custom_sections = ["Source"]
toc_object_entries_show_parents = "hide"

html_theme = "theme"
html_theme_path = [str(HERE)]
html_title = "mlcourse"
html_math_renderer = "mathml"
html_static_path = [str(EXPORT / "templates" / "mlcourse" / "page.css")]
html_copy_source = False
html_show_search_summary = False  # excerpts.py says why
html_use_index = False
html_domain_indices = False
html_permalinks_icon = "#"
html_context = {"groups": groups}

NAMES = {"README": "The course: about, install, use", "workshop/README": "The guide"}


def name_pages(app, page, template, context, document):
    """Give the frame what it calls each page in its menu."""
    context["title_of"] = lambda name: NAMES.get(name) or app.env.titles[name].astext()


def setup(app):
    """Tell Sphinx."""
    app.connect("html-page-context", name_pages)
