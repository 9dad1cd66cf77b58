"""My shifts as a calendar that phones follow."""
