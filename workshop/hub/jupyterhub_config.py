"""JupyterHub for a class on one machine: `python -m jupyterhub -f workshop/hub/jupyterhub_config.py`, as root.

README.md beside this file is the way through it. What is kept lies in one folder: /srv/mlcourse, or $MLCOURSE_HUB.
"""

import os
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from begin import as_user, private_folder, require_open, require_proxy, require_root
from learners import NAME, FromTheList, LearnersServer, listed, names_in

from mlcourse.base.course import find_course
from mlcourse.cli.pulse import address

c = get_config()

FOLDER = Path(os.environ.get("MLCOURSE_HUB", "/srv/mlcourse"))
HOST = os.environ.get(
    "MLCOURSE_HUB_HOST", ""
)  # the address to listen on; "" takes all of this machine's
PORT = int(
    os.environ.get("MLCOURSE_HUB_PORT", "8000")
)  # the three after it are used on this machine alone
IDLE = 60 * 60  # seconds after which a server that nobody uses is stopped; its notebooks stay
PROXY, PULSE, CULLER = 19_998, 19_999, 20_000  # users of the system that need no account

require_root()
require_proxy()
require_open(sys.executable, sys.prefix, HERE)

# --- folders: what is the hub's is closed to everybody else
os.umask(0o077)
FOLDER.mkdir(parents=True, exist_ok=True)
secret = private_folder(FOLDER / "hub", owner=0)
proxy, pulse = private_folder(FOLDER / "proxy", PROXY), private_folder(FOLDER / "pulse", PULSE)
private_folder(FOLDER / "instructor", owner=0)  # for what is collected, and reports
learners = FOLDER / "learners"
learners.mkdir(exist_ok=True)
for folder in (FOLDER, learners):
    folder.chmod(0o711)  # who knows a name may pass; nobody may look around
for file in (*FOLDER.glob("*.txt"), *FOLDER.glob("*.pem")):
    file.chmod(0o600)
c.JupyterHub.db_url = f"sqlite:///{secret / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(secret / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(secret / "proxy.pid")

# --- who may log in
c.JupyterHub.authenticator_class = FromTheList
c.FromTheList.dbm_path = str(secret / "passwords")
c.FromTheList.min_password_length = 8
FromTheList.file = FOLDER / "learners.txt"
c.Authenticator.allowed_users = listed(FromTheList.file)
instructors = (
    FOLDER / "instructors.txt"
)  # with wrong names only, nobody is one: not whoever comes first
c.Authenticator.admin_users = listed(instructors) if names_in(instructors) else {"instructor"}
c.Authenticator.username_pattern = NAME

# --- a learner's server
c.JupyterHub.spawner_class = LearnersServer
LearnersServer.folders = learners
c.Spawner.cmd = ["setpriv", "--no-new-privs", sys.executable, str(HERE / "learners_server.py")]
c.Spawner.default_url = f"/lab/tree/{find_course().notebooks('lessons')[0]}"
c.Spawner.environment = {"MLCOURSE_PULSE": f"127.0.0.1:{PORT + 3}"}
c.Spawner.start_timeout = c.Spawner.http_timeout = (
    300  # a class that begins at once keeps a small machine busy
)

# --- addresses: a certificate beside the list makes it https
certificate, key = FOLDER / "certificate.pem", FOLDER / "key.pem"
scheme = "https" if certificate.is_file() and key.is_file() else "http"
if scheme == "https":
    for file in (certificate, key):
        os.chown(shutil.copy(file, proxy / file.name), PROXY, PROXY)
    c.JupyterHub.ssl_cert, c.JupyterHub.ssl_key = (
        str(proxy / certificate.name),
        str(proxy / key.name),
    )
c.JupyterHub.bind_url = f"{scheme}://{HOST}:{PORT}"
c.JupyterHub.hub_ip, c.JupyterHub.hub_port = "127.0.0.1", PORT + 1
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PORT + 2}"
c.ConfigurableHTTPProxy.command = as_user(PROXY, shutil.which("configurable-http-proxy"))

# --- services: the pulse of the room, and what stops servers that nobody uses
room = f"{scheme}://{HOST or address()}:{PORT}/services/pulse/"
listen = ["--host", "127.0.0.1", "--port", PORT + 3]
c.JupyterHub.services = [
    {
        "name": "pulse",
        "url": f"http://127.0.0.1:{PORT + 3}",
        "command": as_user(
            PULSE,
            sys.executable,
            "-m",
            "mlcourse",
            "pulse",
            *listen,
            "--at",
            room,
            "--file",
            pulse / "pulse.sqlite",
        ),
        "cwd": str(pulse),
    },
    {
        "name": "idle",
        "command": as_user(
            CULLER, sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={IDLE}"
        ),
    },
]
c.JupyterHub.load_roles = [
    {
        "name": "idle",
        "services": ["idle"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
