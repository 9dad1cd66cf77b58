"""One measured figure: a JSON object on a line of its own, with what it was compared with in the same run."""

import json


def show(
    figure: str,
    value: float,
    unit: str,
    *,
    compared_with: str,
    compared_value: float,
    aim: str = "",
    digits: int = 1,
) -> None:
    """Print a figure; `ratio` is the value in parts of what it is compared with."""
    said: dict[str, object] = {
        "figure": figure,
        "value": round(value, digits),
        "unit": unit,
        "compared_with": compared_with,
        "compared_value": round(compared_value, digits),
        "ratio": round(value / compared_value, 3),
    }
    if aim:
        said["aim"] = aim
    print(json.dumps(said, ensure_ascii=False), flush=True)
