"""The training: losses over TRL's trainers, checkpoints, the result."""
