"""agent.js in a real Chromium, under the policy of the signing page, against both local programs."""

from __future__ import annotations

import hashlib
import threading
from base64 import b64decode, b64encode
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from hocba.adapters.agent import Expected, Returned, checked_values
from hocba.adapters.agent.messages import PROOF
from hocba.signature_profile import algorithm
from support.chromium import CHROMIUM
from support.keys import demo_ca, der
from support.vgca import VgcaService, loopback_tls, pkcs12_of

pytestmark = [pytest.mark.browser, pytest.mark.service]

MODULE = Path(__file__).parents[3] / "src" / "hocba_web" / "signatures" / "static" / "signatures" / "agent.js"

CONTENTS = {f"r{number}": PROOF + f"record {number}".encode() for number in range(1, 5)}
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Ký</title></head><body>
<script type="module" nonce="n">
  import * as agent from "/agent.js";
  window.agent = agent;
  window.states = [];
  window.abort = new AbortController();
  const onProgress = (...state) => window.states.push(state);
  window.start = (options) => {
    window.outcome = agent.signAll({ ...options, signal: window.abort.signal, onProgress }).then(
      (values) => ({ values }),
      ({ name, kind, code, text, done }) => ({ name, kind, code, text, done }),
    );
  };
  document.body.dataset.ready = "yes";
</script></body></html>"""


@contextmanager
def site(local: str):
    """A page that may talk to that local address and to nothing else."""
    policy = f"default-src 'none'; script-src 'self' 'nonce-n'; connect-src 'self' {local}; base-uri 'none'"

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_arguments):
            """Quiet."""

        def do_GET(self):
            pages = {"/": ("text/html", PAGE.encode()), "/agent.js": ("text/javascript", MODULE.read_bytes())}
            kind, body = pages.get(self.path, ("text/plain", b""))
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class SigningPage:
    """The page in a window of Chromium."""

    def __init__(self, page, url, driver):
        self.page, self.url, self.driver = page, url, driver

    def start(self, certificate, **options):
        items = [
            {
                "id": item,
                "title": f"Học sinh {item}",
                "detail": "GVCN",
                "message": b64encode(content).decode(),
                "digest": b64encode(hashlib.sha256(content).digest()).decode(),
            }
            for item, content in CONTENTS.items()
        ]
        given = {"driver": self.driver, "url": self.url, "items": items, "algorithm": "rsa-sha256", "title": "Lớp 4A2"}
        given |= {"certificate": b64encode(certificate).decode(), **options}
        self.page.evaluate("options => start(options)", given)

    def end(self):
        return self.page.evaluate("window.outcome")

    def sign(self, certificate, **options):
        self.start(certificate, **options)
        return self.end()

    def states(self):
        return self.page.evaluate("window.states")

    def available(self, url=None):
        return self.page.evaluate("([driver, url]) => agent.available(driver, url)", [self.driver, url or self.url])


@pytest.fixture
def browser(chromium):
    return chromium


@contextmanager
def opened(browser, origin, url, driver, **options):
    context = browser.new_context(ignore_https_errors=True, **options)
    page = context.new_page()
    broken = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if "Content Security" in said.text else None)
    page.goto(origin)
    page.wait_for_selector("body[data-ready]", state="attached")
    yield SigningPage(page, url, driver)
    context.close()
    assert broken == []


def verified(certificate, values, name="rsa-sha256"):
    expected = [Expected(item, content, algorithm(name)) for item, content in CONTENTS.items()]
    returned = [Returned(one["id"], b64decode(one["value"]), b64decode(one["certificate"])) for one in values]
    return list(checked_values(certificate, expected, returned, complete=False))


# ---------------------------------------------------------------- hocba agent


@pytest.fixture
def by_hocba(browser, start_agent):
    """The page, and the agent that allows exactly this page's origin."""
    with site("ws://127.0.0.1:*") as origin:
        agent = start_agent(origin)
        with opened(browser, origin, agent.url, "hocba") as page:
            yield page, agent


def test_a_batch_goes_through_the_agent_and_back(by_hocba, token):
    page, agent = by_hocba
    assert page.available() is True
    certificate = token.certificate().chain[0]
    page.start(certificate)
    agent.agree()
    outcome = page.end()
    assert verified(certificate, outcome["values"]) == list(CONTENTS)
    assert page.states() == [
        [0, 4, "connecting"], [0, 4, "confirming"],
        [1, 4, "signing"], [2, 4, "signing"], [3, 4, "signing"], [4, 4, "signing"],
    ]  # fmt: skip
    listed = page.page.evaluate("url => agent.certificates(url)", page.url)
    assert [one["key"] for one in listed] == ["rsa", "ec"]


def test_no_means_refused(by_hocba, token):
    page, agent = by_hocba
    page.start(token.certificate().chain[0])
    agent.expect("asked")
    agent.answer("no")
    outcome = page.end()
    assert (outcome["kind"], outcome["code"]) == ("refused", "AGENT_REFUSED_BY_OWNER")
    assert "không đồng ý" in outcome["text"]


def test_another_token_means_wrong_certificate(by_hocba):
    page, _ = by_hocba
    outcome = page.sign(der(demo_ca().issuing))
    assert outcome["kind"] == "wrong-certificate"


