"""Words that say when: finding them in a sentence and giving them TIMEX3 values."""
