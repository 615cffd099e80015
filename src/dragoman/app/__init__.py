"""The use cases, one file each: what the command line, the HTTP interface and the Python interface all call."""
