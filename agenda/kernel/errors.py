"""The refusals a command can give, each with a code that the web layer turns into a sentence."""

from collections.abc import Mapping

Param = str | int


class DomainError(Exception):
    """A refusal in domain words; `code` names the sentence, `params` fill its blanks."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, Param] = params


class NotFound(DomainError):
    """The thing does not exist, or this reader may not know that it does (404)."""


class Gone(DomainError):
    """The thing existed and has ended: a used link, an expired code (410)."""


class NotPermitted(DomainError):
    """The actor may not do this, for the reason named by the code (403)."""


class NotPossible(DomainError):
    """The act is allowed in principle, but the facts do not admit it now (409)."""


class Invalid(DomainError):
    """The input breaks a rule; `field` names the form field to mark, if one is to blame (400)."""

    def __init__(self, code: str, *, field: str | None = None, **params: Param) -> None:
        super().__init__(code, **params)
        self.field = field


class Stale(DomainError):
    """The text was changed by somebody else since it was read (409); `current` is the text now."""

    def __init__(self, code: str, *, current: str, **params: Param) -> None:
        super().__init__(code, **params)
        self.current = current


class RateLimited(DomainError):
    """The actor did this too often; `retry_after` says in how many seconds it is open again (429)."""

    def __init__(self, code: str, *, retry_after: int, **params: Param) -> None:
        super().__init__(code, retry_after=retry_after, **params)
        self.retry_after = retry_after
