"""The authority's matrix as a part of docs/permissions.md (`tools/build_permissions.py`)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import override

from hocba_web.officers.permissions import MATRIX, Act
from hocba_web.officers.roles import OfficerRole

_WORDS = {
    Act.PROGRESS_VIEW: "xem trường, tình hình nộp và từ chối (không có học sinh)",
    Act.RECORD_READ: "tìm và mở học bạ; mỗi lần xem được ghi nhật ký",
    Act.CERTIFICATE_PREPARE: "lập đề nghị về chứng thư số của trường",
    Act.CERTIFICATE_DECIDE: "quyết định về chứng thư số của trường",
    Act.RECALL_PREPARE: "lập đề nghị về thu hồi học bạ",
    Act.RECALL_DECIDE: "quyết định về thu hồi học bạ",
    Act.CLOSING_PREPARE: "lập đề nghị khóa sổ",
    Act.CLOSING_DECIDE: "quyết định khóa sổ",
    Act.PERMIT_PREPARE: "lập đề nghị cho nộp muộn hoặc điều chỉnh",
    Act.PERMIT_DECIDE: "quyết định cho nộp muộn hoặc điều chỉnh",
    Act.REPORT_VIEW: "xem báo cáo đã gửi Bộ",
    Act.REPORT_SEND: "gửi báo cáo lên Bộ",
    Act.TRANSFER_VIEW: "xem hồ sơ chuyển trường qua Sở",
    Act.MESSAGE_SCHOOL: "gửi thông báo cho trường",
    Act.STATISTICS_EXPORT: "xuất số liệu tổng hợp",
    Act.ROSTER_IMPORT: "nhập danh sách cơ sở dữ liệu ngành",
    Act.SCHOOL_MANAGE: "quản lý trường, địa bàn và tài khoản kết nối",
    Act.CLIENT_MANAGE: "quản lý hệ thống được cấp quyền tra cứu",
    Act.CLIENT_DECIDE: "quyết định cấp quyền cho hệ thống",
    Act.CLIENT_CALLS_VIEW: "xem lượt tra cứu của hệ thống",
    Act.OFFICER_MANAGE: "quản lý tài khoản và nhiệm vụ của cán bộ",
    Act.OFFICER_CONFIRM: "xác nhận tài khoản của cán bộ trước việc đầu tiên",
    Act.AUDIT_VIEW: "xem nhật ký",
    Act.LOG_VIEW: "xem sổ minh bạch",
    Act.REHEARSE: "diễn tập kết nối với trường",
    Act.OWN_SCHOOL_READ: "đọc học bạ của chính trường mình",
}
_HEAD = """
## The authority's side

An installation of its own, with accounts of its own ([contract](architecture-authority.md)); source of all rows:
Decision 32/QĐ-THPĐ, chapter I art. 5(1), chapter I art. 5(5). Each cell reaches the officer's areas only; schools
elsewhere are not there at all. Nobody edits a record: there is no act for it. Who prepared something never decides
it. Decisions, and whatever lets somebody in, ask for the second factor anew. From
`src/hocba_web/officers/permissions.py`.

"""


def section() -> str:
    """The part of the page, in Vietnamese words under an English heading; ends with a line break."""
    with override("vi"):
        return "".join([_HEAD, *_table()])


def _table() -> Iterator[str]:
    yield f"| code | việc | {' | '.join(role.label for role in OfficerRole)} |\n"
    yield f"|---|---|{'---|' * len(OfficerRole)}\n"
    for act in Act:
        cells = ("x" if role in MATRIX[act] else "–" for role in OfficerRole)
        yield f"| `{act.value}` | {_WORDS[act]} | {' | '.join(cells)} |\n"
