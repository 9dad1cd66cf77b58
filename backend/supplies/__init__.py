"""What is needed, what is in store, what was handed over."""
