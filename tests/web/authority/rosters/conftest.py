"""What these tests share."""

from support.web.province import province  # noqa: F401  # a fixture
