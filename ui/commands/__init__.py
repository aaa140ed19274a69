"""The command line's verbs, a module for each kind of work. No Qt: a script never waits for a window."""
