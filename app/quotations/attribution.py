"""On what footing words are attributed: a named person, a spokesperson, a body, a paper, somebody unnamed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.quotations import lexicon
from app.quotations.phrases import Range, head_word
from app.quotations.sentences import Sentence
from db.records import Attribution

_SURNAME_ENDINGS = (
    "son",
    "sen",
    "ov",
    "ev",
    "ova",
    "eva",
    "sky",
    "ski",
    "ska",
    "skaya",
    "enko",
    "yan",
    "ian",
    "ez",
    "shvili",
    "oglu",
    "opoulos",
    "idis",
    "akis",
    "mann",
    "berg",
    "stein",
    "ssen",
    "ström",
    "qvist",
    "dze",
)
_PLURAL_BODIES = frozenset(
    "police prosecutors investigators authorities organisers organizers rebels troops detectives forces".split()
)
_LETTERS = frozenset("kc qc mp msp mep obe cbe mbe phd md esq".split())  # after a name, no part of it
_OUTLET_KINDS = frozenset(
    f"{kind} {what}"
    for kind in ("state", "public", "national", "daily", "news", "the")
    for what in ("broadcaster", "newspaper", "agency")
) - {"the agency", "the broadcaster", "state agency", "public agency", "national agency"}
_MANY = frozenset("people men women children staff family police media public both many some several few".split())
_MEMBERS = frozenset("member one someone somebody individual participant attendee signatory".split())
_PARTICLES = frozenset("van von der den de del della di da dos du la le bin ibn al el ben y e ter ten mac".split())


@dataclass(frozen=True, slots=True)
class Party:
    """What a noun phrase stands for. `kind`: person, body, paper, outlet, unnamed, pronoun; `name`: as it may be
    looked up later; `roles`: the common nouns that describe it; `definite`: "the mayor", "his wife"."""

    kind: str
    name: str
    roles: frozenset[str]
    definite: bool = False
    spokes: bool = False
    gender: str = ""
    short: bool = False
    single: bool = False  # one person, as far as the words tell: "a former member of the board, who …"


def party(text: str, s: Sentence, source: Range, surnames: frozenset[str] | set[str] = frozenset()) -> Party:
    """What the phrase `source` of sentence `s` stands for; `surnames` are those of people met before."""
    a, b = source
    words, tags = s.words, s.tags
    if b - a == 1 and (tags[a] in "RO" or words[a] in ("his", "her", "their")):
        return Party("pronoun", words[a], frozenset())
    core = _core_end(s, a, b)
    whole = text[s.starts[a] : s.ends[b - 1]]
    short = text[s.starts[a] : s.ends[core - 1]]
    if _is_outlet(s, a, core):
        return Party("outlet", short, frozenset())
    roles = frozenset(
        words[i] for i in range(a, b) if tags[i] in "NHJ" or (tags[i] == "P" and words[i] in lexicon.nouns()["person"])
    )
    head = head_word(s, (a, core))
    definite = words[a] in ("the", "this", "that", "his", "her", "their", "its")
    named = _personal_name(text, s, a, core, b, surnames)
    low = words[head]
    kinds = lexicon.nouns()
    spokes = any(words[i] in kinds["spokesperson"] for i in range(a, core)) and low not in kinds["document"]
    if low in kinds["document"] and tags[head] in "NPV" and not named:
        return Party("paper", short, roles, definite)
    if named:
        name, gender, title = named
        return Party("person", name, roles, False, False, gender or _gender(words[a:b]), title or " " not in name)
    name = short if core < b and tags[core] == "," else whole
    if spokes:
        found = Party("unnamed", name, roles, definite and core - a <= 3, True, _gender(words[a:core]))
    else:
        found = _common(s, a, core, head, name, roles, definite)
    return replace(found, single=True) if found.kind == "unnamed" and _single(s, a, core, head, b) else found


def _single(s: Sentence, a: int, core: int, head: int, b: int) -> bool:
    """Whether an unnamed source is one person: "a nurse at the clinic", "a member of the crew, whose name…"."""
    words, low = s.words, s.words[head]
    if words[a] == "one" and words[a + 1 : a + 2] == ["of"]:
        return low not in lexicon.nouns()["document"]
    if low in _MANY or (low.endswith("s") and not low.endswith("ss")):
        return False
    if s.tags[a] == "M" and words[a] != "one":
        return False
    relative = any(words[i] in ("who", "whose", "whom") for i in range(core, b))
    return relative or low in _MEMBERS or low in lexicon.nouns()["person"] or low in lexicon.nouns()["spokesperson"]


def _common(s: Sentence, a: int, core: int, head: int, name: str, roles: frozenset[str], definite: bool) -> Party:
    words, tags = s.words, s.tags
    low = words[head]
    kinds = lexicon.nouns()
    proper = any(t in "PH" for t in tags[a:core])
    if low in _PLURAL_BODIES:
        return Party("body", name, roles, definite and not proper)
    if tags[head] == "P":
        return Party("body", name, roles)
    if low in kinds["media"] and low not in kinds["person"] and (low not in kinds["body"] or low == "newspaper"):
        return Party("outlet", name, roles, definite and not proper)
    if low in kinds["body"] and low not in kinds["person"]:
        return Party("body", name, roles, definite and not proper)
    if low in kinds["person"]:
        return Party("unnamed", name, roles, definite and core - a <= 4, False, _gender(words[a:core]))
    return Party("unnamed", name, roles, definite and core - a <= 3)


def _core_end(s: Sentence, a: int, b: int) -> int:
    """Where appositives, brackets and relative clauses begin."""
    for i in range(a + 1, b):
        if s.tags[i] in ",(W" or s.words[i] == "whose":
            return i
    return b


def _is_outlet(s: Sentence, a: int, core: int) -> bool:
    words = [w for w in s.words[a:core] if w != "'s"]
    joined = " ".join(words)
    outlets = lexicon.outlets()
    if not any(t in "PMH" for t in s.tags[a:core]):
        return False
    if " ".join(words[-3:-1]) in _OUTLET_KINDS and s.tags[core - 1] == "P":
        return True  # "State broadcaster NRK"
    return (
        joined in outlets
        or joined.removeprefix("the ") in outlets
        or (
            len(words) > 1
            and words[-1] in ("newspaper", "magazine", "tabloid", "daily", "website", "broadcaster", "agency")
            and " ".join(words[:-1]).removeprefix("the ") in outlets
        )
    )


def _runs(s: Sentence, a: int, b: int) -> list[Range]:
    """Stretches of capitalised words, with name particles inside."""
    found: list[Range] = []
    i = a
    while i < b:
        if s.tags[i] in "PH" or (
            s.words[i] in _PARTICLES and i + 1 < b and s.tags[i + 1] == "P" and i > a and s.tags[i - 1] == "P"
        ):
            j = i
            while j < b and (s.tags[j] in "PH" or (s.words[j] in _PARTICLES and j + 1 < b and s.tags[j + 1] == "P")):
                j += 1
            found.append((i, j))
            i = j
        else:
            i += 1
    return found


def _personal_name(
    text: str, s: Sentence, a: int, core: int, b: int, surnames: frozenset[str] | set[str]
) -> tuple[str, str, bool] | None:
    """The person's name in the phrase, the gender it tells and whether it goes with a title; None for no person."""
    words = s.words
    for i, last in _candidate_runs(s, a, core, b):
        j = last
        start, title = _after_titles(s, i, j)
        if start >= j:
            continue
        person = title or _looks_personal(s, start, j, a, core, b, surnames)
        if person:
            start = _first_name_in(s, start, j)
            gender = _title_gender(words[i:start]) or _first_gender(words[start])
            while j - start > 1 and words[j - 1] in _LETTERS:
                j -= 1
            return text[s.starts[start] : s.ends[j - 1]], gender, title and j - start == 1
    return None


