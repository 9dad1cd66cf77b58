"""Lianxin 连心: the last hundred metres of a crisis, from a notice to a knock on the door."""
