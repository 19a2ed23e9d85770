"""A copy of everything an installation holds, and the way back.

A backup is a folder: `manifest.json` (what it is, SHA-256 and size of every other file, heads of the chains of traces),
`manifest.json.sha256`, the database, and the stored files under `files/`. It is written under another name and renamed
at the end, so that a folder without that suffix is whole.
"""

from hocba_web.base.backup.make import make
from hocba_web.base.backup.manifest import Manifest, inspect
from hocba_web.base.backup.restore import Restored, restore

__all__ = ["Manifest", "Restored", "inspect", "make", "restore"]
