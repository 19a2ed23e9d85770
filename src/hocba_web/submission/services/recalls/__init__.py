"""Giving up records whose content is wrong: asked by one person, decided by another, agreed by the authority."""
