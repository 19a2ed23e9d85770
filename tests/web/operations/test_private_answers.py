"""What a browser may keep on a shared computer: nothing but the site's own drawings and scripts."""

from __future__ import annotations

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.test import RequestFactory

from hocba_web.base.middleware import RequestContextMiddleware


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse("<p>8A</p>"),
        HttpResponse(b"PK", content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        JsonResponse({"level": "T"}),
        FileResponse([b"%PDF-1.7"], content_type="application/pdf"),
    ],
    ids=["page", "workbook", "json", "scan"],
)
def test_no_page_and_no_file_is_kept_by_the_browser(answer: HttpResponse) -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        return answer

    served = RequestContextMiddleware(view)(RequestFactory().get("/"))
    assert "no-store" in served["Cache-Control"]


def test_what_says_how_long_it_may_be_kept_is_left_so() -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("hocba", headers={"Cache-Control": "max-age=60, public"})

    assert RequestContextMiddleware(view)(RequestFactory().get("/"))["Cache-Control"] == "max-age=60, public"
