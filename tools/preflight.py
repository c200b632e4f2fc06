"""Says, a sentence each, what this machine lacks for `make setup`; an old Python can run it too."""

import importlib.util
import os
import shutil
import sys
import sysconfig
from typing import Iterator, Tuple


def problems(version: Tuple[int, int] = sys.version_info[:2]) -> Iterator[str]:
    """Each problem as a sentence with what to do; `version` is Python's."""
    if version < (3, 11):
        yield (
            f"This is Python {version[0]}.{version[1]}, and bonerisk needs 3.11 or newer. "
            "Install one, or name one that you have: make setup PYTHON=/path/to/python3.11"
        )
        return
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if not shutil.which(compiler):
        yield (
            f"There is no C compiler ({compiler}), and the rule engine is compiled here. "
            "Debian, Ubuntu: apt install gcc. Fedora: dnf install gcc. macOS: xcode-select --install"
        )
    if not os.path.isfile(os.path.join(sysconfig.get_path("include"), "Python.h")):
        yield (
            "Python's header files are missing, and the rule engine is compiled with them. "
            "Debian, Ubuntu: apt install python3-dev. Fedora: dnf install python3-devel"
        )
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        yield (
            "Python cannot make virtual environments: its venv or ensurepip is missing. "
            "Debian, Ubuntu: apt install python3-venv"
        )


if __name__ == "__main__":
    sentences = list(problems())
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    sys.exit(bool(sentences))
