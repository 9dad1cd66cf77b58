"""What of this slice is no GraphQL: the calendar that phones follow."""

from starlette.routing import Route

from backend.shifts import calendar_routes

ROUTES = [Route("/calendar/{secret}.ics", calendar_routes.get, methods=["GET"])]
