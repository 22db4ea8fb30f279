"""Starts a program once for each GPU."""
