"""A second pair of eyes on signing, issuing and submitting: what an attacker or an unlucky moment would try."""
