"""Articles from each format: real files in, the same article out."""

import logging

import pytest

from app.reading import read_bytes, read_file, to_article
from tests.app.reading.builders import pdf_file, with_part, word_file

QUOTED = "“Nobody asked us about the well-known bridge,” said Ida Falk, who has run the ferry for eleven years."
SECOND = "The county engineer’s office did not respond to a request for comment."


def test_plain_text_keeps_every_character_of_the_words(tmp_path):
    body = "OSLO — It rained —  twice…\u00a0\r\n\r\nHe said: ‘No’, and “yes”. ½ of the ﬁrm\u2019s 3\u202f000 left."
    (tmp_path / "a.txt").write_bytes(f"A headline about the rain in Oslo\r\n\r\n{body}".encode())
    read = read_file(tmp_path / "a.txt")
    assert read.headline == "A headline about the rain in Oslo"
    assert read.text == body.replace("\u00a0\r\n\r\n", "\n\n")
    assert read.original.content.endswith(b"left.")
    assert (read.encoding, read.encoding_guessed) == ("utf-8", False)


@pytest.mark.parametrize(
    ("encoding", "told", "guessed"),
    [
        ("utf-8", "utf-8", False),
        ("utf-8-sig", "utf-8", False),
        ("utf-16", "utf-16", False),
        ("utf-16-le", "utf-16-le", True),
        ("utf-16-be", "utf-16-be", True),
        ("utf-32", "utf-32", False),
        ("cp1252", "windows-1252", True),
    ],
)
def test_encodings_are_told_or_guessed_and_a_guess_is_owned(encoding, told, guessed):
    text = f"A headline about the ferry and the bridge\n\n{QUOTED} It cost £40 – a café’s takings.\n\n{SECOND}"
    read = read_bytes(text.encode(encoding), "a.txt")
    assert read.text.startswith(QUOTED)
    assert "£40 – a café’s" in read.text
    assert (read.encoding, read.encoding_guessed) == (told, guessed)


def test_another_alphabet_is_guessed_too():
    words = "Премьер-министр заявил в понедельник, что правительство не будет повышать налоги в этом году. " * 4
    read = read_bytes(words.encode("cp1251"), "a.txt")
    assert read.text == words.strip()
    assert read.encoding_guessed


def test_markdown_gives_its_words_without_marks():
    source = f"""---
outlet: The Paper
date: 2024-02-01
---
Ferries

# The *bridge* that was never built

By Jane Doe

{QUOTED} She [wrote](http://example.com) **twice**.
And on a second line.

## A crosshead

- {SECOND}
"""
    read = read_bytes(source.encode(), "a.md")
    assert (read.kicker, read.headline, read.byline) == ("Ferries", "The bridge that was never built", "Jane Doe")
    assert (read.outlet, read.date) == ("The Paper", "2024-02-01")
    said = f"{QUOTED} She wrote twice. And on a second line."
    assert read.text.split("\n\n") == [said, "A crosshead", SECOND]


def word_article(document):
    document.add_paragraph("A headline about the bridge", style="Title")
    document.add_paragraph("By Jane Doe")
    document.add_paragraph(QUOTED)
    document.add_paragraph(SECOND)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Cost in 2019: £4m."
    document.core_properties.author = "J. Doe"


def test_a_word_document_is_read_tables_and_all():
    read = read_bytes(word_file(word_article), "a.docx")
    assert (read.headline, read.byline) == ("A headline about the bridge", "Jane Doe")
    assert read.text.split("\n\n") == [QUOTED, SECOND, "Cost in 2019: £4m."]
    assert to_article(read).original == read.original.sha256


_RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
_W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"


def test_tracked_changes_are_read_as_accepted():
    def build(document):
        from docx.oxml import parse_xml

        mark = "w:id='1' w:author='x' w:date='2024-01-01T00:00:00Z'"
        words = (
            _RUN.format("The ferry will ")
            + f"<w:del {mark}><w:r><w:delText>never </w:delText></w:r></w:del>"
            + f"<w:ins {mark}>{_RUN.format('probably ')}</w:ins>"
            + f"<w:moveFrom {mark}>{_RUN.format('as before ')}</w:moveFrom>"
            + f"<w:moveTo {mark}>{_RUN.format('sail, ')}</w:moveTo>"
            + "<w:hyperlink>" + _RUN.format("she said.") + "</w:hyperlink>"
        )  # fmt: skip
        document.element.body.insert(0, parse_xml(f"<w:p {_W}>{words}</w:p>"))
        document.add_comment(document.add_paragraph("It sails at noon.").runs, text="Is that so?", author="x")

    read = read_bytes(word_file(build), "a.docx")
    assert read.text == "The ferry will probably sail, she said.\n\nIt sails at noon."
    assert "Is that so?" not in str(read.left_out)


