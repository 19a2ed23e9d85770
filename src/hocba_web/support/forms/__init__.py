"""Forms of support. They parse; what may be stored is the services' question."""
