"""The settings under which tests and the type checker run: no service, no secret, jobs at once."""

import os
import tempfile

os.environ.setdefault("HOCBA_TESTING", "1")
os.environ.setdefault("HOCBA_DATA", tempfile.mkdtemp(prefix="hocba-test-"))

from hocba_web.config.settings import *  # noqa: F403  # the environment must be set before
