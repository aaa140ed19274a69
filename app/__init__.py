"""Verbs: one function per thing a user does. No Qt, no SQL, no sentences for the user."""
