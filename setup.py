"""Adds to the package the folders that stand at the top of a checkout; setup.cfg says the rest."""

from setuptools import find_packages, setup

BESIDE = ("templates", "static", "migrations")
DATA = ("po", "json", "csv", "md", "txt")

setup(
    packages=[
        *find_packages(include=["agenda", "agenda.*"]),
        *(f"agenda.{name}" for name in BESIDE),
    ],
    package_dir={f"agenda.{name}": name for name in BESIDE},
    package_data={
        "agenda": [
            "py.typed",
            "**/*.po",
            "**/*.mo",
            "**/*.json",
            "**/*.csv",
            "**/*.md",
            "**/*.txt",
        ],
        "agenda.templates": ["**/*"],
        "agenda.static": ["**/*"],
        "agenda.migrations": ["**/*.py", "*.ini", "*.mako"],
    },
)
