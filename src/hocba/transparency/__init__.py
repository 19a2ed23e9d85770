"""A log that can only grow: leaves, tree, proofs, signed checkpoints.

Verified by `hocba.verification.log`, which shares no code with this.

Source: RFC 6962, 2.1; C2SP signed-note, tlog-checkpoint, tlog-cosignature.
"""

from hocba.transparency.checkpoints import Cosigner, checkpoint_text, cosign, note_of, with_lines
from hocba.transparency.hashes import EMPTY_ROOT, leaf_hash, node_hash
from hocba.transparency.keys import KeyKind, NoteKey, new_key, read_key
from hocba.transparency.leaves import SALT_BYTES, Kind, leaf_bytes
from hocba.transparency.proofs import consistency_proof, inclusion_proof, root_of
from hocba.transparency.tree import Fetch, Node, Place, edge, grow

__all__ = [
    "EMPTY_ROOT",
    "SALT_BYTES",
    "Cosigner",
    "Fetch",
    "KeyKind",
    "Kind",
    "Node",
    "NoteKey",
    "Place",
    "checkpoint_text",
    "consistency_proof",
    "cosign",
    "edge",
    "grow",
    "inclusion_proof",
    "leaf_bytes",
    "leaf_hash",
    "new_key",
    "node_hash",
    "note_of",
    "read_key",
    "root_of",
    "with_lines",
]
