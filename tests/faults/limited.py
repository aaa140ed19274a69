"""A process that may write files up to a size only, as under a quota. Prints what was acknowledged and what refused."""

import json
import resource
import sys
from pathlib import Path

from app import edits
from app.project import Project
from db.errors import KnownProblem
from db.whole import put
from tests import builders

path, sheet, most = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
acknowledged, refused = [], []
with Project.open(path, lambda _: "") as project:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    for n in range(40):
        article = builders.article(builders.TEXT * 8, headline=f"Article {n}")
        try:
            acknowledged.append(project.apply(edits.add_article(article, builders.quotes(article), who="Ada")).id)
        except KnownProblem as problem:
            refused.append(str(problem.values["why"]))
try:
    put(sheet, bytes(most + 1))
except KnownProblem as problem:
    print(json.dumps({"acknowledged": acknowledged, "refused": refused, "sheet": problem.values["why"]}))
