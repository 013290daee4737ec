"""The installation's settings in an environment made for tests."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("ZEREN_SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("ZEREN_SECURE", "no")
if "ZEREN_DATA" not in os.environ:
    os.environ["ZEREN_DATA"] = tempfile.mkdtemp(prefix="zeren-tests-")
    atexit.register(shutil.rmtree, os.environ["ZEREN_DATA"], ignore_errors=True)
Path(os.environ["ZEREN_DATA"], "static").mkdir(exist_ok=True)

from zeren_platform.config.settings import *  # noqa: E402, F403 - the same file in every environment

# Argon2 is slow on purpose; tests sign in hundreds of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
