"""Files that are no rosters, or mean harm: bombs, lies, locks and broken pieces."""

import struct
from collections.abc import Iterable
from importlib import import_module
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

# They carry no types of their own.
openpyxl: Any = import_module("openpyxl")
xlwt: Any = import_module("xlwt")
ooxml: Any = import_module("msoffcrypto.format.ooxml")

DIRECTORY_ENTRY = b"PK\x01\x02"
TABLE = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
TEXT = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'


def xlsx(rows: Iterable[Iterable[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(book: Any) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose only sheet holds these rows as XML."""
    parts = unzipped(xlsx([["x"]]))
    start = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    parts["xl/worksheets/sheet1.xml"] = start + xml + b"</sheetData></worksheet>"
    return zipped(parts)


def million_cells() -> bytes:
    row = b"<row>" + b"<c><v>1</v></c>" * 1000 + b"</row>"
    return with_sheet(row * 1000)


def million_shared_texts() -> bytes:
    """Few cells by number, each of them as long as a cell may be."""
    parts = unzipped(with_sheet(b"<row>" + b'<c t="s"><v>0</v></c>' * 300_000 + b"</row>"))
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    parts["xl/sharedStrings.xml"] = strings + b"x" * 32_767 + b"</t></si></sst>"
    return zipped(parts)


def far_corner() -> bytes:
    near = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return with_sheet(near + far)


def endless_part() -> bytes:
    return with_sheet(b" " * (60 * 1024 * 1024))


def lying(content: bytes) -> bytes:
    """The same zip, whose directory and parts claim that every part unpacks to a kilobyte."""
    lie = bytearray(content)
    for magic, offset in ((DIRECTORY_ENTRY, 24), (b"PK\x03\x04", 22)):
        place = lie.find(magic)
        while place >= 0:
            struct.pack_into("<I", lie, place + offset, 1024)
            place = lie.find(magic, place + 4)
    return bytes(lie)


def with_password() -> bytes:
    locked = BytesIO()
    ooxml.OOXMLFile(BytesIO(xlsx([["วันที่"]]))).encrypt("secret", locked)
    return locked.getvalue()


def with_zip_password() -> bytes:
    locked = bytearray(xlsx([["วันที่"]]))
    for magic, offset in ((DIRECTORY_ENTRY, 8), (b"PK\x03\x04", 6)):
        place = locked.find(magic)
        while place >= 0:
            locked[place + offset] |= 1
            place = locked.find(magic, place + 4)
    return bytes(locked)


def ods(rows: str, manifest: str = "") -> bytes:
    content = (
        f"<office:document-content {OFFICE} {TABLE} {TEXT}><office:body><office:spreadsheet>"
        f'<table:table table:name="1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content.encode(),
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>".encode(),
    }
    return zipped(parts)


def ods_cell(text: str, **values: str) -> str:
    named = " ".join(f'table:{name.replace("_", "-")}="{value}"' for name, value in values.items())
    opened = f'<table:table-cell office:value-type="string" {named}>'
    return f"{opened}<text:p>{text}</text:p></table:table-cell>"


def ods_row(*texts: str) -> str:
    return f"<table:table-row>{''.join(map(ods_cell, texts))}</table:table-row>"


def ods_of_repeated_rows() -> bytes:
    cell = ods_cell("x", number_columns_repeated="16384")
    return ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def laughing(content: bytes, name: str) -> bytes:
    """A part that names a text made of a billion others."""
    parts = unzipped(content)
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10)
    )
    start = f"<?xml version='1.0'?><!DOCTYPE x [{entities}]>".encode()
    body = parts[name].split(b"?>", 1)[-1].replace(b"<v>", b"<v>&a9;", 1)
    parts[name] = start + body.replace(b"<text:p>", b"<text:p>&a9;", 1)
    return zipped(parts)


def with_external_links() -> bytes:
    parts = unzipped(xlsx([["วันที่", "จุด"], ["1", "จุดประชาสัมพันธ์"]]))
    link = b"<externalLink xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'/>"
    parts["xl/externalLinks/externalLink1.xml"] = link
    rels = parts["xl/_rels/workbook.xml.rels"].decode()
    target = (
        '<Relationship Id="rId99" Target="externalLinks/externalLink1.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"/>'
    )
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Rel", target + "</Rel").encode()
    return zipped(parts)


def xls(rows: Iterable[Iterable[Any]]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("1")
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    return saved(book)
