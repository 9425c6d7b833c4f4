"""Answers, the words of some apart from them, and what the staff did about words.

What a visitor answered carries a day and nothing else that could tell who it was: no time, no
address, no kiosk. Keys are random and SQLite's tables have no row numbers, so that the order in
which rows came is nowhere kept.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base, Words

WITHOUT_ORDER = {"sqlite_with_rowid": False}


class Answer(Base):
    """One answered question; rows are only ever added.

    `value` holds the codes of what was chosen with commas between them, or nothing where the
    answer is in words.
    """

    __tablename__ = "answers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "questionnaire", "version"],
            [
                "questionnaire_versions.station_id",
                "questionnaire_versions.questionnaire",
                "questionnaire_versions.number",
            ],
        ),
        ForeignKeyConstraint(
            ["station_id", "division"], ["divisions.station_id", "divisions.code"]
        ),
        Index(None, "station_id", "questionnaire", "question", "day"),
        WITHOUT_ORDER,
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    questionnaire: Mapped[str]
    version: Mapped[int]
    question: Mapped[str]
    division: Mapped[str]
    day: Mapped[str]
    value: Mapped[str]
    source: Mapped[str]


class AnswerText(Base):
    """The words of an answer, until they are forgotten; they are never changed."""

    __tablename__ = "answer_texts"
    __table_args__ = (
        ForeignKeyConstraint(["station_id", "id"], ["answers.station_id", "answers.id"]),
        WITHOUT_ORDER,
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    text: Mapped[str]


class ServiceAnswer(Base):
    """Whether a service was done in the promised time; rows are only ever added."""

    __tablename__ = "service_answers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "service", "version"],
            [
                "channel_versions.station_id",
                "channel_versions.channel",
                "channel_versions.version",
            ],
        ),
        ForeignKeyConstraint(
            ["station_id", "division"], ["divisions.station_id", "divisions.code"]
        ),
        Index(None, "station_id", "service", "day"),
        WITHOUT_ORDER,
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    service: Mapped[str]
    version: Mapped[int]
    division: Mapped[str]
    day: Mapped[str]
    is_kept: Mapped[bool]
    source: Mapped[str]


class TextReview(Base):
    """What somebody of the staff did about the words of an answer; rows are only ever added.

    `hidden` are the places of hidden words: pairs of where they begin and end.
    """

    __tablename__ = "text_reviews"
    __table_args__ = (
        ForeignKeyConstraint(["station_id", "answer"], ["answers.station_id", "answers.id"]),
        ForeignKeyConstraint(["station_id", "by"], ["accounts.station_id", "accounts.id"]),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    answer: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    what: Mapped[str]
    hidden: Mapped[list[list[int]] | None] = mapped_column(JSON)
    by: Mapped[UUID | None]
    at: Mapped[datetime]


class TextForgetting(Base):
    """That words of answers from before a day were forgotten; rows are only ever added.

    Without one, no words can be taken away.
    """

    __tablename__ = "text_forgettings"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    before: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class PrivacyNotice(Base):
    """What a station tells whoever writes, from `at` on; rows are only ever added.

    The one with the greatest number is the present one. What it leaves out is said as for any
    station; `years` is for how many fiscal years words are kept after the one they are written in.
    """

    __tablename__ = "privacy_notices"
    __table_args__ = (
        ForeignKeyConstraint(["station_id", "by"], ["accounts.station_id", "accounts.id"]),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    purpose: Mapped[Words | None]
    kept: Mapped[Words | None]
    readers: Mapped[Words | None]
    contact: Mapped[Words | None]
    years: Mapped[int]
    by: Mapped[UUID | None]
    at: Mapped[datetime]
