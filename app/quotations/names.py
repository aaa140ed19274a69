"""Who "he", "the company", "Mr Prosper" and "the person" stand for: the people and bodies met so far in the text."""

from dataclasses import dataclass, field, replace

from app.quotations import lexicon
from app.quotations.attribution import Party, party
from app.quotations.phrases import Range, phrase_right
from app.quotations.sentences import Sentence
from app.quotations.sources import appositives_right, opens_with_adjunct, segments

_KEPT = 60  # parties remembered, newest last; enough for any article, and a bound for any text
_HE, _SHE = frozenset(("he", "him", "himself")), frozenset(("she", "her", "herself"))
_THEY = frozenset(("they", "them", "themselves"))
_BODY_ANAPHORS = frozenset(
    "company firm group bank airline carrier drugmaker carmaker automaker chipmaker planemaker manufacturer maker "
    "retailer giant lender insurer agency organisation organization charity body watchdog regulator startup business "
    "developer operator supplier publisher studio brand chain team club ministry department conglomerate brewer miner "
    "network utility".split()
)
_OVERSEERS = frozenset("agency authority board bureau commission inspectorate office regulator watchdog".split())
_OFFICES = _OVERSEERS | frozenset(
    "council court department government ministry parliament secretariat treasury".split()
)
_PUBLIC = frozenset(("agency", "department", "ministry", "regulator", "watchdog"))
_TRADING = _BODY_ANAPHORS - _PUBLIC - frozenset("organisation organization charity body operator publisher".split())
_PERSON_ANAPHORS = frozenset("person man woman source official insider witness resident lawyer".split())
# what somebody does who is about to be quoted, beside the verbs of saying
_STANDS = frozenset(
    "disagree disagrees disagreed remember remembers recall recalls differ differs differed saw sees".split()
)


@dataclass(slots=True, eq=False)
class Known:
    """A party met in the text and where it was last met."""

    who: Party
    sentence: int
    order: int
    subject: bool
    speaker: bool = False
    gender: str = ""
    roles: set[str] = field(default_factory=set)


