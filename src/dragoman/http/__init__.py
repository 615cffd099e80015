"""The archive over HTTP: the same questions as on the command line, and the pages of the desk."""
