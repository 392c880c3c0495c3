"""Pages without a kernel: an executed lesson as one HTML file that needs nothing else.

``jupyter nbconvert --to mlcourse --execute NOTEBOOK`` finds the exporter by its entry point. Formulas become
MathML, which browsers set themselves (``formulas``). The widgets' state, which nbconvert stores in the notebook when it
executes it, goes into the page with the widgets' own modules (``widgets``, ``templates/mlcourse/page.js``), and so they
play on; of a notebook that was run in JupyterLab and saved, what it has kept. The page asks the network for nothing,
and forbids the browser to.
"""

from mlcourse.export.exporter import CourseExporter

__all__ = ["CourseExporter"]
