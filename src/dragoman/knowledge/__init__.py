"""Who is who and where: the actor base and the gazetteer, opened once and then only looked up in."""
