"""The page of the check as one file: saved once, opened from the disk, it checks bundles without any network."""

import base64
import hashlib
import json
import re
from dataclasses import asdict
from html import escape
from importlib.resources import files
from typing import Final

from zeren.merkle.browser.words import PAGES, PageWords

__all__ = ["saved_page"]

# In the order in which one builds on the other; every name in them stands once.
_SCRIPTS: Final = ("notation", "bundle", "log", "check", "telling", "page")
_IMPORT: Final = re.compile(r"^import \{[^}]*\} from [^;]*;\n", re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ", re.MULTILINE)


def saved_page(language: str) -> bytes:
    """Write the page in a language of ``PAGES``.

    Returns
    -------
    bytes
        HTML with its script and style inside. Its own policy lets that one script run and nothing be fetched.

    Examples
    --------
    >>> b"connect-src 'none'" in saved_page("en")
    True
    """
    words, script, style = PAGES[language], _script(), _text("saved.css")
    policy = (
        f"default-src 'none'; connect-src 'none'; form-action 'none'; base-uri 'none'; "
        f"script-src '{_digest(script)}'; style-src '{_digest(style)}'"
    )
    # "<" never stands in JSON as it is written here, so that no text can end the element.
    told = json.dumps(asdict(words), ensure_ascii=False).replace("<", "\\u003c")
    return "".join(
        (
            f'<!doctype html><html lang="{language}"><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(words.title)}</title><style>{style}</style><main>{_body(words)}</main>",
            f'<script type="application/json" id="words">{told}</script><script type="module">{script}</script>\n',
        )
    ).encode()


def _body(words: PageWords) -> str:
    limits = "".join(f"<li>{escape(limit)}</li>" for limit in words.limit)
    return "".join(
        (
            f"<h1>{escape(words.title)}</h1><p>{escape(words.lead)}</p>",
            f'<p id="unscripted" role="alert">{escape(words.unscripted)}</p><form>',
            _field("bundle", words.bundle, words.bundle_hint, '<input type="file" accept=".zip" id="bundle" {hinted}>'),
            _field("policy", words.policy, words.policy_hint, '<textarea rows="4" id="policy" {hinted}></textarea>'),
            _field("policy_file", words.policy_file, "", '<input type="file" id="policy_file">'),
            f'</form><h2>{escape(words.findings)}</h2><div id="findings" class="check">',
            f"<p>{escape(words.waiting)}</p></div><h2>{escape(words.limits)}</h2><ul>{limits}</ul>",
        )
    )


def _field(name: str, label: str, hint: str, control: str) -> str:
    hinted = f'aria-describedby="{name}-hint"' if hint else ""
    note = f'<small id="{name}-hint">{escape(hint)}</small>' if hint else ""
    return f'<p><label for="{name}">{escape(label)}</label>{note}{control.format(hinted=hinted)}</p>'


def _script() -> str:
    """Put the scripts behind one another: a page from the disk cannot import files beside it."""
    return "".join(_EXPORT.sub("", _IMPORT.sub("", _text(f"scripts/{name}.mjs"))) for name in _SCRIPTS)


def _text(name: str) -> str:
    return files("zeren.merkle.browser").joinpath(*name.split("/")).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """Name an inline script or style for a policy (Content Security Policy 3, 2.3.1)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
