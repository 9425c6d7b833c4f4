"""Unpacking a zip by our own measure, and packing again what is safe to hand on.

A zip's directory can say one size and hold another; what a spreadsheet library is given has been
unpacked here, byte by byte, so that it cannot meet more than was measured.
"""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_UNPACKED = 40 * 1024 * 1024
MOST_MEMBERS = 2_000
MOST_ROWS, MOST_COLUMNS = 2_000, 200
IS_ENCRYPTED = 0x1
LOCAL_HEADER = struct.Struct("<4s22xHH")
ODS_MIME = b"application/vnd.oasis.opendocument.spreadsheet"


class Stopped(Exception):
    """Parsing goes no further; `problem` is the code of `Unreadable`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def check_size(rows: int, columns: int) -> None:
    """Stop at more rows or columns than any roster has."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise Stopped("bomb")


def repack(content: bytes) -> tuple[str, bytes]:
    """The kind of a zipped spreadsheet, and the same one packed by us; raises Stopped."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except (BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise Stopped("damaged") from error
    _check_directory(members)
    kind = _kind(members)
    parts = dict(_unpack(content, [one for one in members if _is_needed(kind, one.filename)]))
    _check_parts(kind, parts)
    return kind, _pack(parts)


def _check_directory(members: list[ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
        raise Stopped("bomb")
    if any(one.flag_bits & IS_ENCRYPTED for one in members):
        raise Stopped("protected")
    if len({one.filename for one in members}) < len(members):
        raise Stopped("damaged")


def _kind(members: list[ZipInfo]) -> str:
    names = {one.filename.lower() for one in members}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if {"mimetype", "content.xml"} <= names:
        return "ods"
    raise Stopped("unknown_format")


def _is_needed(kind: str, name: str) -> bool:
    """Whether a part says what stands in cells; pictures, macros and links elsewhere do not."""
    if kind == "ods":
        return name in ("mimetype", "content.xml", "META-INF/manifest.xml")
    return name.lower().endswith((".xml", ".rels")) and "externallink" not in name.lower()


def _unpack(content: bytes, members: list[ZipInfo]) -> Iterator[tuple[str, bytes]]:
    left = MOST_UNPACKED
    for member in members:
        part = _part(content, member, left)
        left -= len(part)
        yield member.filename, part


def _part(content: bytes, member: ZipInfo, most: int) -> bytes:
    try:
        magic, name, extra = LOCAL_HEADER.unpack_from(content, member.header_offset)
        starts = member.header_offset + LOCAL_HEADER.size + name + extra
        packed = content[starts : starts + member.compress_size]
        part = _inflate(packed, member.compress_type, min(most, member.file_size))
    except (struct.error, zlib.error) as error:
        raise Stopped("damaged") from error
    if magic != b"PK\x03\x04" or zlib.crc32(part) != member.CRC:
        raise Stopped("damaged")
    return part


def _inflate(packed: bytes, method: int, most: int) -> bytes:
    if method == ZIP_STORED:
        part, is_whole = packed, True
    elif method == ZIP_DEFLATED:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        part = unpacker.decompress(packed, most + 1)
        is_whole = unpacker.eof
    else:
        raise Stopped("damaged")
    if len(part) > most:
        raise Stopped("bomb")
    if not is_whole:
        raise Stopped("damaged")
    return part


def _check_parts(kind: str, parts: dict[str, bytes]) -> None:
    if kind == "ods":
        if not parts["mimetype"].startswith(ODS_MIME):
            raise Stopped("unknown_format")
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise Stopped("protected")
    filled = max(part.count(b"</v>") + part.count(b"</is>") for part in parts.values())
    if kind == "xlsx" and filled > MOST_ROWS * MOST_COLUMNS:
        raise Stopped("bomb")


def _pack(parts: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()