def _candidate_runs(s: Sentence, a: int, core: int, b: int) -> list[Range]:
    """Runs that may be the name: the head run of the phrase, or an appositive that is a bare name."""
    tags, words = s.tags, s.words
    found = []
    for i, j in _runs(s, a, core):
        after = tags[j] if j < b else ""
        before = tags[i - 1] if i > a else ""
        if after == "'" or (after == "N" and j < core and words[j] not in ("jr", "sr")):
            continue
        if before == "I" and i - 1 > a and not _name_after_office(s, i, j):
            continue
        found.append((i, j))
    if core < b and tags[core] == ",":
        stop = next((k for k in range(core + 1, b) if tags[k] == ","), b)
        run = next(iter(_runs(s, core + 1, stop)), None)
        if run and run[0] == core + 1 and (run[1] == stop or s.words[run[1]] in ("of", "from", "at")):
            found.append(run)
    return found


def _name_after_office(s: Sentence, i: int, j: int) -> bool:
    """ "Governor of Washington Chris Gregoire": the name follows the place in one run."""
    firsts = lexicon.names()
    return any(s.words[k] in firsts["man"] or s.words[k] in firsts["woman"] for k in range(i + 1, j - 1)) or any(
        s.tags[k] == "H" for k in range(i + 1, j)
    )


