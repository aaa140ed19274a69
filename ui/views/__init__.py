"""The panes of the window: each shows what it is given and says by signals what the user wants."""
