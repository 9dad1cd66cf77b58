"""Which addresses are the server's own: the app, which answers for all others from what it kept, must know them."""

import re
from pathlib import Path

from starlette.routing import Route

from backend import app

KNOWN = Path(__file__).parents[1] / "pwa" / "src" / "sw" / "of-server.ts"
OF_THE_APP = {"/{path:path}"}


def test_the_app_leaves_to_the_server_what_the_server_answers() -> None:
    [pattern] = re.findall(r"ofServer = /(.+)/$", KNOWN.read_text(), re.M)
    known = re.compile(pattern.replace("\\/", "/"))
    read = {
        route.path
        for route in app.create().routes
        if isinstance(route, Route) and "GET" in (route.methods or ())
    }
    assert {path for path in read if not known.search(path)} == OF_THE_APP