def _after_titles(s: Sentence, i: int, j: int) -> tuple[int, bool]:
    """Past the last title of the run: "Foreign Minister Anna Berg", "Mrs Justice Cole"."""
    titles, people = lexicon.names()["title"], lexicon.nouns()["person"]
    last = max((k for k in range(i, j) if s.words[k].rstrip(".") in titles or s.words[k] in people), default=-1)
    if last < 0 or (last == j - 1 and s.tags[last] != "H"):
        return i, False
    rest = [w for w in s.words[last + 1 : j] if w.rstrip(".") in lexicon.names()["corporate"]]
    return (i, False) if rest else (last + 1, True)


def _first_name_in(s: Sentence, start: int, j: int) -> int:
    names = lexicon.names()
    for k in range(start, j - 1):
        if s.words[k] in names["man"] or s.words[k] in names["woman"]:
            return k
    return start


def _looks_personal(
    s: Sentence, i: int, j: int, a: int, core: int, b: int, surnames: frozenset[str] | set[str]
) -> bool:
    words, names = s.words, lexicon.names()
    run = [word.rstrip(".") if len(word) > 3 else word for word in words[i:j]]
    if run[-1] in surnames and (len(run) > 1 or words[a] != "the"):
        return True
    if len(run) > 1 and (run[0] in names["man"] or run[0] in names["woman"]) and run[-1] in names["surname"]:
        return words[a] != "the"
    if any(w in names["corporate"] for w in run) or (words[a] == "the" and i == a + 1):
        return False
    first = run[0]
    known = any(w in names["man"] or w in names["woman"] for w in run[:-1] or run)
    role_before = i > a and s.tags[i - 1] == "N" and words[i - 1] in lexicon.nouns()["person"]
    if known or role_before or (i == core + 1 and j - i == 1 and words[core - 1] in lexicon.nouns()["person"]):
        return True  # also "the minister, Lund"
    after = words[core + 1 : b] if core < b else []
    if after and (
        after[0].isdigit()
        or any(w in lexicon.nouns()["person"] for w in after[:9])
        or s.words[core] == "who"
        or after[0] == "who"
    ):
        return True
    if any(w in lexicon.nouns()["body"] for w in after[:9]) or first in names["place"]:
        return False
    if len(run) == 1:
        return _surname(first) and not _acronym(s, i)
    return (
        len(run) in (2, 3)
        and not any(_acronym(s, k) for k in range(i, j))
        and not any(w in names["place"] for w in run)
    )


def _surname(word: str) -> bool:
    return word in lexicon.names()["surname"] or (len(word) > 4 and word.endswith(_SURNAME_ENDINGS))


def _acronym(s: Sentence, k: int) -> bool:
    word = s.words[k]
    return len(word) <= 6 and s.ends[k] - s.starts[k] >= 2 and ("." in word[:-1] or _capitals(s, k))


def _capitals(s: Sentence, k: int) -> bool:
    return (
        s.words[k].isalpha()
        and len(s.words[k]) <= 5
        and s.words[k] not in lexicon.names()["surname"]
        and not any(c in "aeiouy" for c in s.words[k])
    )


def _title_gender(words: Sequence[str]) -> str:
    for word in words:
        bare = word.rstrip(".")
        if bare in (
            "mr",
            "sir",
            "lord",
            "king",
            "prince",
            "father",
            "rev",
            "congressman",
            "pope",
            "baron",
            "sheikh",
            "imam",
        ):
            return "m"
        if bare in ("mrs", "ms", "miss", "dame", "lady", "baroness", "queen", "princess", "sister", "congresswoman"):
            return "f"
    return ""


def _first_gender(word: str) -> str:
    names = lexicon.names()
    man, woman = word in names["man"], word in names["woman"]
    return "m" if man and not woman else "f" if woman and not man else ""


_MALE = frozenset(
    "man boy father dad son brother husband uncle spokesman chairman businessman congressman king prince duke lord "
    "actor nephew grandfather policeman widower councilman".split()
)
_FEMALE = frozenset(
    "woman girl mother mum mom daughter sister wife aunt spokeswoman chairwoman businesswoman congresswoman queen "
    "princess duchess lady actress niece grandmother widow waitress councilwoman mum-of-two mum-of-three".split()
)


def _gender(words: Sequence[str]) -> str:
    for word in words:
        if word in _MALE:
            return "m"
        if word in _FEMALE:
            return "f"
    return ""


def attribution_of(who: Party) -> Attribution:
    """The code for a party met in the text."""
    if who.spokes and who.kind != "person":
        return Attribution.SPOKESPERSON
    codes = {
        "person": Attribution.NAMED,
        "body": Attribution.ORGANISATION,
        "paper": Attribution.DOCUMENT,
        "outlet": Attribution.MEDIA,
        "unnamed": Attribution.ANONYMOUS,
    }
    return codes.get(who.kind, Attribution.ANONYMOUS)
