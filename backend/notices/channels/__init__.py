"""By what a notice is carried: chat groups, short links, SMS, and the liaison's knock."""
