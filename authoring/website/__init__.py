"""The site, which ``build_site.py`` puts together of what stands here.

- ``sources.py`` copies what is text, runs the notebooks (``executed.py``) and writes the pages of the reference
  (``reference.py``), all into one folder, where they link to each other as they do in the repository.
- Sphinx makes pages of it. ``conf.py`` holds its settings; it is taught notebooks (``notebook_pages.py``), the records
  of the library (``docstrings.py``), formulas and tables (``elements.py``), what pages share (``shared.py``),
  and what a search says (``excerpts.py``).
- ``theme/`` is the frame around each page. Within it the style is that of exported pages: a lesson looks the same.
- ``links.py`` looks at all pages in the end: every link leads somewhere.
"""
