"""Reads a SARIF log as its consumers do: the 2.1.0 object model, then what a code host needs to show a result."""

import json
import sys
from pathlib import Path

from sarif_pydantic import Sarif


def check(path: Path) -> list[str]:
    """What is wrong with the log; empty where nothing is."""
    log = json.loads(path.read_text(encoding="utf-8"))
    Sarif.model_validate(log)
    wrong = []
    for run in log["runs"]:
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        for result in run["results"]:
            if rules[result["ruleIndex"]] != result["ruleId"]:
                wrong.append(f"{result['ruleId']}: its index leads to another rule")
            for location in result["locations"]:
                physical = location["physicalLocation"]
                region = physical.get("region")
                if not physical["artifactLocation"]["uri"]:
                    wrong.append(f"{result['ruleId']}: no file")
                if region and (region["startLine"] < 1 or region.get("startColumn", 1) < 1):
                    wrong.append(f"{result['ruleId']}: a place before the first")
                start = (region or {}).get("startLine"), (region or {}).get("startColumn")
                end = (region or {}).get("endLine"), (region or {}).get("endColumn")
                if None not in start + end and end <= start:
                    wrong.append(f"{result['ruleId']}: ends at {end}, before it begins at {start}")
    return wrong


if __name__ == "__main__":
    found = [f"{path}: {line}" for path in sys.argv[1:] for line in check(Path(path))]
    print("\n".join(found) or f"{len(sys.argv) - 1} SARIF logs are sound")
    sys.exit(bool(found))
