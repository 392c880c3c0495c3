"""A learner's server, with the learner's rights: it lays the working copy or brings it up to date, as `lab` does."""

import os
import sys
from pathlib import Path

from mlcourse.cli.course import find_course
from mlcourse.cli.lab import learn_arguments, prepare

# A kernel talks through files in the learner's folder. Through ports of this machine, as it would otherwise, anybody
# on it could listen to what is printed.
PRIVATE = [
    "--KernelManager.transport=ipc",
    "--LabApp.extension_manager=readonly",
    "--ServerApp.answer_yes=True",
]

# A terminal finds the course's Python and the working copy, so that `python -m mlcourse validate 01` is all that is
# typed. A shell that reads the machine's own settings would look for another Python.
TERMINAL = ["--ServerApp.terminado_settings={'shell_command': ['/bin/bash', '--norc']}"]

if __name__ == "__main__":
    os.umask(0o077)
    arguments = learn_arguments(find_course(), Path.home() / "mlcourse")
    prepare()
    os.environ["PATH"] = f"{sys.prefix}/bin:{os.environ['PATH']}"
    os.environ["PS1"] = r"\w$ "
    os.chdir(Path.home() / "mlcourse")
    sys.argv += [*arguments, *PRIVATE, *TERMINAL]
    from jupyterhub.singleuser import main

    main()
