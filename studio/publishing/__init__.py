"""What differs, and which rules visitors get."""