def test_footnotes_are_left_out_of_an_article_but_kept():
    part = (
        f"<w:footnotes {_W}><w:footnote w:id='0'><w:p>{_RUN.format('See the interview of 3 May.')}</w:p></w:footnote>"
        "</w:footnotes>"
    )
    package = with_part(word_file(word_article), "word/footnotes.xml", part)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

    def linked(name, content):
        if name == "word/_rels/document.xml.rels":
            return content.replace(
                b"</Rel", f'<Relationship Id="r99" Type="{kind}" Target="footnotes.xml"/></Rel'.encode(), 1
            )
        if name == "[Content_Types].xml":
            return content.replace(
                b"</Types", f'<Override PartName="/word/footnotes.xml" ContentType="{media}"/></Types'.encode()
            )
        return content

    def last(content):
        head, _, tail = content.rpartition(b"</Rel")
        return head, tail

    package = with_part(package, "", None, instead=linked)
    read = read_bytes(package, "a.docx")
    assert [(piece.text, piece.reason) for piece in read.left_out] == [("See the interview of 3 May.", "footnote")]


PAGES = """#set page(width: 11cm, height: 9cm, header: [The Example Review], footer: context [#counter(page).display()])
#set par(justify: true, leading: 0.6em, spacing: 1.4em)
#set text(hyphenate: true, lang: "en", size: 11pt)
"""
PARAGRAPHS = [
    "The county’s internationally well-known engineering administration underestimated responsibilities and "
    "characteristically postponed reconsideration, said Ida Falk.",
    "“Nobody asked the representatives of the long-established transportation undertaking about the well-known "
    "telecommunications infrastructure,” she added.",
    "In 2019 the manufacturer reorganised its administrative departments and recommended decommissioning "
    "approximately half of the remaining installations.",
] * 3


def test_a_pdf_is_put_back_into_paragraphs():
    read = read_bytes(pdf_file(PAGES + "\n\n".join(PARAGRAPHS)), "a.pdf")
    assert read.text.split("\n\n") == PARAGRAPHS
    reasons = [piece.reason for piece in read.left_out]
    assert set(reasons) == {"running_head", "page_number"}
    assert reasons.count("running_head") == reasons.count("page_number") > 1


def test_hyphens_at_line_ends_are_undone_only_where_that_is_safe():
    from collections import Counter

    from app.reading.pdf import join_broken

    assert join_broken("a manu-", "facturer", Counter()) == "a manufacturer"
    assert join_broken("a well-", "known bridge", Counter()) == "a well-known bridge"
    assert join_broken("an Anglo-", "Dutch firm", Counter()) == "an Anglo-Dutch firm"
    assert join_broken("in 2019-", "20", Counter()) == "in 2019-20"
    assert join_broken("a co-", "operation", Counter({"cooperation": 2})) == "a cooperation"
    assert join_broken("to re-", "sign", Counter({"re-sign": 1})) == "to re-sign"
    assert join_broken("the bridge-", "builder", Counter({"bridge": 3, "builder": 2})) == "the bridge-builder"


