"""Who says it: offices, names, armies and outlets, and the verbs by which they are quoted."""
