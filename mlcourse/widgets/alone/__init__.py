"""Widgets without a kernel: ``alone.js`` mounts one; ``page.js`` those of an exported page, ``reopened.js`` those of a
notebook that was closed and opened again, in an extension of JupyterLab (``extension.py``)."""
