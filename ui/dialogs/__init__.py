"""The dialogs: bringing in, exporting, signing off, preferences, and the palette."""
