"""A community to try Lianxin with: a real town's divisions, and invented people, doors and needs."""
