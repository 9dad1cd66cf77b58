"""What starts Lianxin in containers says what it is meant to; no container is at hand to start it in."""

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]


def composed() -> dict[str, Any]:
    made: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return made


def test_a_city_is_two_that_serve_one_that_works_and_what_they_stand_on() -> None:
    services = composed()["services"]
    assert list(services) == ["serve-1", "serve-2", "work", "postgres", "valkey", "caddy"]
    assert services["serve-1"] == services["serve-2"]
    assert services["work"]["command"] == ["work"]
    assert [name for name, service in services.items() if "ports" in service] == ["caddy"]
    named = {line.partition(":")[0] for service in services.values() for line in service.get("volumes", ())}
    assert {name for name in named if not name.startswith(".")} == set(composed()["volumes"])


def test_every_service_is_known_to_be_well_before_others_need_it() -> None:
    services = composed()["services"]
    assert services["serve-1"]["depends_on"].keys() <= services.keys()
    for name in services["serve-1"]["depends_on"]:
        assert "healthcheck" in services[name]
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "/health/live" in dockerfile
    assert "USER lianxin" in dockerfile


def test_the_proxy_asks_those_that_serve_and_keeps_what_is_inside_inside() -> None:
    proxy = (ROOT / "Caddyfile").read_text()
    asked = re.search(r"reverse_proxy (.+) {", proxy)
    assert asked is not None
    assert asked[1].split() == ["serve-1:8000", "serve-2:8000"]
    assert "@inside path /metrics /health/*" in proxy


def test_no_secret_goes_into_a_container() -> None:
    example = (ROOT / "compose.env.example").read_text()
    assert "\nPOSTGRES_PASSWORD=\n" in example
    left_out = (ROOT / ".dockerignore").read_text().split()
    assert {".git", "var", "compose.env", "**/secrets.json", "**/*.sqlite3*"} <= set(left_out)
    assert not re.search(r"(?i)(password|secret|token)=\S", (ROOT / "Dockerfile").read_text())
    assert "compose.env" in (ROOT / ".gitignore").read_text().split()
