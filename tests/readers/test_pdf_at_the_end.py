"""A program that ends while a thread is inside PDFium ends well."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

_TIMES = 3

# Begins to paint a page on a thread that the program does not wait for, and ends meanwhile.
_PAINTER = """
import sys, threading, time
from pathlib import Path
from gipdesk.readers.pdf.opening import PDFIUM_IN_TURN
from gipdesk.readers.pdf.picture import page_picture

data = Path(sys.argv[1]).read_bytes()
page_picture(data, 1, 0.1)
threading.Thread(target=page_picture, args=(data, 1, 3.0), daemon=True).start()
while PDFIUM_IN_TURN.acquire(blocking=False):
    PDFIUM_IN_TURN.release()
    time.sleep(0.001)
time.sleep(0.05)
"""


def test_the_program_ends_well_while_a_page_is_painted(tmp_path: Path) -> None:
    drawn = BytesIO()
    canvas = Canvas(drawn, pagesize=(595, 842))
    for line in range(3_000):
        canvas.drawString(line % 300, line % 842, "Abc 0123456789 " * 4)
    canvas.save()
    path = tmp_path / "words.pdf"
    path.write_bytes(drawn.getvalue())
    command = [sys.executable, "-c", _PAINTER, str(path)]
    folder = Path(__file__).resolve().parents[2]
    ends = [subprocess.run(command, cwd=folder, check=False).returncode for _ in range(_TIMES)]
    assert ends == [0] * _TIMES
