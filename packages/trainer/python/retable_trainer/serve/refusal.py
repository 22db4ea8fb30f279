"""What is refused, in the form of OpenAI's errors."""


class Refusal(Exception):
    """A request that is not answered; the sentence goes to the client."""

    def __init__(
        self, message: str, *, status: int = 400, param: str | None = None, code: str | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        kind = "server_error" if status >= 500 else "invalid_request_error"
        self.body = {"error": {"message": message, "type": kind, "param": param, "code": code}}


def too_long(context: int, asked: int) -> Refusal:
    return Refusal(
        f"This model's maximum context length is {context} tokens. However, your prompt has {asked} tokens,"
        " and at least one is to be written.",
        code="context_length_exceeded",
    )
