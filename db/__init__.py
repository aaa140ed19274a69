"""Nouns: what is kept, and keeping it. Imports nothing of ours above it, and no Qt."""
