"""What of this slice is no GraphQL: the calendar that phones follow, and hours as a file."""

from starlette.routing import Route

from backend.shifts.calendar import routes as calendar
from backend.shifts.hours import routes as hours

ROUTES = [
    Route("/calendar/{secret}.ics", calendar.get, methods=["GET"]),
    Route("/hours.csv", hours.as_csv, methods=["GET"]),
    Route("/hours.xlsx", hours.as_xlsx, methods=["GET"]),
]
