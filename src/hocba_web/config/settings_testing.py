"""The settings under which tests and the type checker run: no service, no secret, jobs at once."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("HOCBA_TESTING", "1")
if "HOCBA_DATA" not in os.environ:
    # Whoever made the folder removes it; processes started from here find it in their environment.
    os.environ["HOCBA_DATA"] = tempfile.mkdtemp(prefix="hocba-test-")
    atexit.register(shutil.rmtree, os.environ["HOCBA_DATA"], ignore_errors=True)

from hocba_web.config.settings import *  # noqa: F403  # the environment must be set before
