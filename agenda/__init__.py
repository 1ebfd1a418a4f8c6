"""Agenda (议事): the platform on which a neighbourhood makes its own public agenda."""

from agenda.app import create_app

__all__ = ["create_app"]
