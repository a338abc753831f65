"""How much memory this process held at most."""

import resource
import sys
from pathlib import Path


def peak() -> int:
    """Bytes that were resident at most since this program began.

    Linux's own counter is asked first: what getrusage tells is inherited from whoever started the program.
    """
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most * (1 if sys.platform == "darwin" else 1024)
