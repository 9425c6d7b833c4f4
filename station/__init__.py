"""What the station knows and allows: no Flask, no HTML."""