def test_the_page_takes_its_request_back(by_hocba, token):
    page, agent = by_hocba
    page.start(token.certificate().chain[0])
    agent.expect("asked")
    page.page.evaluate("abort.abort()")
    assert page.end()["kind"] == "cancelled"
    page.page.wait_for_timeout(200)
    agent.answer("yes")
    assert agent.expect("refused")["code"] == "AGENT_CANCELLED"
    assert agent.logins() == 0


def test_nobody_answers_the_question(by_hocba, token):
    page, agent = by_hocba
    page.start(token.certificate().chain[0], timeout=300)
    agent.expect("asked")
    assert page.end()["kind"] == "timeout"


def test_an_agent_killed_while_it_asks(by_hocba, token):
    page, agent = by_hocba
    page.start(token.certificate().chain[0])
    agent.expect("asked")
    agent.process.kill()
    assert page.end()["kind"] == "broken"
    assert page.available() is False


def test_a_page_that_is_not_allowed_sees_nobody(browser, start_agent, token):
    agent = start_agent("https://hocba.truong.example")
    with site("ws://127.0.0.1:*") as origin, opened(browser, origin, agent.url, "hocba") as page:
        assert page.available() is False
        assert page.sign(token.certificate().chain[0])["kind"] == "unreachable"
    assert agent.expect("stranger")["origin"] == origin


# ---------------------------------------------------------------- the service of the Government Cipher Committee


@pytest.fixture
def vgca():
    key = demo_ca().person("Trần Văn Bình", "022175004421")
    return VgcaService(pkcs12_of(key, "mat-khau"), "mat-khau"), key.chain[0]


@pytest.fixture
def by_vgca(browser, vgca, tmp_path):
    with vgca[0].running(loopback_tls(tmp_path)) as url, site("wss://127.0.0.1:*") as origin:
        assert url.startswith("wss://")
        with opened(browser, origin, url, "vgca") as page:
            yield page, *vgca


def test_a_batch_goes_through_the_service_one_by_one(by_vgca):
    page, service, certificate = by_vgca
    assert page.available() is True
    outcome = page.sign(certificate)
    assert verified(certificate, outcome["values"]) == list(CONTENTS)
    assert [one["HashAlg"] for one in service.requests] == ["SHA256"] * 4
    assert page.states()[-1] == [4, 4, "signing"]


def test_broken_lines_in_base64_do_not_matter(by_vgca):
    page, service, certificate = by_vgca
    service.wrapped = True
    assert verified(certificate, page.sign(certificate)["values"]) == list(CONTENTS)


def test_another_certificate_stops_at_the_first(by_vgca):
    page, service, certificate = by_vgca
    service.other_certificate = der(demo_ca().issuing)
    outcome = page.sign(certificate)
    assert (outcome["kind"], outcome["done"]) == ("wrong-certificate", [])
    assert len(service.requests) == 1


def test_the_person_cancels_in_the_service(by_vgca):
    page, service, certificate = by_vgca
    service.status = 1
    outcome = page.sign(certificate)
    assert (outcome["kind"], outcome["code"]) == ("refused", "VGCA_STATUS_1")


def test_what_was_signed_before_it_broke_off_is_kept(by_vgca):
    page, service, certificate = by_vgca
    service.stop_after = 2
    outcome = page.sign(certificate, timeout=500)
    assert outcome["kind"] == "timeout"
    assert verified(certificate, outcome["done"]) == ["r1", "r2"]


@pytest.mark.parametrize("answer", ["<html>", "[]", "null", '{"Status": 0, "Signature": 1, "CertBase64": ""}'])
def test_rubbish_is_not_taken_for_a_signature(by_vgca, answer):
    page, service, certificate = by_vgca
    service.answer = answer
    assert page.sign(certificate)["kind"] == "broken"


def test_elliptic_curves_are_not_asked_of_it(by_vgca):
    page, service, certificate = by_vgca
    outcome = page.sign(certificate, algorithm="ecdsa-sha256")
    assert (outcome["kind"], outcome["code"]) == ("refused", "VGCA_RSA_ONLY")
    assert service.requests == []


def test_a_public_page_needs_the_browsers_leave(chromium, vgca):
    """Chromium asks whether a site may reach programs on the device; in between the page says what to do."""
    service, certificate = vgca
    with service.running() as url, site("ws://127.0.0.1:*") as origin:
        public = f"--ip-address-space-overrides=127.0.0.1:{origin.rsplit(':', 1)[1]}=public"
        browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=["--no-sandbox", public])
        with opened(browser, origin, url, "vgca") as page:
            assert page.page.evaluate("agent.obstacle()") == ""
            assert page.available() is False
            outcome = page.sign(certificate)
            assert (outcome["kind"], outcome["code"]) == ("unreachable", "BROWSER_FORBIDS")
            assert page.page.evaluate("agent.obstacle()") == "BROWSER_FORBIDS"
        with opened(browser, origin, url, "vgca", permissions=["local-network-access"]) as page:
            assert verified(certificate, page.sign(certificate)["values"]) == list(CONTENTS)
        browser.close()


def test_nobody_there(browser):
    with site("ws://127.0.0.1:*") as origin, opened(browser, origin, "ws://127.0.0.1:9/", "hocba") as page:
        assert page.available() is False
        outcome = page.sign(b"x")
        assert (outcome["name"], outcome["kind"]) == ("SigningError", "unreachable")
