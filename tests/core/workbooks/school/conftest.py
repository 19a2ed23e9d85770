"""A small school to break: built once, copied for each test."""

from __future__ import annotations

import shutil

import pytest

from support.sample_school import SmallSchool, build_small_school


@pytest.fixture(scope="session")
def small_school_source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source") / "school"
    build_small_school(folder)
    return folder


@pytest.fixture
def school(small_school_source, tmp_path) -> SmallSchool:
    folder = tmp_path / "school"
    shutil.copytree(small_school_source, folder)
    return SmallSchool(folder)
