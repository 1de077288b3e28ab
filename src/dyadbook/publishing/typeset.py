"""Set one HTML page as a PDF with WeasyPrint. Runs as a process of its own, whose clock and hash seed are fixed.

python -m dyadbook.publishing.typeset PAGE.html SHEET.css OUT.pdf
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path


def typeset(page: Path, sheet: Path, out: Path) -> None:
    """Write `out`: tagged (PDF/UA-1), fonts embedded, nothing of the time or the machine in it."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    # chapters repeat headings such as "Sources"; links go by anchors of our own
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fonts = FontConfiguration()
    style = weasyprint.CSS(filename=str(sheet), font_config=fonts)
    document = weasyprint.HTML(filename=str(page))
    document.write_pdf(out, stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    typeset(*map(Path, sys.argv[1:4]))
