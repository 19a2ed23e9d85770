"""Runs in a process of its own, because SoftHSM reads its settings once a process.

`make FOLDER` fills the token "co-huong" of SOFTHSM2_CONF; `serve MODULE ORIGIN PORT` runs an agent whose person sits at
the other end of the pipes: events go out as JSON lines, answers come in as lines.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pkcs11

from hocba.adapters.agent.server import Agent
from hocba.adapters.agent.tokens import Pkcs11TokenRing


def tell(event: str, **details: object) -> None:
    sys.stdout.write(json.dumps({"event": event, **details}) + "\n")
    sys.stdout.flush()


class CountingRing(Pkcs11TokenRing):
    """Says each time that somebody logs in."""

    def open(self, certificate, pin):
        tell("login", token=certificate.token)
        return super().open(certificate, pin)


class PipedConsole:
    """A person who answers through a pipe."""

    def consents(self, origin, request, certificate):
        items = [[item.item_id, item.title, item.detail, item.digest] for item in request.items]
        tell("asked", origin=origin, title=request.title, holder=certificate.holder, items=items)
        return sys.stdin.readline().strip() == "yes"

    def pin(self, certificate):
        tell("pin", token=certificate.token, tries=certificate.pin_tries)
        return sys.stdin.readline().strip()

    def listed(self, origin, count):
        tell("listed", origin=origin, count=count)

    def signed(self, count):
        tell("signed", count=count)

    def refused(self, error):
        tell("refused", code=error.code)

    def stranger(self, origin):
        tell("stranger", origin=origin)


def make(folder: Path) -> None:
    """Certificates beside the keys that softhsm2-util has imported; the issuer's lies on the token too."""
    library = pkcs11.lib(sys.argv[3])
    with library.get_token(token_label="co-huong").open(user_pin="1234", rw=True) as session:
        for path in sorted(folder.glob("*.der")):
            session.create_object(
                {
                    pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                    pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                    pkcs11.Attribute.TOKEN: True,
                    pkcs11.Attribute.PRIVATE: False,
                    pkcs11.Attribute.SUBJECT: b"",
                    pkcs11.Attribute.ID: bytes.fromhex(path.stem),
                    pkcs11.Attribute.VALUE: path.read_bytes(),
                }
            )


def main() -> None:
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]))
        return
    agent = Agent(CountingRing(Path(sys.argv[2])), PipedConsole(), origins=[sys.argv[3]], port=int(sys.argv[4]))
    tell("ready", port=agent.port)
    agent.serve()


if __name__ == "__main__":
    main()
