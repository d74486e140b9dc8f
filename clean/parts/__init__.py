"""The parts of a document: what each line is, by itself and by its neighbours."""
