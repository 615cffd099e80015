"""One task over many shards: file in, file out, on the processors of one machine or of many."""
