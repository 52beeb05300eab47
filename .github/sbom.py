"""Bill of materials: requirements.txt → CycloneDX 1.6 JSON on stdout. `make sbom > sbom.json`

Names, versions and hashes are those that are pinned, so the same file gives the same bytes; licences are read from what is
installed. No package is needed for it.
"""

from __future__ import annotations

import json
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from newsarchive import __version__  # noqa: E402

PINNED = re.compile(r"^([a-z0-9.-]+)==(\S+) \\\n((?:    .*\n)+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
WANTED_BY = re.compile(r"^    # (?:via |  )([a-z0-9.-]+)", re.MULTILINE)
SELF = f"pkg:pypi/newsarchive@{__version__}"


def licence_of(name: str) -> str:
    """What the installed package says of its licence; "" when it says nothing."""
    try:
        stated = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    classes = [c.rpartition(" :: ")[2] for c in stated.get_all("Classifier", []) if "License" in c]
    return str(stated.get("License-Expression") or ", ".join(classes) or stated.get("License", ""))


def component(name: str, version: str, notes: str) -> dict[str, Any]:
    """One package with its hashes and licence."""
    licence = licence_of(name)
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "hashes": [{"alg": "SHA-256", "content": found} for found in HASH.findall(notes)],
    } | ({"licenses": [{"license": {"name": licence}}]} if licence else {})


def bill(requirements: str) -> dict[str, Any]:
    """The whole document."""
    pinned = PINNED.findall(requirements)
    components = [component(*one) for one in pinned]
    references = {c["name"]: c["bom-ref"] for c in components} | {"newsarchive": SELF}
    needs: dict[str, list[str]] = {reference: [] for reference in references.values()}
    for name, _, notes in pinned:
        for wanted_by in WANTED_BY.findall(notes):
            needs[references[wanted_by]].append(references[name])
    main = {"type": "application", "bom-ref": SELF, "name": "newsarchive", "version": __version__}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": main | {"licenses": [{"license": {"id": "MIT"}}]}},
        "components": components,
        "dependencies": [{"ref": ref, "dependsOn": on} for ref, on in needs.items()],
    }


if __name__ == "__main__":
    text = (ROOT / "requirements.txt").read_text("utf-8")
    sys.stdout.write(json.dumps(bill(text), indent=1, ensure_ascii=False) + "\n")