class Names:
    """The memory of one text, filled sentence by sentence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.known: list[Known] = []
        self.surnames: set[str] = set()
        self.full: dict[str, str] = {}
        self.sentence = 0
        self._order = 0

    def note(self, s: Sentence) -> None:
        """Take in the parties of a sentence that was read."""
        self.sentence += 1
        subject = _subject(s)
        covered = subject or (0, 0)
        i, size = 0, len(s)
        while i < size:
            if s.tags[i] in "PH":
                j = i
                while j < size and s.tags[j] in "PH":
                    j += 1
                while (
                    s.words[j - 1] in _OFFICES
                    and s.words[j : j + 1] in (["of"], ["for"])
                    and s.tags[j + 1 : j + 2] == ["P"]
                ):
                    j += 2
                    while j < size and s.tags[j] in "PH":
                        j += 1
                self._meet(party(self.text, s, (i, j), self.surnames), covered[0] <= i < covered[1])
                i = j
            else:
                i += 1
        if subject is not None and "&" not in s.tags[subject[0] : subject[1]]:
            who = party(self.text, s, subject, self.surnames)
            who = self.resolve(who)[0] if who.definite and who.kind == "unnamed" else who
            known = self._meet(who, True) if who.kind != "pronoun" else self._meet_again(who)
            if known is not None and _has_a_say(s, subject):
                known.speaker = True

    def _meet(self, who: Party, subject: bool) -> Known:
        self._order += 1
        known = self._find(who)
        if known is None:
            known = Known(who, self.sentence, self._order, subject, gender=who.gender, roles=set(who.roles))
        else:
            self.known.remove(known)
            known.subject = subject if known.sentence != self.sentence else (known.subject or subject)
            known.speaker = known.speaker and known.sentence >= self.sentence - 1
            known.sentence, known.order = self.sentence, self._order
            known.gender = known.gender or who.gender
            known.roles |= who.roles
            if len(who.name) > len(known.who.name) and who.kind == known.who.kind == "person":
                known.who = who
        self.known.append(known)
        del self.known[:-_KEPT]
        if who.kind == "person" and " " in who.name:
            last = who.name.split()[-1].lower()
            self.surnames.add(last)
            self.full[last] = who.name
        return known

    def _meet_again(self, who: Party) -> Known | None:
        known = self._for_pronoun(who.name)
        return self._meet(known.who, True) if known is not None else None

    def _find(self, who: Party) -> Known | None:
        words = who.name.lower().split() if who.kind == "person" else []
        unnamed = who.kind == "unnamed"
        for known in reversed(self.known):
            if known.who.name == who.name:
                return known
            if unnamed and known.sentence >= self.sentence - 1 and _met_again(known.who, who):
                return known
            if words and known.who.kind == "person" and _same_person(known.who.name.lower().split(), words):
                return known
        return None

    def note_subject(self, s: Sentence, before: int) -> None:
        """Take in the subject of a sentence still being read, for a pronoun that comes after it at word `before`."""
        subject = _subject(s)
        if subject is not None and subject[1] <= before:
            who = party(self.text, s, subject, self.surnames)
            if who.kind != "pronoun":
                self._meet(who, True)

    def resolve(self, who: Party) -> tuple[Party, str]:
        """The party a mention stands for, and its name."""
        if who.kind == "pronoun":
            known = self._for_pronoun(who.name)
            return (known.who, known.who.name) if known else (who, who.name)
        if who.kind == "person":
            return who, self._full_name(who)
        if who.definite:
            known = self._for_description(who)
            if known is not None:
                return known.who, known.who.name
        if who.kind == "body":
            full = self._spelled_out(who)
            if full is not None:
                return full.who, full.who.name
        return who, who.name

    def spoke(self, who: Party) -> None:
        """Remember that this party has just spoken."""
        known = self._find(who)
        if known is None:
            known = self._meet(who, True)
        known.speaker, known.sentence = True, self.sentence + 1
        name = known.who.name.lower()
        if known.who.kind == "unnamed" and name.startswith(("a ", "an ", "another ")) and not name.endswith("s"):
            known.who = replace(known.who, single=True)  # "a clerk" who speaks is a person, whatever the lists know

    def _full_name(self, who: Party) -> str:
        if " " in who.name:
            return who.name
        last = who.name.lower()
        if last in self.full:
            return self.full[last]
        for known in reversed(self.known):
            if known.who.kind == "person" and " " in known.who.name and last in known.who.name.lower().split():
                return known.who.name
        return who.name

    def _for_pronoun(self, word: str) -> Known | None:
        if word in _HE or word in _SHE:
            want = "m" if word in _HE else "f"
            return self._him_or_her([k for k in self.known if _personal(k) and k.gender in (want, "")])
        elif word in ("it", "itself"):
            fits = [
                k for k in self.known if k.who.kind in ("body", "outlet", "paper") and k.who.name.lower() not in ("it",)
            ]
        elif word in _THEY:
            fits = [k for k in self.known if k.who.kind in ("unnamed", "body") and not k.gender]
        else:
            return None
        return self._foremost(fits)

    def _him_or_her(self, fits: list[Known]) -> Known | None:
        """The foremost; but right after an unnamed person has spoken it is that one, not somebody with a name who was
        met no later: to take a nameless source's words for a known person's is the worse mistake."""
        best = self._foremost(fits)
        if best is None or best.who.kind != "person":
            return best
        nameless = [
            k for k in fits if k.who.single and k.speaker and max(best.sentence, self.sentence - 1) <= k.sentence
        ]
        return self._foremost(nameless) or best

    def _salience(self, known: Known) -> float:
        distance = self.sentence - known.sentence
        sure = 0.4 if known.gender or known.who.kind != "person" else 0.0
        kind = 0.5 if known.who.kind in ("person", "body") or (known.who.single and known.speaker) else 0.0
        place = -0.8 if known.who.name.lower() in lexicon.names()["place"] else 0.0
        return -distance + 1.1 * known.subject + 1.2 * known.speaker + sure + kind + place + known.order * 1e-6

    def _for_description(self, who: Party) -> Known | None:
        """ "the mayor" → Mayor Diane Fox; "the company" → the body last spoken of; "the person" → one person…"""
        described = who.name.lower().split()[1:]
        noun = described[-1] if described else ""
        others = [k for k in self.known if k.who.name != who.name]
        if noun.endswith("-year-old"):
            return self._foremost([k for k in others if _personal(k) and not k.who.definite])
        if not described or len(described) > 2:
            return None
        bodily = who.kind == "body"
        same = [k for k in others if (k.who.kind == "body") == bodily and all(word in k.roles for word in described)]
        if same or len(described) > 1:
            return self._foremost(same)
        if bodily:
            bodies = [k for k in others if k.who.kind == "body"]
            named_so = [k for k in bodies if noun in k.who.name.lower().split()]
            places = lexicon.names()["place"]
            if named_so or noun not in _BODY_ANAPHORS:
                return self._foremost(named_so)
            fits = [k for k in bodies if not k.who.definite and k.who.name.lower() not in places]
            return self._foremost([k for k in fits if _may_be(k, noun)])
        if noun in _PERSON_ANAPHORS and not who.spokes:
            return self._foremost([k for k in others if k.who.kind == "unnamed" and k.speaker and not k.who.definite])
        return None

    def _foremost(self, parties: list[Known]) -> Known | None:
        return max(parties, key=self._salience, default=None)

    def _spelled_out(self, who: Party) -> Known | None:
        """ "The WHO" → The World Health Organization."""
        letters = who.name.split()[-1].replace(".", "")
        if not letters.isupper() or len(letters) < 2:
            return None
        for known in reversed(self.known):
            capitals = "".join(w[0] for w in known.who.name.split() if w[0].isupper() and w != "The")
            if capitals == letters and known.who.name != who.name:
                return known
        return None


def _met_again(known: Party, who: Party) -> bool:
    """Whether an unnamed one is met again in more words or fewer."""
    return known.kind == "unnamed" and (known.name.startswith(who.name) or who.name.startswith(known.name))


def _personal(known: Known) -> bool:
    return known.who.kind == "person" or known.who.single or (known.who.kind == "unnamed" and bool(known.gender))


def _has_a_say(s: Sentence, subject: Range) -> bool:
    """Whether the sentence has its subject speak or think, or says at length who it is: "A nurse disagreed"."""
    a, b = subject
    after = next((i for i in range(b, len(s)) if s.tags[i] not in "A,"), b)
    if any(word in ("who", "whose") for word in s.words[a : after + 1]):
        return True
    verb = next((i for i in range(b, len(s)) if s.tags[i] in "VXCE"), -1)
    if verb < 0 or s.tags[verb] == "C" or s.words[verb] in _STANDS:
        return verb >= 0
    return s.words[a] in ("a", "an", "another") and "".join(s.tags[verb : verb + 3]) in (
        "XDJ",
        "XAJ",
    )  # "was less sure"


def _may_be(known: Known, noun: str) -> bool:
    """Whether a body may be called by that noun: no ministry is "the company", and no company "the regulator"."""
    words = known.who.name.lower().split()
    if noun in _TRADING:
        return _OFFICES.isdisjoint(words)
    if noun in _PUBLIC:
        fitting = _OVERSEERS if noun in ("regulator", "watchdog") else _OFFICES
        return known.who.name.isupper() or not fitting.isdisjoint(words)
    return True


def _same_person(a: list[str], b: list[str]) -> bool:
    """Whether two names, as lists of words, may be one person's: the same surname, or a first name of the other."""
    return (a[-1] == b[-1] and (len(a) == 1 or len(b) == 1 or a[0] == b[0])) or (
        len(b) == 1 and b[0] == a[0] and len(a) > 1
    )


def _subject(s: Sentence) -> Range | None:
    """The first noun phrase of the sentence that does not merely lead up to its clause."""
    if not s.tags:
        return None
    high = next((i for i in range(2, min(len(s), 60)) if s.tags[i] in ":;Q"), min(len(s), 60))
    for begin, b in segments(s, 0, high):
        a = begin
        if a >= b or opens_with_adjunct(s, a, b):
            continue
        while a < b and s.tags[a] in "&ASZ":
            a += 1
        if a >= b:
            continue
        if s.tags[a] == "R":
            return (a, a + 1)
        end = phrase_right(s, a, b)
        if end <= a or not any(t in "NPHMJ" for t in s.tags[a:end]):
            return None
        full = appositives_right(s, end, min(len(s), end + 30)) if end == b else end
        return (a, _before_the_verb(s, a, full if full < len(s) else end))
    return None


def _before_the_verb(s: Sentence, a: int, end: int) -> int:
    """The phrase's end, before "resigned" in "The mayor resigned on Monday": with no other verb it is the verb."""
    if any(tag in "VXC" for tag in s.tags[end:]):
        return end
    return next((i for i in range(a + 1, end) if s.tags[i] == "E" and s.tags[i - 1] in "NPH"), end)
