"""Where stored files lie: a folder, or a bucket of the S3 kind. Both write once; a file is there whole or not at all.

Django's default storage is one of these (`hocba_web.config.env.storage`); files named by their SHA-256 go through
`keep` and `find`.
"""

from hocba_web.base.stores.away import StorageAway
from hocba_web.base.stores.folder import Folder
from hocba_web.base.stores.kept import find, keep, keep_many, proven

__all__ = ["Folder", "StorageAway", "find", "keep", "keep_many", "proven"]
