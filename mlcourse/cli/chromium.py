"""Find the Chromium, or Chrome, that the browser tests drive."""

from __future__ import annotations

import os
import shutil

VARIABLE = "MLCOURSE_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
HOW_TO_GET = (
    "install Chromium (Debian, Ubuntu: sudo apt install chromium) or put the path of a Chromium or "
    f"Chrome into the environment variable {VARIABLE}"
)


def find_chromium() -> str | None:
    """Return the path of the browser: what the environment variable names, else what is installed, else ``None``."""
    if named := os.environ.get(VARIABLE):
        return shutil.which(named)
    installed = (path for name in NAMES if (path := shutil.which(name)))
    return next(installed, next(filter(os.path.exists, PLACES), None))
