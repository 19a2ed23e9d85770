"""The register and the results as the workbooks that schools exchange."""

from hocba_web.intake.exporting.files import ExportKind, Wanted, export_file

__all__ = ["ExportKind", "Wanted", "export_file"]
