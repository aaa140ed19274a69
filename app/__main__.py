"""`python -m app` starts OnRecord: the one place where app looks up to ui."""

from ui.main import main

if __name__ == "__main__":
    raise SystemExit(main())
