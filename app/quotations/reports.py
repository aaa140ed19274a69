"""The templates: which words of a sentence are reported, by whom, through which cue. Tried in a fixed order."""

from dataclasses import dataclass

from app.quotations import lexicon
from app.quotations.contents import after_cue, content_end
from app.quotations.cues import cue_at, passive, settle
from app.quotations.lexicon import ASK, BELIEF, CLAUSE, FIND, PAST, PHRASE, QUOTATION, TELL, THIRD, CueWord
from app.quotations.sentences import Sentence
from app.quotations.sources import (
    Range,
    _appositives_right,
    _phrase_right,
    opens_with_adjunct,
    phrase_left,
    segments,
    source_left,
    source_right,
)

_NOT_AFTER = frozenset("agree hope expect understand rule project swear signal read post promise continue".split())
_SILENT = frozenset(("declined", "declines", "refused", "refuses", "decline"))
_REACHED = frozenset(("reached", "contacted", "approached"))


@dataclass(slots=True)
class Report:
    """Words [a, b) of a sentence: the source, the cue and the parts of the content. `rule` names the template."""

    source: Range | None
    cue: Range
    parts: list[Range]
    rule: str
    silence: str = ""


class _Reader:
    """Reads one sentence from left to right and collects its reports."""

    def __init__(self, s: Sentence) -> None:
        self.s = s
        self.tags = s.tags
        self.words = s.words
        self.size = len(s)
        while self.size > 1 and s.tags[self.size - 1] in ".?!…":
            self.size -= 1
        self.found: list[Report] = []
        self.done = 0  # words before this one are spoken for

    def read(self) -> list[Report]:
        i = self._closing_attribution()
        while i < self.size:
            tag = self.tags[i]
            if tag in "CBEXV" or self.words[i] in ("according", "words"):
                nxt = self._at(i)
                i = max(nxt, i + 1)
            else:
                i += 1
        return self.found

    def _closing_attribution(self) -> int:
        """An attribution that closes a sentence with cues of its own before it, "X expects rain, Ms Ruiz said", goes first."""
        if self.tags.count("C") < 2:
            return 0
        high = self.tags.index("Q") if "Q" in self.tags else self.size
        for i in range(high - 1, max(0, high - 25), -1):
            cue = cue_at(self.s, i) if self.tags[i] == "C" else None
            if cue is None or not cue.kinds & (CLAUSE | TELL | ASK) or cue.lemma in _NOT_AFTER:
                continue
            if self._has_verb(0, i - 1) and after_cue(self.s, i, cue, self.size) is None:
                return self._beside_clause(i, i + 1 + bool(cue.particle), 0, cue)
            return 0
        return 0

    def _at(self, i: int) -> int:
        """Try every template on the word at `i`; the word to go on from."""
        word = self.words[i]
        if word == "words" and self.words[i - 2 : i + 2] == ["in", "the", "words", "of"]:
            return self._in_the_words_of(i)
        if word in ("put", "puts") and self.words[i + 1 : i + 2] == ["it"]:
            return self._as_clause(i, i + 2, lexicon.cues()["say"]) or i + 1
        if word == "according" and self.words[i + 1 : i + 2] == ["to"]:
            return self._according(i)
        silent = self._silence(i)
        if silent:
            return silent
        if word in ("quoted", "cited") and "saying" in self.words[i : i + 12]:
            return self._quoted_as_saying(i)
        cue = cue_at(self.s, i)
        if cue is None:
            return self._it_is_said(i) if word in lexicon.cues() and passive(self.s, i) else i + 1
        if self.tags[i] == "B":
            return self._participle(i, cue)
        return self._finite(i, cue)

    def _add(self, source: Range | None, cue: Range, parts: list[Range], rule: str, silence: str = "") -> int:
        parts = [(a, b) for a, b in (self._trim(a, b) for a, b in parts) if a < b]
        if not parts:
            return cue[1]
        self.found.append(Report(source, cue, parts, rule, silence))
        self.done = max(cue[1], max(b for _, b in parts))
        return self.done

    def _trim(self, a: int, b: int) -> Range:
        while a < b and self.tags[a] in ",:.;-":
            a += 1
        while b > a and self.tags[b - 1] in ",:;-":
            b -= 1
        return a, b

    # according to -----------------------------------------------------------------------------------------------

    def _according(self, i: int) -> int:
        high = self.size
        leading = all(t in "&A,S" for t in self.tags[self.done : i])
        if leading:
            end = _phrase_right(self.s, i + 2, high)
            end = self._leading_appositive(end)
            if end <= i + 2:
                return i + 2
            stop = content_end(self.s, end, high)
            return self._add((i + 2, end), (i, i + 2), [(end, stop)], "according-first")
        source = source_right(self.s, i + 2, high)
        if source is None:
            return i + 2
        end = source[1]
        parts = [(self.done, i)]
        if end < high and self.tags[end] == "," and not self._fresh(end + 1):
            stop = content_end(self.s, end, high)
            parts.append((end + 1, stop))
        elif end < high and self.tags[end] == "Q":
            parts.append((end, end + 1))
        return self._add(source, (i, i + 2), parts, "according-last")

    def _in_the_words_of(self, i: int) -> int:
        """ "The plan would, in the words of its author, “change everything”": the next marked words."""
        end = _phrase_right(self.s, i + 2, self.size)
        for first, last, _ in self.s.inner:
            if end <= first <= end + 8:
                return self._add((i + 2, end), (i - 2, i + 2), [(first, last)], "in-the-words-of")
        unit = next((k for k in range(end, min(end + 3, self.size)) if self.tags[k] == "Q"), 0)
        return self._add((i + 2, end), (i - 2, i + 2), [(unit, unit + 1)], "in-the-words-of") if unit else i + 2

    def _leading_appositive(self, end: int) -> int:
        """Over ", a former detective," in "According to X, a former detective, the case…": only with both commas."""
        if end >= self.size or self.tags[end] != ",":
            return end
        stop = next((j for j in range(end + 1, min(self.size, end + 25)) if self.tags[j] == ","), -1)
        inside = self.tags[end + 1 : stop] if stop > 0 else []
        if not inside or stop + 1 >= self.size:
            return end
        if inside[0] == "W" or self.words[end + 1] in ("quoting", "citing"):
            return stop
        return stop if inside[0] in "DNJM" and not any(t in "VXCRE" for t in inside) else end

    def _fresh(self, at: int) -> bool:
        """Whether a new statement, not the rest of the broken one, begins at `at`."""
        return at < self.size and (self.tags[at] in "BGW" or (self.tags[at] == "Q"))

    # silence ----------------------------------------------------------------------------------------------------

    def _silence(self, i: int) -> int:
        words = self.words
        word = words[i]
        ahead = words[i + 1 : i + 14]
        if word in _SILENT and ahead[:1] == ["to"] and ahead[1:2] in (["comment"], ["be"], ["discuss"], ["answer"], ["elaborate"], ["speak"]):
            return self._mute(i, i, "declined")
        if word == "had" and ahead[:2] == ["no", "comment"]:
            return self._mute(i, i, "declined")
        comment = any(w in ("comment", "request", "requests", "calls", "email", "emails", "messages", "message", "inquiries", "questions", "call") for w in ahead)
        if word in ("did", "didn't", "has", "have", "had", "does", "do") and comment and self._no_answer(i):
            return self._mute(i, i, "no_response")
        if word in ("could", "couldn't") and "reached" in ahead[:4]:
            return self._mute(i, i, "no_response")
        if word in ("has", "have", "was", "were") and len(ahead) > 2 and comment and any(w in _REACHED for w in ahead[:3]) and "for" in ahead[:4]:
            return self._mute(i, i, "no_response")
        if word == "responded" and comment and "neither" in words[max(0, i - 4) : i]:
            return self._mute(i, i, "no_response")
        return 0

    def _no_answer(self, i: int) -> bool:
        ahead = self.words[i : i + 6]
        negative = ahead[0].endswith("n't") or "not" in ahead[1:3] or "yet" in ahead or "never" in ahead
        return negative and any(w in ("respond", "responded", "reply", "replied", "return", "returned", "answer", "answered") for w in ahead)

    def _mute(self, i: int, start: int, silence: str) -> int:
        source = source_left(self.s, i, self._low(i))
        if source is None:
            return 0
        end = i + 1
        while end < self.size and self.tags[end] not in ",;:Q&":
            end += 1
            if self.words[end - 1] in ("comment", "comments"):
                break
        while end > start + 2 and self.tags[end - 1] in "ZI":
            end -= 1
        return self._add(source, (i, i + 1), [(start, end)], silence.replace("_", "-"), silence)

    # passives ---------------------------------------------------------------------------------------------------

    def _quoted_as_saying(self, i: int) -> int:
        at = self.words.index("saying", i)
        if passive(self.s, i):
            source = source_left(self.s, i, self._low(i))
        else:
            source = source_right(self.s, i + 1, at - 1)
        found = after_cue(self.s, at, lexicon.cues()["say"], self.size)
        if found is None or source is None:
            return i + 1
        return self._add(source, (i, at + 1), [(found[0], self._end(found))], "quoted-as-saying")

    def _it_is_said(self, i: int) -> int:
        k = i - 1
        while k > 0 and self.tags[k] in "XA":
            k -= 1
        if k >= 0 and self.words[k] == "it" and self.words[i + 1 : i + 2] == ["that"]:
            stop = content_end(self.s, i + 2, self.size)
            return self._add(None, (k, i + 1), [(i + 2, stop)], "it-is-said")
        cue = lexicon.cues()[self.words[i]]
        if self.tags[k] in "OPRN" and cue.kinds & TELL and self.words[i + 1 : i + 2] == ["that"]:
            return i + 2
        return i + 1

    # participles ------------------------------------------------------------------------------------------------

    def _participle(self, i: int, cue: CueWord) -> int:
        found = after_cue(self.s, i, cue, self.size)
        if found is None or not cue.kinds & (CLAUSE | TELL | ASK | QUOTATION):
            return i + 1
        end = self._end(found)
        before = self.tags[i - 1] if i else ""
        if i and self.tags[i - 1] in "NPHR" and self._with(i):
            source = (self._with(i), i)
            return self._add(source, (i, i + 1), [(found[0], end)], "with-participle")
        if i == 0 or all(t in "&A" for t in self.tags[:i]):
            return self._leading_participle(i, found[0])
        if before not in ",QI&-AX" and found[1] not in ("colon", "quote", "that"):
            return i + 1
        source = self.found[-1].source if self.found and not self.found[-1].silence else self._subject(i)
        if before == "X":
            source = source_left(self.s, i, self._low(i)) or source
        return self._add(source, (i, i + 1), [(found[0], end)], "participle")

    def _with(self, i: int) -> int:
        """The word after "with" in "with Boswell stating", or 0."""
        for k in range(i - 1, max(-1, i - 8), -1):
            if self.words[k] == "with":
                return k + 1
            if self.tags[k] not in "DMJNPH'A&R":
                return 0
        return 0

    def _leading_participle(self, i: int, start: int) -> int:
        """ "Saying the talks had failed, Ms Rowe left." """
        for j in range(start, self.size):
            if self.tags[j] == ",":
                source = source_right(self.s, j + 1, self.size)
                if source is not None and source[1] < self.size and self.tags[source[1]] in "VXCEA":
                    return self._add(source, (i, i + 1), [(start, j)], "participle-first")
        return i + 1

    def _subject(self, before: int) -> Range | None:
        """The subject of the sentence's main clause, for a participle that has none of its own."""
        for a, b in segments(self.s, 0, before):
            if a >= b or opens_with_adjunct(self.s, a, b):
                continue
            while a < b and self.tags[a] in "&ASZ":
                a += 1
            if a < b and self.tags[a] == "R":
                return (a, a + 1)
            end = _phrase_right(self.s, a, b)
            if end > a and any(t in "NPHM" for t in self.tags[a:end]):
                full = _appositives_right(self.s, end, before) if end == b else end
                return (a, full if full < before else end)
        return None

    # finite cues ------------------------------------------------------------------------------------------------

    def _finite(self, i: int, cue: CueWord) -> int:
        low = self._low(i)
        after = i + 1 + bool(cue.particle)
        quoted = self._quotation_before(i)
        if quoted >= self.done:
            moved = self._beside_quotation(i, after, quoted)
            if moved:
                return moved
        found = after_cue(self.s, i, cue, self.size)
        as_clause = self._as_clause(i, after, cue)
        if as_clause:
            return as_clause
        if cue.kinds & (CLAUSE | TELL | ASK | FIND) and cue.lemma not in _NOT_AFTER and (found is None or found[1] == "bare" or self._inverted_at(i)):
            moved = self._beside_clause(i, after, low, cue)
            if moved:
                return moved
        if found is None:
            return self._phrase(i, cue, low) if cue.kinds & PHRASE else i + 1
        if found[1] == "bare" and not cue.kinds & (CLAUSE | TELL | FIND | BELIEF):
            return i + 1
        return self._right(i, after, cue, found, low)

    def _low(self, i: int) -> int:
        """How far left the subject of the cue at `i` may lie: not into content already given to another cue."""
        return self.done if self.done <= i else 0

    def _quotation_before(self, i: int) -> int:
        """The word that is a whole quotation with nothing but a subject between it and the cue at `i`, or -1."""
        for k in range(i - 1, max(-1, i - 40), -1):
            if self.tags[k] == "Q":
                return k
            if self.tags[k] in ":;":
                return -1
        return -1

    def _beside_quotation(self, i: int, after: int, q: int) -> int:
        """ "…," said Ms Rowe / "…," Ms Rowe said, with what may follow: "…," she said, "…"."""
        start = q + 1
        while start < i and self.tags[start] in ",-":
            start += 1
        if start == i or all(t in "AX&" for t in self.tags[start:i]):
            source = source_right(self.s, after, self.size)
            if start < i and "&" in self.tags[start:i] and self.found:
                return 0
            rule, end = "quote-cue-source", source[1] if source else after
        else:
            if self.tags[start] in "&" or self.words[start] in ("but", "and"):
                return 0
            source = source_left(self.s, i, start)
            rule, end = "quote-source-cue", after
            if source is None or any(t in "VXSE" for t in self.tags[start : source[0]]):
                return 0
        if source is None:
            return 0
        parts = [(q, q + 1)]
        if self.done == 0 and q > 0:
            parts = [(self._lead(q), q + 1)]
        second = self._interrupted(end, q)
        if second:
            parts.append((second, second + 1))
        self._add(source, (i, after), parts, rule)
        self.done = second + 1 if second else end
        return self.done

    def _lead(self, q: int) -> int:
        """Where content that ends in a quotation begins: the sentence's start if unmarked words lead into it."""
        lead = self.tags[:q]
        if lead and lead[-1] not in ",:" and any(t in "XVE" for t in lead):
            return 0
        return q

    def _interrupted(self, end: int, q: int) -> int:
        """The second half of a quotation broken by its attribution, or 0."""
        stop = min(self.size, end + 14)
        for k in range(end, stop):
            if self.tags[k] == "Q":
                return k if self.tags[k - 1] in ",-:" else 0
            if self.tags[k] in "CBXV;":
                return 0
        return 0

    def _inverted_at(self, i: int) -> bool:
        return i > 0 and self.tags[i - 1] == ","

    def _beside_clause(self, i: int, after: int, low: int, cue: CueWord) -> int:
        """An unmarked clause before its attribution: "…, police said" / "…, said Mr Lund", also in the middle."""
        source, rule, end, left = None, "", after, 0
        if self._inverted_at(i) and cue.forms & (PAST | THIRD):
            source = source_right(self.s, after, self.size)
            if source is not None and self._closed(source[1]) and self._says_something(low, i - 1):
                rule, end, left = "clause-cue-source", source[1], i - 1
            else:
                source = None
        if source is None:
            source = source_left(self.s, i, low)
            if source is None or source[0] == 0 or not self._closed(self._past_addressee(after, cue)):
                return 0
            left = source[0]
            while left > low and self.tags[left - 1] == "A":
                left -= 1
            if left == low or self.tags[left - 1] not in ",-" or not self._says_something(low, left - 1):
                return 0
            rule, end, left = "clause-source-cue", after, left - 1
        end = self._past_addressee(end, cue)
        parts = [(low, left)]
        rest = self._rest(end)
        if rest:
            parts.append(rest)
        elif not self._has_verb(low, left) and not self._marked(low, left) and self.size > after + 3:
            return 0
        self._add(source, (i, after), parts, rule)
        self.done = max(self.done, end)
        return self.done

    def _past_addressee(self, at: int, cue: CueWord) -> int:
        """Over "Reuters" in "…, she told Reuters"."""
        if not cue.kinds & TELL or at >= self.size:
            return at
        return at + 1 if self.tags[at] == "O" else max(at, _phrase_right(self.s, at, self.size))

    def _says_something(self, a: int, b: int) -> bool:
        lead_only = opens_with_adjunct(self.s, a, b) and not self._has_verb(a + 1, b) and not self._marked(a, b)
        return b > a and not lead_only and "Q" not in self.tags[a:b]

    def _has_verb(self, a: int, b: int) -> bool:
        return any(t in "VXCE" for t in self.tags[a:b])

    def _marked(self, a: int, b: int) -> bool:
        return any(a <= first < b for first, _, _ in self.s.inner)

    def _closed(self, at: int) -> bool:
        """Whether nothing is reported after `at`: the sentence or a comma follows, or only when and where it was said."""
        while at < self.size and self.tags[at] in "AZ":
            at += 1
        if at >= self.size or self.tags[at] in ",;-":
            return True
        if self.tags[at] not in "IST" and self.words[at] not in ("last", "this"):
            return False
        if self.words[at] in ("that", "whether", "if"):
            return False
        rest = self.tags[at : self.size]
        stop = rest.index(",") if "," in rest else len(rest)
        if self.tags[at] == "S":
            return self.words[at] in ("as", "when", "while", "after", "before")
        return not any(t in "VXRCQ:" or self.words[at + k] == "that" for k, t in enumerate(rest[:stop]))

    def _rest(self, end: int) -> Range | None:
        """The second half of a clause broken by ", said Mr Lund,"."""
        at = end
        while at < self.size and self.tags[at] != ",":
            if self.tags[at] in ";:-":
                return None
            at += 1
        at += 1
        if at >= self.size or self.tags[at] in "BGWQ" or self.words[at] in ("according", "as", "while", "after", "who", "with"):
            return None
        if self.tags[at] in "&" and self._has_cue(at):
            return None
        return (at, content_end(self.s, at, self.size))

    def _has_cue(self, at: int) -> bool:
        return any(t == "C" for t in self.tags[at : at + 9])

    def _right(self, i: int, after: int, cue: CueWord, found: tuple[int, str], low: int) -> int:
        source, rule = self._source_for(i, low, found)
        if cue.kinds & (BELIEF | FIND) and not cue.kinds & CLAUSE and (source is None or self.tags[source[0]] == "R"):
            if found[1] not in ("quote",) and (source is None or self.words[source[0]] in ("i", "you", "we", "everyone", "it")):
                return i + 1
        if source is None:
            if not (i == 0 or self.found):
                return i + 1
            source = self.found[-1].source if self.found else source_right(self.s, after, found[0])
            rule = "coordinated"
        if low < len(self.tags) and self.tags[low] == "S" and source is not None and source[0] <= low + 2 and found[1] != "quote":
            comma = next((k for k in range(found[0], self.size) if self.tags[k] == ","), self.size)
            return self._add(source, (i, after), [(found[0], min(comma, self._end(found)))], "subordinate")
        name = {"quote": "quote", "colon": "colon", "that": "that", "wh": "question", "bare": "clause"}[found[1]]
        if rule == "relative":
            high = next((k for k in range(found[0], self.size) if self.tags[k] == "," and found[1] != "quote"), self.size)
            return self._add(source, (i, after), [(found[0], min(high, self._end(found)))], "relative")
        return self._add(source, (i, after), [(found[0], self._end(found))], rule or f"source-cue-{name}")

    def _as_clause(self, i: int, after: int, cue: CueWord) -> int:
        """ "As Ms Falk told the BBC, nobody wins": the content follows the comma."""
        start = self._low(i)
        if self.words[start : start + 1] not in (["as"], ["but"]) or "as" not in self.words[start : start + 2]:
            return 0
        start += self.words[start] != "as"
        source = source_left(self.s, i, start + 1)
        comma = next((k for k in range(after, min(self.size, after + 12)) if self.tags[k] == ","), 0)
        if source is None or not comma or source[0] > start + 2 or any(t in "VXCRS" for t in self.tags[after:comma]):
            return 0
        return self._add(source, (i, after), [(comma + 1, content_end(self.s, comma + 1, self.size))], "as-source-cue")

    def _source_for(self, i: int, low: int, found: tuple[int, str]) -> tuple[Range | None, str]:
        k = i - 1
        while k >= low and self.tags[k] in "AX":
            k -= 1
        if k >= 0 and self.tags[k] == "W" and self.words[k] in ("who", "which"):
            return source_left(self.s, i, 0), "relative"
        if k >= 0 and k >= low - 1 and self.tags[k] in "&," and (self.tags[k] == "&" or k < low) and self.found:
            return self.found[-1].source, "coordinated"
        source = source_left(self.s, i, low)
        if source is None and k >= 0 and self.tags[k] == "&":
            return self._subject(i), "coordinated"
        if source is None and k >= 0 and self.tags[k] == "," and k - 1 >= 0:
            return self._subject(i), ""
        if source is None and self.tags[k] == "T":
            return self._subject(k) if not self.found else self.found[-1].source, ""
        return source, ""

    def _end(self, found: tuple[int, str]) -> int:
        start, kind = found
        if kind == "quote":
            return start + 1
        return content_end(self.s, start, self.size)

    def _phrase(self, i: int, cue: CueWord, low: int) -> int:
        """ "described the plan as “a mess”": the marked words are the source's."""
        source = source_left(self.s, i, low)
        naming = cue.lemma in ("call", "dub", "label", "brand")
        if source is None or (naming and self.words[source[0]] in ("they", "we", "people", "it", "you")):
            return i + 1
        for first, last, _region in self.s.inner:
            if first > i:
                between = self.tags[i + 1 : first]
                if any(t in "C;Q" for t in between):
                    return i + 1
                return self._add(source, (i, i + 1), [(first, last)], "phrase-marked")
        if i + 1 < self.size and self.tags[i + 1] in "DJNPHO'" and cue.forms & (PAST | THIRD):
            return self._add(source, (i, i + 1), [(i + 1, content_end(self.s, i + 1, self.size))], "phrase")
        return i + 1


def reports(s: Sentence) -> list[Report]:
    """Every report of a sentence, left to right."""
    settle(s)
    return _Reader(s).read()



def subject_of(s: Sentence, before: int) -> Range | None:
    """The subject of what stands before word `before`: whom a quotation after a colon belongs to."""
    return _Reader(s)._subject(before)
