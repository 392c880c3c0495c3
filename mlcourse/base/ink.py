"""The ink of pictures that have no ground of their own: read on a light page, and turned around on a dark one."""

INK = "#636363"  # contrast: 6.0 on white, 6.9 turned around on JupyterLab's dark ground, 3.1 there as it is
DARK = (
    '<style>body[data-jp-theme-light="false"] :is(.mlc-plot, .mlc-curve) '
    "{ filter: invert(1) hue-rotate(180deg); }</style>"
)
