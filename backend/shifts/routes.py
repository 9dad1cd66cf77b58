"""What of this slice is no GraphQL: the calendar that phones follow, and hours as a file."""

from starlette.routing import Route

from backend.shifts import calendar_routes, hours_routes

ROUTES = [
    Route("/calendar/{secret}.ics", calendar_routes.get, methods=["GET"]),
    Route("/hours.csv", hours_routes.as_csv, methods=["GET"]),
    Route("/hours.xlsx", hours_routes.as_xlsx, methods=["GET"]),
]
