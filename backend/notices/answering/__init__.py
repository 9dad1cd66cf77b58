"""What households answer to a notice, and what its editor replies."""
