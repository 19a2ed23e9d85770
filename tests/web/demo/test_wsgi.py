"""A web process does not serve with settings that are not in order."""

from __future__ import annotations

import os
import subprocess
import sys


def test_demo_mode_on_real_data_is_refused_before_anything_is_served(tmp_path):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("HOCBA_", "DJANGO_"))}
    environment |= {"HOCBA_DEMO": "1", "HOCBA_DATA": str(tmp_path)}
    command = [sys.executable, "-c", "import hocba_web.config.wsgi"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment)
    assert done.returncode != 0
    assert "hocba.E005" in done.stderr
