"""The station's yearly plan: measures, calendar, OIT items, and the file it is loaded from."""
