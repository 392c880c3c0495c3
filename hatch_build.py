"""What hatch does when the course is installed or packed: JupyterLab's extension is made, and goes with it."""

import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LayExtension(BuildHookInterface):
    """Lays the extension among JupyterLab's own, where ``share/jupyter/labextensions`` is installed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the extension's files, and name them to hatch; ``pip install -e`` does the same as ``pip install``."""
        sys.path.insert(0, self.root)
        from mlcourse.widgets.alone.extension import NAME, lay_extension

        self.folder = Path(mkdtemp())
        made = lay_extension(self.folder)
        build_data["shared_data"][str(made)] = f"share/jupyter/labextensions/{NAME}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Clear away what is packed by now."""
        shutil.rmtree(self.folder)
