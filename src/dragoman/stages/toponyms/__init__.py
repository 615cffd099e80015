"""What the places stage is made of: finding names of places, settling which place is meant, and placing events."""
