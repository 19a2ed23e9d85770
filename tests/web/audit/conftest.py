"""What tests of traces share."""

from support.web.audit_flush import _flushable_traces  # noqa: F401  # a fixture
