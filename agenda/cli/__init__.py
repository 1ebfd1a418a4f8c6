"""The command line: everything an operator does at the machine, one module per group of commands."""

from agenda.cli.root import main

__all__ = ["main"]
