"""Entry point of web servers: settings are checked before anything is served."""

import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocba_web.config.settings")
application = get_wsgi_application()
call_command("check", tags=["security"], fail_level="ERROR", verbosity=0)
