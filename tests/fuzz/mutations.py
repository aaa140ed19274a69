"""Bytes that were something good: cut, doubled, overwritten and nested, over and over."""

import os

from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("ONRECORD_FUZZ", "150"))  # so many for each property; a night's run takes a million
_SPICE = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\\ud800",
        b"\\u0000",
        b"&#0;",
        b"&#xD800;",
        b"&x;",
        b"<!DOCTYPE x [",
        b"-->",
    ),
    *(
        b"]]>",
        b"{",
        b"[" * 40,
        b"null",
        b"1e999",
        b"-1",
        b"9" * 40,
        b'"',
        b"'''",
        b"\n\n",
        b"\r",
        b"\x0c",
        b"\xe2\x80\xa8",
    ),
    *(
        b"<div>" * 40,
        b"> " * 40,
        b"=?utf-8?q?",
        b"Content-Type: multipart/mixed; boundary=x\r\n",
        b"true",
        b"[[",
        b"= ",
    ),
)


@st.composite
def mutated(draw, seeds):
    """One of `seeds` after up to six mutations."""
    content = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 60)))
        piece = draw(st.one_of(st.sampled_from(_SPICE), st.binary(max_size=12), st.just(content[start:end] * 3)))
        content = content[:start] + piece + content[draw(st.sampled_from((start, end))) :]
    return content
