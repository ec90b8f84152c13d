"""Keeping and getting back: sealed backups, restoring them, and the doctor's round."""
