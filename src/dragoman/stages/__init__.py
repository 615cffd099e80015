"""The stages in the order of `coder.open_coder`, one file each: what each decides stands at its head."""
