"""Checks of the trainer, run by `python -m checks` (PYTHONPATH: this folder's parent, and the program's)."""
