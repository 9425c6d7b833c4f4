"""Which stations one server serves, and the divisions and needs of each."""
