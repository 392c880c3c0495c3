"""The site: what ``build_site.py`` puts together. ``sources`` lays the pages out, Sphinx makes HTML of them, ``links`` looks.

- ``sources.py`` copies what is text, runs the notebooks (``executed.py``) and writes the pages of the reference
  (``reference.py``), all into one folder, where they link to each other as they do in the repository.
- ``conf.py`` holds Sphinx's settings; ``notebook_pages.py``, ``formulas.py`` and ``docstrings.py`` are what Sphinx is taught.
- ``theme/`` is the frame around each page. Below it stands the style of exported pages, so that a lesson looks the same here.
"""
