"""Handing out files to whoever may read what they stand beside."""
