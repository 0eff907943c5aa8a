"""Templates that belong to the user: found for an export, and copied from ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gipdesk import __version__
from gipdesk.document.errors import Mistake, TemplateError
from gipdesk.files.atomic import make_folder, write_atomically
from gipdesk.files.errors import AlreadyExistsError
from gipdesk.workflow.office import Office

_README = "README.txt"


def template_folders(template: str, office: Office, edition: str = "") -> tuple[Path, ...]:
    """Where an edition's templates lie: in the user's folder, if one is named, then in ours.

    Raises `TemplateError`: no such folder, nothing in it, made for other editions.
    """
    if not template:
        return (office.templates,)
    for mistake in mistakes_of_folder(Path(template), office, edition):
        raise TemplateError(mistake.file, mistake.line, mistake.problem, mistake.column)
    return (Path(template), office.templates)


def editions_of(folder: Path, office: Office) -> list[str]:
    """The editions a folder's templates are made for: all where it names none.

    Raises `TemplateError`.
    """
    from gipdesk.document.templates.manifest import read_manifest

    return [*read_manifest(folder).editions] or [each.id for each in office.editions]


def copy_template(folder: Path, office: Office) -> list[Path]:
    """Copy the built-in templates into a folder, with an explanation of all they can say.

    Raises `AlreadyExistsError` where one of the files is there, `CannotWriteError`.
    """
    from gipdesk.document.compose import APPROVAL, REPORT
    from gipdesk.document.templates.manifest import FILE
    from gipdesk.document.templates.readme import readme

    names = (REPORT, APPROVAL, FILE)
    texts = {name: (office.templates / name).read_text("utf-8") for name in names}
    texts[FILE] += f'based_on = "gipdesk {__version__}"\n'
    texts[_README] = readme()
    for name in texts:
        if (folder / name).exists():
            raise AlreadyExistsError(folder / name)
    make_folder(folder)
    for name, text in texts.items():
        write_atomically(folder / name, text.encode(), keep_backup=False)
    return [folder / name for name in texts]


def mistakes_of_folder(folder: Path, office: Office, edition: str = "") -> Iterator[Mistake]:
    """What keeps a folder from being one of templates, or of templates for an edition."""
    from gipdesk.document.compose import APPROVAL, REPORT

    if not folder.is_dir():
        problem = "这是文件，不是模板文件夹" if folder.exists() else "没有找到这个模板文件夹"
        yield Mistake(str(folder), problem)
    elif any(any(folder.glob(each)) for each in (REPORT, APPROVAL, f"*/{REPORT}")):
        yield from _mistakes_of_manifest(folder, office, edition)
    else:
        what = "没有 report.xml" if any(folder.iterdir()) else "文件夹是空的"
        yield Mistake(str(folder), f"{what}；gipdesk template copy 可以复制一份自带的模板")


def _mistakes_of_manifest(folder: Path, office: Office, edition: str) -> Iterator[Mistake]:
    from gipdesk.document.templates.manifest import FILE, read_manifest
    from gipdesk.document.toml_places import line_of

    try:
        made_for = read_manifest(folder).editions
    except TemplateError as error:
        yield error.mistake
        return
    if not made_for:
        return
    line = line_of((folder / FILE).read_text("utf-8-sig"), ("editions",))
    known = [each.id for each in office.editions]
    for each in made_for:
        if each not in known:
            yield Mistake(FILE, f"没有编号为“{each}”的表样（现有：{'、'.join(known)}）", line)
    if edition and edition not in made_for:
        problem = f"这个模板适用于{'、'.join(made_for)}年版表样，不适用于{edition}年版的报告"
        yield Mistake(FILE, problem, line)
