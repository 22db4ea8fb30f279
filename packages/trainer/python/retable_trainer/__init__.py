"""Trains, serves and unpacks models in Transformers' form: `python -m retable_trainer COMMAND …`."""
