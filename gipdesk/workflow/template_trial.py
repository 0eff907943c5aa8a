"""Trying a template of the user's: everything that is wrong with it, told with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gipdesk.document.errors import DocumentXmlError, Mistake
from gipdesk.document.nodes import Document, Table
from gipdesk.workflow.office import Office
from gipdesk.workflow.samples import MEDIA, Sample, samples
from gipdesk.workflow.templates import editions_of, mistakes_of_folder
from gipdesk.writers.tiling import TilingError, tile

if TYPE_CHECKING:
    from gipdesk.document.templates.marks import Origins

_ROOT: Final = re.compile("<document")


def check_template(folder: Path, office: Office, edition: str = "") -> list[Mistake]:
    """Everything that is wrong with a template, in the order of files and lines.

    It is tried with samples of the editions it is made for, or of the one named. Raises
    `UnknownEditionError`.
    """
    from gipdesk.document.templates.check import mistakes_in_source

    found = list(mistakes_of_folder(folder, office, edition))
    if found:
        return found
    folders = (folder, office.templates)
    for path in sorted(folder.rglob("*.xml")):
        found += mistakes_in_source(path, path.relative_to(folder).as_posix(), folders)
    told = {mistake.file for mistake in found}
    for each in [edition] if edition else editions_of(folder, office):
        for sample in samples(office, each):
            tried = _mistakes_with(sample, folders, leniently=bool(told))
            # Where rendering breaks off, the file itself has told why, and more exactly.
            found += [mistake for mistake in tried if mistake.column or mistake.file not in told]
    by_place = sorted(found, key=lambda each: (each.file, each.line or 0, each.column or 0))
    return list(dict.fromkeys(by_place))


def _mistakes_with(
    sample: Sample, folders: tuple[Path, ...], *, leniently: bool
) -> Iterator[Mistake]:
    """What is wrong with what a folder's own templates make of a sample."""
    from gipdesk.document.compose import APPROVAL, REPORT, page_data, template_name
    from gipdesk.document.templates.check import mistakes_in_yield

    data = page_data(sample.report, sample.form, sample.parts)
    for template in (REPORT, APPROVAL):
        name = template_name(folders[:1], sample.form.edition.id, template)
        if not (folders[0] / name).is_file():
            continue
        mistakes = mistakes_in_yield(folders, name, data, leniently=leniently)
        yield from mistakes
        if not mistakes and not leniently:
            yield from _mistakes_of_document(folders, name, data, is_report=template == REPORT)


def _mistakes_of_document(
    folders: tuple[Path, ...], name: str, data: Mapping[str, Any], *, is_report: bool
) -> Iterator[Mistake]:
    """What is wrong with a document as a whole: holes in its tables, and what is not printed."""
    from gipdesk.document.parse import parse_document
    from gipdesk.document.templates.completeness import left_out
    from gipdesk.document.templates.engine import render_for_looking_into
    from gipdesk.document.templates.marks import place_in

    origins = render_for_looking_into(folders, name, data)
    try:
        document = parse_document(origins.text, MEDIA)
    except DocumentXmlError as error:
        yield Mistake(name, str(error))
        return
    yield from _holes(document, origins)
    if is_report:  # what it leaves out is told of where its document begins
        source = (folders[0] / name).read_text("utf-8-sig")
        root = _ROOT.search(source)
        place = place_in(source, name, root.start() if root else 0)
        for problem in left_out(data, document):
            yield Mistake(name, problem, place.line, place.column)


def _holes(document: Document, origins: Origins) -> Iterator[Mistake]:
    """Tables whose cells leave a hole, overlap or stick out, told of where the table begins."""
    from gipdesk.document.templates.markup import Markup

    (root,) = Markup(origins.text).outside.inside
    places = [origins.place(element.at) for element in root.inside if element.name == "table"]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    for table, place in zip(tables, places, strict=True):
        try:
            tile(table)
        except TilingError:
            if place:
                problem = f"表格“{table.kind}”的各格没有正好拼满 {table.columns} 列"
                yield Mistake(place.file, problem, place.line, place.column)
