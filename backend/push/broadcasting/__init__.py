"""Telling a whole crowd: `broadcasts.queue` says what, `crowds.register` says who, the rounds carry it."""
