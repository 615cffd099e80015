"""The command line: reads options, calls a use case, shows what it gives."""
