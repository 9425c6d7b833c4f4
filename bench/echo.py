"""What all is measured against: a bare route that parses the same JSON and answers as much."""

from flask import Flask, Response, jsonify, request

app = Flask(__name__)


@app.post("/taps")
def taps() -> Response:
    """Answer a report of taps as the product does, having stored nothing."""
    report = request.get_json()
    return jsonify(counted=[tap["id"] for tap in report["taps"]], known=[], refused=[])
