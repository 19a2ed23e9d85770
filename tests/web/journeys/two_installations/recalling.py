"""An accepted record is found wrong: asked for, decided by two officers, made anew, accepted in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from hocba.documents.xml import read_record
from web.journeys.two_installations import certificate, sending, signing
from web.journeys.two_installations.cast import (
    CLERK,
    DECIDER,
    ENTERED_WRONG,
    INTAKE,
    JUNE,
    MUSIC_TEACHER,
    RECALLED,
    Stage,
)

if TYPE_CHECKING:
    from uuid import UUID

ROW = 7
"""The pupil's row in the grid, from 0."""
BETTER = "Em hát to, rõ lời và tự tin biểu diễn trước lớp."
ANEW = 2
"""Records made anew: the withdrawn and the recalled one."""


def recalled(stage: Stage) -> None:
    """Clerk asks with evidence, principal agrees, the list is signed and sent, two officers decide."""
    school, office = stage.school, stage.office
    school.be(CLERK)
    number = sending.number_of(stage, RECALLED)
    keep(stage, number, "recalled")
    page = school.go(f"/thu-hoi/hoc-ba/{number}/")
    page.locator("main textarea").fill("Nhận xét môn Âm nhạc là của em khác.")
    page.get_by_label("Nghệ thuật (Âm nhạc)").check()
    page.get_by_label("Minh chứng").set_input_files(stage.folder / "giay-khai-sinh.png")
    school.press("Trình hiệu trưởng")
    sending.granted(stage)
    school.be(CLERK).go("/thu-hoi/")
    school.sign(re.compile("^Lập danh sách"), 1)

    office.be(INTAKE).until("/so/thu-hoi/", lambda page: page.locator("main tbody a").count() == 1)
    certificate.propose(stage, "Đồng ý thu hồi", "Đã xem minh chứng của trường.")
    office.be(DECIDER).go("/so/thu-hoi/")
    stage.picture(office, "06-thu-hoi-cho-quyet-dinh")
    certificate.decide(stage, "Đồng ý thu hồi")
    stage.picture(office, "07-thu-hoi-da-quyet-dinh")


def replaced(stage: Stage) -> None:
    """Both records that are void are made anew, signed by everybody, sealed, sent with the one that goes again."""
    school = stage.school
    school.until("/thu-hoi/", lambda page: page.locator("main tr", has_text=RECALLED).get_by_text("Đã thu hồi").count())
    school.be(MUSIC_TEACHER)
    signing.correct_music(stage, ROW, BETTER)
    signing.initialise_again(stage, ANEW)
    signing.teachers_sign(stage, ANEW)
    signing.approve(stage, ANEW)
    sending.seal(stage, ANEW)
    sending.send(stage)
    sending.until_judged(stage, JUNE + 1, 2)
    school.be(CLERK)
    keep(stage, sending.number_of(stage, RECALLED), "replacement")
    keep(stage, sending.number_of(stage, ENTERED_WRONG), "corrected")


def register_shows_it(stage: Stage) -> None:
    """The officer's page of the old record says that it is recalled; that of the new one, that it holds."""
    for name, state in (("recalled", "Đã thu hồi"), ("replacement", "Đang có giá trị")):
        page = stage.office.be(INTAKE).go(f"/so/hoc-ba/{uuid_of(stage, name)}/")
        expect(page.locator("main").get_by_text(state).first).to_be_visible()
        stage.picture(stage.office, f"08-so-dang-ky-{name}")


def keep(stage: Stage, number: int, name: str) -> None:
    """Both files of a record as the clerk downloads them."""
    for kind in ("xml", "pdf"):
        answer = stage.school.page.request.get(f"{stage.site.url}/hoc-ba/{number}/tep/{kind}/")
        assert answer.ok
        stage.files[f"{name}.{kind}"] = stage.folder / f"{name}.{kind}"
        stage.files[f"{name}.{kind}"].write_bytes(answer.body())


def uuid_of(stage: Stage, name: str) -> UUID:
    """The look-up number of a kept record."""
    return read_record(stage.files[f"{name}.xml"].read_bytes()).record.lookup_uuid
