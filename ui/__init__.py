"""The window and the command line: two faces of the same verbs."""
