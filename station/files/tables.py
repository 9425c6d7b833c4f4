"""Files that visitors may see, and the pages of those that have pages; rows are only ever added."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base


class StoredFile(Base):
    """A picture or a PDF as we made it of what was uploaded; its bytes are found by `digest`.

    `width` and `height` are the picture's pixels, or those of the first page's picture.
    """

    __tablename__ = "stored_files"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, unique=True)
    kind: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    digest: Mapped[str]
    size: Mapped[int]
    pages: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    by: Mapped[UUID | None]
    created_at: Mapped[datetime]


class FilePage(Base):
    """The picture of a page of a PDF, counted from 1."""

    __tablename__ = "file_pages"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "file_id"], ["stored_files.station_id", "stored_files.id"]
        ),
    )

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    file_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
