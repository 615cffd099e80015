"""The parts of the attribution stage: quotations, cues, sources, contents, and how voices nest."""
