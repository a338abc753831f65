"""The guarded child: opens one untrusted file after another under memory and time limits and answers in JSON lines.

Run as `python -m cases.pdf.child` with an empty environment; it imports neither Django nor anything with a secret.
"""

import json
import resource
import sys
from pathlib import Path

MEMORY = 1_500_000_000  # bytes of address space; a 150 MB file maps once and is written once
WRITTEN = 1_000_000_000  # bytes of one output file: an archive bomb stops here
PROCESSOR = 600  # seconds of processor time for one batch


def main() -> None:
    """Answer each line of standard input, a job, with one line: pages and notes, or the reason for refusal.

    A job with a page is a picture to draw; any other is a file to make plain.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from cases.pdf import drawing, pages

    for line in sys.stdin:
        job = json.loads(line)
        source, out = Path(job["source"]), Path(job["out"])
        try:
            if "page" in job:
                drawing.draw(source, out, page=int(job["page"]))
                answer: dict[str, object] = {"pages": 1, "notes": []}
            else:
                count, notes = pages.make_plain(
                    source, out, max_pages=int(job["max_pages"]), claims_pdf=bool(job["claims_pdf"])
                )
                answer = {"pages": count, "notes": notes}
        except pages.CannotUse as refusal:
            answer = {"reason": str(refusal)}
        except MemoryError:
            answer = {"reason": "needs more memory than one file may use. Split it and upload the parts."}
        except Exception as fault:  # noqa: BLE001  # whatever a hostile file provokes is this file's refusal, not the batch's
            answer = {
                "reason": f"is damaged beyond repair ({type(fault).__name__}). "
                "Print it to a new PDF, or scan the paper again, and upload that."
            }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
