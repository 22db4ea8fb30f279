"""Drawing texts: rows in a batch, token by token."""
