"""Is this what the log says: notes, checkpoints, proofs. Shares no code with `hocba.transparency`, which makes them.

Source: RFC 9162, 2.1.3.2 and 2.1.4.2 (the tree is that of RFC 6962); C2SP signed-note, tlog-checkpoint,
tlog-cosignature.
"""

from hocba.verification.log.checkpoint import Checkpoint, SeenCheckpoint, read_checkpoint, verify_checkpoint
from hocba.verification.log.leaf import LeafFacts, read_leaf
from hocba.verification.log.merkle import consistent, included, leaf_digest
from hocba.verification.log.note import LogFault, Note, read_note
from hocba.verification.log.vkey import VerifierKey, read_vkey

__all__ = [
    "Checkpoint",
    "LeafFacts",
    "LogFault",
    "Note",
    "SeenCheckpoint",
    "VerifierKey",
    "consistent",
    "included",
    "leaf_digest",
    "read_checkpoint",
    "read_leaf",
    "read_note",
    "read_vkey",
    "verify_checkpoint",
]
