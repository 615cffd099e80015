"""Records as others read them, one format a file."""
