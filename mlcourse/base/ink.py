"""The ink of pictures that have no ground of their own, so that they are read on a light and on a dark page.

A kernel does not know which theme the page has, and the reader may change it at any time. Where the page is dark the
style below turns light and dark around: the ink becomes light, and blue stays blue. Where that style is taken away (a
notebook that is not trusted), the ink is read on both grounds all the same.
"""

INK = "#636363"  # contrast: 6.0 on white, 6.9 turned around on JupyterLab's dark ground, 3.1 there as it is
DARK = (
    '<style>body[data-jp-theme-light="false"] :is(.mlc-plot, .mlc-curve) { filter: invert(1) hue-rotate(180deg); }'
    "</style>"
)
