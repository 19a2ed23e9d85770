"""Dossiers as archives: written when a pupil goes, read and verified when one comes."""
