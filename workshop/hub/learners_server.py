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

if __name__ == "__main__":
    os.umask(0o077)
    arguments = learn_arguments(find_course(), Path.home() / "mlcourse")
    prepare()
    sys.argv += [*arguments, *PRIVATE]
    from jupyterhub.singleuser import main

    main()
