"""A month in an address: `2568-03`."""

from werkzeug.routing import BaseConverter, ValidationError

from station.sheets.month import Month


class MonthConverter(BaseConverter):
    """Turns the text in an address into a month and back; what is no month is not found."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> Month:
        """The month."""
        try:
            return Month.parse(value)
        except ValueError:
            raise ValidationError() from None

    def to_url(self, value: Month | str) -> str:
        """The month as addresses write it."""
        return str(value)