SITES = {
    "semantic": """<html lang="en"><head><title>Bridge never built | The Paper</title>
<meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2024-02-01T08:00:00Z"></head><body>
<nav><a href="/">Home</a> <a>News</a></nav><main><article><header><p class="kicker">Ferries</p>
<h1>The bridge that was never built</h1><p class="standfirst">A county
changes its mind</p><p class="byline">By Jane Doe</p>
<time datetime="2024-02-01">1 February 2024</time></header><figure><img src="a.jpg">
<figcaption>The ferry at noon. Photograph: A. Roe</figcaption></figure>{body}
<aside class="related"><h2>Related</h2><a>Ferries late again</a></aside></article></main>
<footer><p>© 2024 The Paper. All rights reserved.</p></footer></body></html>""",
    "divs": """<html><head><title>The bridge that was never built</title></head><body>
<div id="cookie-banner">We use cookies to improve your experience.</div><div class="top">
<div class="share">Share Tweet Email</div></div><div class="content">
<h1>The bridge that was never built</h1><div>By Jane Doe</div><div>1 February 2024</div>{body}
<div class="newsletter"><p>Sign up for our newsletter</p></div></div><div class="sidebar"><p>Most read</p><ul>
<li>Rain</li></ul>
</div></body></html>""",
    "breaks": """<HTML><BODY><TABLE><TR><TD>Home<BR>News<BR>Sport</TD><TD><H1>The bridge that was never built</H1>
By Jane Doe<BR><BR>1 February 2024<BR><BR>{breaks}<SCRIPT>var x = "“no”";</SCRIPT></TD></TR></TABLE></BODY></HTML>""",
}
BODY = [
    QUOTED,
    SECOND,
    "The plan of 2019 would have closed the ferry, cut the crossing to four minutes and cost the county £4m a year.",
    "“It is a very good ferry,” she added.",
]


def test_a_year_that_the_text_tells_of_is_not_the_date_of_the_article():
    body = "".join(f"<p>{words}</p>" for words in (*BODY, "A pension fund bought the ferry in 2018."))
    page = f"<html><title>The bridge</title><body><article><h1>The bridge</h1>{body}</article></body></html>"
    assert read_bytes(page.encode(), "a.html").date == ""


@pytest.mark.parametrize("site", SITES)
def test_a_web_page_gives_its_article_and_keeps_the_rest(site):
    body = "".join(f"<p>{words}</p>" for words in BODY)
    page = SITES[site].format(body=body, breaks="<BR><BR>".join(BODY))
    read = read_bytes(page.encode(), "a.html", url="http://paper.example/bridge")
    assert read.headline == "The bridge that was never built"
    assert read.byline == "Jane Doe"
    assert read.date == "2024-02-01"
    assert read.text.split("\n\n") == BODY
    assert read.left_out
    assert all("var x" not in piece.text for piece in read.left_out)


def test_a_web_page_tells_kicker_standfirst_and_outlet():
    body = "".join(f"<p>{words}</p>" for words in BODY)
    read = read_bytes(SITES["semantic"].format(body=body).encode(), "a.html")
    assert (read.kicker, read.standfirst, read.outlet) == ("Ferries", "A county changes its mind", "The Paper")
    left_out = {piece.text: piece.reason for piece in read.left_out}
    assert left_out["The ferry at noon. Photograph: A. Roe"] == "caption"
    assert left_out["© 2024 The Paper. All rights reserved."] == "furniture"


def test_a_page_in_an_old_encoding_is_read_by_what_it_declares():
    body = "<p>" + "Мост не был построен, сказала она. " * 5 + "</p>"
    page = f'<html><head><meta charset="windows-1251"></head><body>{body}</body></html>'
    read = read_bytes(page.encode("cp1251"), "a.html")
    assert read.text.startswith("Мост не был построен")
    assert (read.encoding, read.encoding_guessed) == ("windows-1251", False)


def test_reading_a_thin_page_says_nothing_in_the_log(caplog):
    with caplog.at_level(logging.INFO):
        read_bytes(b"<html><body><p>Nothing was decided, she said.</p></body></html>", "a.html")
    assert caplog.records == []


def test_a_press_release_by_mail_is_an_article():
    head = "From: Press <press@county.example>\r\nSubject: The bridge\r\nDate: Thu, 01 Feb 2024 08:00:00 +0000\r\n"
    mail = f"{head}\r\n{QUOTED}\r\n"
    read = read_bytes(mail.encode(), "a.eml")
    assert (read.headline, read.date, read.text) == ("The bridge", "2024-02-01", QUOTED)


def test_the_marks_that_a_browser_draws_round_a_quotation_are_in_the_text() -> None:
    said = "<p>The mayor called it <q>a shambles</q> on Monday, and <q>“no more”</q> was all the board said.</p>"
    page = f"<html><body><article><h1>Board</h1>{said * 2}</article></body></html>"
    text = read_bytes(page.encode(), "page.html").text
    assert "called it “a shambles” on Monday, and “no more” was all" in text
