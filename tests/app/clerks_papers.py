"""What lies on the clerk's table: last year's report in a file, this year's numbers and texts."""

from __future__ import annotations

from pathlib import Path

from gipdesk import paths
from gipdesk.files.package import save_package
from gipdesk.report.cells import CellRef
from gipdesk.report.report import Report
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import open_file

# The list of 表三, an applicant a column; rows of nothing are left out. What came over from last
# year is right. The totals follow from the rest.
_REQUESTS = {
    "new": (38, 5, 1, 0, 2, 0),
    "carry_in": (3, 1, 0, 0, 1, 0),
    "granted": (16, 3, 1, 0, 1, 0),
    "partial": (4, 1, 0, 0, 0, 0),
    "denied.third_party": (1, 1, 0, 0, 0, 0),
    "denied.internal_affairs": (2, 0, 0, 0, 0, 0),
    "denied.process_info": (3, 0, 0, 0, 0, 0),
    "denied.admin_query": (1, 0, 0, 0, 0, 0),
    "cannot.not_held": (6, 0, 0, 0, 1, 0),
    "cannot.need_create": (1, 0, 0, 0, 0, 0),
    "cannot.unclear": (1, 0, 0, 0, 0, 0),
    "noproc.petition": (2, 0, 0, 0, 0, 0),
    "noproc.repeat": (1, 0, 0, 0, 0, 0),
    "otherproc.overdue_correct": (1, 0, 0, 0, 0, 0),
    "result_total": (39, 5, 1, 0, 2, 0),
    "carry_out": (2, 1, 0, 0, 1, 0),
}
_OTHERS = {
    "disclosure/normative.made": "3",
    "disclosure/normative.repealed": "1",
    "disclosure/normative.valid": "11",
    "disclosure/licence.decisions": "201",
    "disclosure/penalty.decisions": "9",
    "disclosure/fees.amount_wan": "0.04",
    "proceedings/review.upheld": "1",
    "proceedings/review.pending": "1",
    "proceedings/review.total": "2",
    "proceedings/lit_after.upheld": "1",
    "proceedings/lit_after.total": "1",
}
_APPLICANTS = ("natural", "commercial", "research", "social", "legal", "other")

# This year's paragraphs, by how last year's begin that they take the place of.
PARAGRAPHS = {
    "全年通过": "全年通过门户网站公开政府信息351条，其中机构职能类15条、政策文件类24条、"
    "执法公示类160条、工作动态类152条。",
    "全年新收": "全年新收政府信息公开申请46件，上年结转5件，办结47件，结转下年度4件。",
    "完善公文": "全年认定公文398件的公开属性，集中清理过时内容29处。",
    "门户网站": "门户网站专栏调整栏目6个，政务新媒体账号1个，全年发布信息305条。",
    "明确一名": "专职人员3名，全年组织业务培训4次，参训人员97人次。",
    "一是解读": "一是图表解读仍然偏少；二是补正告知有时不能一次说清。",
    "一是把解": "一是图表解读与文件同步起草、同步发布；二是印发补正告知文书样本，每季度讲评一次。",
    "本年发出": "本年发出信息处理费收费通知1件，总金额400元，实际收取400元。",
}
DATE = "2027年1月15日"
SAID_WRONG = ("申请46件", "申请64件")  # a slip of the pen, which contradicts 表三
TYPED_WRONG = (CellRef("requests", "granted", "commercial"), "4")  # a slip of the finger
SKIPPED = CellRef("requests", "noproc.publication", "natural")  # Enter without its 0


def numbers_of(report: Report) -> dict[CellRef, str]:
    """The number of every cell, totals included, in reading order."""
    return {ref: str(_number(ref)) for ref, _ in report.cells()}


def _number(ref: CellRef) -> str | int:
    if ref.table != "requests":
        return _OTHERS.get(str(ref), "0")
    row = _REQUESTS.get(ref.row, (0,) * len(_APPLICANTS))
    return sum(row) if ref.column == "total" else row[_APPLICANTS.index(ref.column)]


def save_last_year(folder: Path, office: Office) -> Path:
    """The report that comes with the program, saved as it was left a year ago."""
    package = open_file(paths.RESOURCES / "samples" / "sample.txt", office).package
    path = folder / "某某市司法局2025.gip"
    save_package(path, package, None)
    return path
