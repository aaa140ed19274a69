"""The sheet of an article in an open library: what `gather` asks for beside the desk is fetched here and nowhere else.

The window and the command line both make their sheets by this, so that neither can forget a name that is to stay in.
"""

from app import comparing
from app.paths import Paths
from app.project import Project
from app.sheets import keys, repeats
from app.sheets.gather import gather
from app.sheets.sheet import Choice, Sheet
from app.sources import hidden_names
from app.workflow import Desk
from db.records import now

_HISTORY = 10_000  # edits that a sheet's histories are drawn from


def make(project: Project, desk: Desk, paths: Paths, choice: Choice, *, policy: str = "") -> Sheet:
    """The desk's sheet as it stands now, under that policy, else under the article's own.

    It says of no key that signs it: see `keyed`. Raises NoSuch or BrokenPolicy, NamesUnknown where a confidential
    identity does not open, and what `gather` raises.
    """
    newest = project.history(limit=1)
    return gather(
        desk,
        comparing.load_policy(policy or desk.article.policy, paths.policies),
        now=now(),
        head=newest[0].hash if newest else "",
        choice=choice,
        history=project.history(article_id=desk.article.id, limit=_HISTORY),
        keep_out=hidden_names(desk),
        came=repeats.came(desk, project.original, keys.known(paths.keys)),
    )
