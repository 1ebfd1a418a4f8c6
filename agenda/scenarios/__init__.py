"""Neighbourhoods to try the product on, driven through the same commands as everything else."""
