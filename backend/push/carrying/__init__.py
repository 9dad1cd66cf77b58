"""Carrying whole pages of phones in processes beside ours, so that whoever waits for an answer here is not held up."""
