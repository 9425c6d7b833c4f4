"""Refusals: each carries codes and values; the doors put them into words."""


class Refusal(Exception):
    """Something the station does not allow; `code` names it, `values` fill its sentence in."""

    code = "refused"

    def __init__(self, **values: object) -> None:
        super().__init__(f"{self.code} {values}" if values else self.code)
        self.values = values


class NotFound(Refusal):
    """What was asked for is not there (or belongs to another station)."""

    code = "not_found"


class NotStored(Exception):
    """The database could not keep an event: nothing of its request was stored, try again."""
