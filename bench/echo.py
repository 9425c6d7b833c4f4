"""What all is measured against: bare routes that parse the same JSON and answer as much."""

from flask import Flask, Response, jsonify, redirect, request
from werkzeug.wrappers import Response as Redirect

app = Flask(__name__)


@app.get("/")
def home() -> str:
    """Say that the server is up."""
    return "echo"


@app.post("/taps")
def taps() -> Response:
    """Answer a report of taps as the product does, having stored nothing."""
    report = request.get_json()
    return jsonify(counted=[tap["id"] for tap in report["taps"]], known=[], refused=[])


@app.post("/answers")
def answers() -> Response:
    """Answer a report of answers as the product does, having stored nothing."""
    report = request.get_json()
    return jsonify(kept=[answer["id"] for answer in report["answers"]], known=[], refused=[])


@app.get("/go/<code>")
def go(code: str) -> Redirect:
    """Send a phone on, having looked nothing up and stored nothing."""
    return redirect(f"https://itap.nacc.go.th/?{code}", 302)
