"""What of this slice is no GraphQL: photos, and my data as files."""

from starlette.routing import Route

from backend.access import own_routes, photo_routes

ROUTES = [
    Route("/photos/{photo:uuid}", photo_routes.put, methods=["PUT"], max_body_size=photo_routes.BYTES),
    Route("/photos/{photo:uuid}", photo_routes.get, methods=["GET"]),
    Route("/my-data", own_routes.as_page, methods=["GET"]),
    Route("/my-data.json", own_routes.as_json, methods=["GET"]),
    Route("/my-data.css", own_routes.style, methods=["GET"]),
]
