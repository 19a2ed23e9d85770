"""The site starts where the extras for tokens are not installed: a school without devices needs none."""

from __future__ import annotations

import os
import subprocess
import sys

START = """
import sys
sys.modules.update({"pkcs11": None, "websockets": None})
import django
django.setup()
from django.urls import get_resolver
print(len(get_resolver().url_patterns))
"""


def test_the_site_starts_without_libraries_of_tokens(tmp_path):
    told = os.environ | {"DJANGO_SETTINGS_MODULE": "hocba_web.config.settings_testing", "HOCBA_DATA": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", START], env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10
