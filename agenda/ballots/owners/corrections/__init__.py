"""Corrections of a frozen roll: proposed by the convening body, confirmed by another hand."""
