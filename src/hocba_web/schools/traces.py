"""What entries of this application are called; each part of it words its own."""

from hocba_web.schools.traces_pupils import PUPILS
from hocba_web.schools.traces_staff import STAFF

WORDING = {**PUPILS, **STAFF}
