"""What tests of the authority's side share."""

from support.web.authority_site import (  # noqa: F401  # fixtures
    authority_server,
    authority_site,
    officer_client,
    officer_desk,
    officer_phone,
)
