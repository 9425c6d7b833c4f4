"""The hall both doors open from: the request's database, language, headers and errors."""
