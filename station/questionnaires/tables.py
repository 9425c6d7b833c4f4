"""Questionnaires, their versions, and when each version was in force."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base, Words


class Questionnaire(Base):
    """A short list of questions; its code never changes and is never deleted.

    `version` is the one in force, or None; `draft` is what somebody is writing, or None;
    `revision` rises with every change, so that two who write at once notice each other. Both
    days are included; `divisions_since` is when it was last decided at which divisions it is asked.
    """

    __tablename__ = "questionnaires"
    __table_args__ = (
        ForeignKeyConstraint(["station_id", "changed_by"], ["accounts.station_id", "accounts.id"]),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    divisions_since: Mapped[datetime | None]
    version: Mapped[int | None]
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    revision: Mapped[int]
    changed_by: Mapped[UUID | None]
    changed_at: Mapped[datetime]


class QuestionnaireDivision(Base):
    """A division at which a questionnaire is asked; without any, it is asked at all."""

    __tablename__ = "questionnaire_divisions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "questionnaire"], ["questionnaires.station_id", "questionnaires.code"]
        ),
        ForeignKeyConstraint(
            ["station_id", "division"], ["divisions.station_id", "divisions.code"]
        ),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    questionnaire: Mapped[str] = mapped_column(primary_key=True)
    division: Mapped[str] = mapped_column(primary_key=True)


class QuestionnaireVersion(Base):
    """What a questionnaire asked under a number; rows are only ever added."""

    __tablename__ = "questionnaire_versions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "questionnaire"], ["questionnaires.station_id", "questionnaires.code"]
        ),
        ForeignKeyConstraint(["station_id", "by"], ["accounts.station_id", "accounts.id"]),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    questionnaire: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[Words]
    thanks: Mapped[Words | None]
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    by: Mapped[UUID | None]
    created_at: Mapped[datetime]


class QuestionnairePublication(Base):
    """From when on a version was in force, or (None) none; rows are only ever added."""

    __tablename__ = "questionnaire_publications"
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
            ["station_id", "questionnaire"], ["questionnaires.station_id", "questionnaires.code"]
        ),
        ForeignKeyConstraint(["station_id", "by"], ["accounts.station_id", "accounts.id"]),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    questionnaire: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int | None]
    by: Mapped[UUID | None]
    at: Mapped[datetime]
