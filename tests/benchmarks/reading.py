"""How fast each reader is, beside the parsing library alone in the same run.

    python -m tests.benchmarks.reading

Times are medians, to the whole report; memory is the peak of a fresh process, less an idle one
(Linux).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from gipdesk.readers.reading import read
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.office import open_office
from gipdesk.workflow.opening import open_file
from tests.benchmarks.floors import FLOORS
from tests.benchmarks.measure import SAMPLE, median_us, row


def measure_times(sources: dict[str, bytes]) -> None:
    """Milliseconds to a whole report, and to the pieces alone."""
    from gipdesk.readers.reading import source_text

    editions = open_office().editions
    for kind, data in sources.items():
        name, floor = FLOORS[kind]
        bottom = median_us(partial(floor, data), 30)
        pieces = median_us(partial(source_text, data), 30)
        whole = median_us(partial(read, data, editions), 30)
        row(f"read .{kind}: pieces", pieces, name, bottom)
        row(f"read .{kind}: report", whole, name, bottom)


PEAK = """
import sys
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
before = peak()
data = open(sys.argv[1], "rb").read()
{work}
print(peak() - before)
"""
OURS = """
from gipdesk.readers.reading import read
from gipdesk.workflow.office import open_office
read(data, open_office().editions)
"""
FLOOR = """
from tests.benchmarks.floors import FLOORS
FLOORS["{kind}"][1](data)
"""


def peak_mb(path: Path, work: str) -> float:
    """The peak memory of a fresh process that does this to a file, in MB."""
    command = [sys.executable, "-c", PEAK.format(work=work), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def measure_memory(sources: dict[str, bytes]) -> None:
    """Peak memory of reading one file."""
    for kind, data in sources.items():
        with tempfile.NamedTemporaryFile(suffix=f".{kind}") as file:
            file.write(data)
            file.flush()
            path = Path(file.name)
            ours, floor = peak_mb(path, OURS), peak_mb(path, FLOOR.format(kind=kind))
        print(f"memory .{kind:<8}{ours:>8.1f} MB    {FLOORS[kind][0]:<20}{floor:>8.1f} MB")


def main() -> None:
    """Export the sample in every format and read each back."""
    office = open_office()
    package = open_file(SAMPLE, office).package
    exporter = Exporter(package.report, office, package.media)
    sources = {kind: exporter.data(Kind(kind)) for kind in FLOORS}
    measure_times(sources)
    measure_memory(sources)


if __name__ == "__main__":
    main()
