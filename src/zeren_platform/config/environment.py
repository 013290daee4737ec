"""What an installation may say from outside, read once, every fault reported together."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

__all__ = ["Database", "Environment", "EnvironmentFaultError"]

# A signing key shorter than this is guessable (Django's own check uses 50).
SHORTEST_KEY = 50
LANGUAGES = ("en", "zh-hans")


class EnvironmentFaultError(Exception):
    """The environment does not describe an installation; the text lists every fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Where the rows are: a PostgreSQL address or a SQLite file."""

    engine: str
    name: str
    user: str = ""
    password: str = ""
    host: str = ""
    port: str = ""

    @classmethod
    def parse(cls, address: str) -> Self:
        """Read ``sqlite:///path`` or ``postgresql://user:password@host:port/name?host=/socket``."""
        parts = urlsplit(address)
        if parts.scheme == "sqlite":
            return cls(engine="sqlite", name=parts.path.removeprefix("/") if parts.path[:2] != "//" else parts.path[1:])
        if parts.scheme in {"postgresql", "postgres"}:
            socket = parts.query.removeprefix("host=") if parts.query.startswith("host=") else ""
            return cls(
                engine="postgresql",
                name=parts.path.removeprefix("/"),
                user=unquote(parts.username or ""),
                password=unquote(parts.password or ""),
                host=socket or parts.hostname or "",
                port=str(parts.port or ""),
            )
        raise ValueError(address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """One installation: its data, its key, its names and its language."""

    data: Path
    database: Database
    secret_key: str
    hosts: tuple[str, ...]
    language: str
    time_zone: str
    secure: bool
    debug: bool

    @classmethod
    def read(cls, variables: Mapping[str, str] = os.environ) -> Self:
        """Take the ``ZEREN_…`` variables; raise once with all faults."""
        faults: list[str] = []
        data = Path(variables.get("ZEREN_DATA", "data")).resolve()
        key = variables.get("ZEREN_SECRET_KEY", "")
        if len(key) < SHORTEST_KEY:
            faults.append(f"ZEREN_SECRET_KEY must hold {SHORTEST_KEY} characters or more; it holds {len(key)}")
        language = variables.get("ZEREN_LANGUAGE", "en")
        if language not in LANGUAGES:
            faults.append(f"ZEREN_LANGUAGE must be one of {', '.join(LANGUAGES)}; it is {language!r}")
        database = _database(variables.get("ZEREN_DATABASE") or f"sqlite:///{data / 'zeren.sqlite3'}", faults)
        if faults or database is None:
            raise EnvironmentFaultError("; ".join(faults))
        return cls(
            data=data,
            database=database,
            secret_key=key,
            hosts=tuple(variables.get("ZEREN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")),
            language=language,
            time_zone=variables.get("ZEREN_TIME_ZONE", "Asia/Shanghai"),
            secure=variables.get("ZEREN_SECURE", "yes") != "no",
            debug=variables.get("ZEREN_DEBUG", "no") == "yes",
        )


def _database(address: str, faults: list[str]) -> Database | None:
    try:
        return Database.parse(address)
    except ValueError:
        faults.append("ZEREN_DATABASE must be sqlite:///path or postgresql://user:password@host:port/name")
        return None
