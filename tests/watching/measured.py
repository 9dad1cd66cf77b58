"""Reading metrics in a test."""

from prometheus_client.parser import text_string_to_metric_families

from tests.phones import Phone


async def metrics(phone: Phone) -> dict[str, float]:
    """Every series by name and labels, as in lianxin_due_rows{what="messages"}."""
    answer = await phone.get("/metrics")
    assert answer.status_code == 200
    found = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            labels = ",".join(f'{name}="{value}"' for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def more(before: dict[str, float], after: dict[str, float], prefix: str) -> dict[str, float]:
    """By how much the series that begin so have grown, where they have."""
    grown = {
        name: after[name] - before.get(name, 0)
        for name in after
        if name.startswith(prefix) and "_bucket" not in name and "_sum" not in name
    }
    return {name: number for name, number in grown.items() if number}
