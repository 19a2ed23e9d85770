"""Invented schools, people and results for tests of the web application."""

from support.web.acting import actor_for, logged_in
from support.web.school import SchoolWorld, make_school

__all__ = ["SchoolWorld", "actor_for", "logged_in", "make_school"]
