"""The rows of the table for the File and Article menus: libraries, what comes in and goes out, the whole article."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import resources
from ui import addresses, why_not
from ui.action_parts import Parts
from ui.actions import Action
from ui.messages import policy_word
from ui.session import Session


def file_actions(p: Parts) -> Iterator[Action]:
    """What the File menu holds."""
    session, ask = p.session, p.ask
    yield Action("file.open", "File", "Open a file…", ask.choose_articles, "Ctrl+O", "folder-open")
    yield Action("file.paste", "File", "Paste the text", ask.paste_article, "Ctrl+Shift+V", "clipboard-text")
    yield Action("file.address", "File", "From a web address…", p.around.article_address, "Ctrl+L", "link")
    yield Action("file.library", "File", "Open another library…", ask.choose_library, icon="folder-open", group=1)
    yield Action("file.new_library", "File", "New library…", ask.new_library, icon="plus", group=1)
    yield Action(
        *("file.new_encrypted", "File", "New encrypted library…", p.keeping.encrypting.new), icon="lock", group=1
    )
    others = [name for name in session.settings.recent if name != str(session.project.path)]
    for number, name in enumerate(others):
        yield Action(
            *(f"file.recent_{number}", "File", "", partial(ask.open_library, Path(name)), "", "folder-open", 1),
            title=partial(str, Path(name).stem),
            about=partial(str, name),
            submenu="Open a recent library",
        )
    yield Action("file.move_library", "File", "Move this library…", p.keeping.move, icon="folder-open", group=1)
    yield Action("file.sources", "File", "Sources…", ask.directory, icon="quotes", group=1)
    keeping = p.keeping
    yield Action("file.back_up", "File", "Back up now…", keeping.back_up, icon="clock-counter-clockwise", group=2)
    yield Action("file.restore", "File", "Restore a backup…", keeping.restore, icon="arrow-counter-clockwise", group=2)
    secret = keeping.encrypting
    yield Action(
        *("file.encrypt", "File", "Encrypt this library…", secret.encrypt), icon="lock", group=2,
        why_not=secret.why_not_encrypt,
    )  # fmt: skip
    yield Action(
        *("file.passphrase", "File", "Change the passphrase…", secret.change), icon="key", group=2,
        why_not=secret.why_not_change,
    )  # fmt: skip
    yield Action(
        *("file.decrypt", "File", "Take the encryption off…", secret.take_off), icon="lock-open", group=2,
        why_not=secret.why_not_change,
    )  # fmt: skip
    yield from _leaving(p)
    yield from _ending(p)


def _leaving(p: Parts) -> Iterator[Action]:
    keeping, desk = p.keeping, partial(why_not.on_desk, p.session)
    yield Action("file.export", "File", "Export…", p.leaving.export, "Ctrl+E", "export", 3, why_not=desk)
    yield Action("file.take_in", "File", "Take in a pack…", p.handing.choose, icon="package", group=3)
    yield Action("file.check", "File", "Check a sheet or signature…", keeping.check, icon="check-circle", group=3)
    yield Action(
        *("file.keys", "File", "Signing keys…", partial(p.leaving.signing.open, keeping.check)), icon="key", group=3
    )


def _ending(p: Parts) -> Iterator[Action]:
    desk = partial(why_not.on_desk, p.session)
    yield Action(
        "file.articles",
        "File",
        "Back to the articles",
        p.session.close_article,
        "Alt+Left",
        "arrow-left",
        4,
        why_not=desk,
    )
    yield Action("file.lock", "File", "Lock now", p.locking.lock, "Ctrl+Shift+L", "lock", 5)
    yield Action("file.quit", "File", "Quit", p.quit, "Ctrl+Q", group=5)


def article_actions(p: Parts) -> Iterator[Action]:
    """What the Article menu holds."""
    session, ask, desk = p.session, p.ask, partial(why_not.on_desk, p.session)
    yield Action(
        *("article.sign_off", "Article", "Sign off…", p.leaving.sign_off, "", "status:signed_off"),
        why_not=partial(why_not.sign_off, session),
    )
    yield Action(
        "article.about", "Article", "About this article…", p.around.about_article, "Ctrl+I", "file-text", 1, desk
    )
    yield Action("article.edit", "Article", "Edit the text…", p.rewriting.edit, "Ctrl+Shift+T", "text-aa", 1, desk)
    yield Action(
        *("article.newer", "Article", "Replace the text by a newer version…", p.rewriting.newer),
        icon="file-text",
        group=1,
        why_not=desk,
    )
    yield addresses.of_article(p)
    yield Action("article.left_out", "Article", "What was left out…", ask.left_out, "", "funnel", 1, why_not=desk)
    for name in _policies(session):
        yield Action(
            *(f"article.policy_{name}", "Article", "", partial(p.bringing.use_policy, name), "", "gear", 1),
            why_not=desk,
            title=partial(policy_word, name),
            ticked=partial(_is_policy, session, name),
            submenu="Policy",
        )
    yield Action("article.history", "Article", "History…", ask.history, "Ctrl+H", "clock-counter-clockwise", 1, desk)
    yield Action("article.hand_over", "Article", "Hand over this article…", p.handing.hand_over, "", "package", 2, desk)
    yield Action("article.remove", "Article", "Remove from the library…", ask.remove_article, "", "x", 2, desk)


def _is_policy(session: Session, name: str) -> bool:
    return session.desk is not None and session.desk.article.policy == name


def _policies(session: Session) -> tuple[str, ...]:
    """The names that app.comparing.policy_names gives, without what it takes to compare: menus stand at start-up."""
    own = session.paths.policies
    found = {file.stem for file in own.glob("*.toml")} if own.is_dir() else set()
    return tuple(sorted(found | set(resources.names("policies", ".toml"))))
