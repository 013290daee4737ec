"""What an installation may say from outside, read once, every fault reported together."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

__all__ = ["Database", "Environment", "EnvironmentFaultError"]

# A signing key shorter than this is guessable (Django's own check uses 50).
SHORTEST_KEY = 50
LANGUAGES = ("en", "zh-hans")
SQLITE = "sqlite:///"
LOOPBACK = "localhost,127.0.0.1,[::1]"


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
        if address.startswith(SQLITE):
            return cls(engine="sqlite", name=_named(address.removeprefix(SQLITE)))
        parts = urlsplit(address)
        if parts.scheme not in {"postgresql", "postgres"} or parts.fragment:
            raise ValueError(address)
        return cls(
            engine="postgresql",
            name=_named(unquote(parts.path.removeprefix("/"))),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            host=_socket(parts.query) or parts.hostname or "",
            port=str(parts.port or ""),
        )


def _named(name: str) -> str:
    if not name:
        raise ValueError(name)
    return name


def _socket(query: str) -> str:
    """Give the folder of the socket; any other parameter would be lost, so it is refused."""
    parameters = parse_qs(query, strict_parsing=bool(query))
    if not parameters.keys() <= {"host"}:
        raise ValueError(query)
    return parameters.get("host", [""])[-1]


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
    # The private key of the log, and the store of the last checkpoint that was signed: neither is in the database, so
    # that who puts back a copy of it, or changes it, has neither.
    ledger_key: Path
    ledger_lock: Path
    # What the tags of public pages say of the site; without a name that of the jurisdiction, without a domain the host.
    site_name: str = ""
    site_domain: str = ""
    site_id_code: str = ""
    # The networks of our own proxies, whose word about who sent a request is taken.
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()

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
        time_zone = _time_zone(variables.get("ZEREN_TIME_ZONE", "Asia/Shanghai"), faults)
        secure = _switch("ZEREN_SECURE", variables.get("ZEREN_SECURE", "yes"), faults)
        debug = _switch("ZEREN_DEBUG", variables.get("ZEREN_DEBUG", "no"), faults)
        database = _database(variables.get("ZEREN_DATABASE") or f"sqlite:///{data / 'zeren.sqlite3'}", faults)
        proxies = _networks(variables.get("ZEREN_PROXIES", ""), faults)
        if faults or database is None:
            raise EnvironmentFaultError("; ".join(faults))
        return cls(
            data=data,
            database=database,
            secret_key=key,
            hosts=tuple(host.strip() for host in variables.get("ZEREN_HOSTS", LOOPBACK).split(",")),
            language=language,
            time_zone=time_zone,
            secure=secure,
            debug=debug,
            ledger_key=Path(variables.get("ZEREN_LEDGER_KEY") or data / "ledger.key").resolve(),
            site_name=variables.get("ZEREN_SITE_NAME", ""),
            site_domain=variables.get("ZEREN_SITE_DOMAIN", ""),
            site_id_code=variables.get("ZEREN_SITE_ID_CODE", ""),
            proxies=proxies,
            ledger_lock=Path(variables.get("ZEREN_LEDGER_LOCK") or data / "ledger-lock.sqlite3").resolve(),
        )


def _time_zone(name: str, faults: list[str]) -> str:
    try:
        return ZoneInfo(name).key
    except (ValueError, KeyError, OSError):
        faults.append(f"ZEREN_TIME_ZONE must be a name such as Asia/Shanghai; it is {name!r}")
        return ""


def _networks(said: str, faults: list[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(one.strip()) for one in said.split(",") if one.strip())
    except ValueError:
        faults.append(f"ZEREN_PROXIES must be addresses or networks such as 127.0.0.1,10.0.0.0/8; it is {said!r}")
        return ()


def _switch(name: str, said: str, faults: list[str]) -> bool:
    if said not in {"yes", "no"}:
        faults.append(f"{name} must be yes or no; it is {said!r}")
    return said == "yes"


def _database(address: str, faults: list[str]) -> Database | None:
    try:
        return Database.parse(address)
    except ValueError:
        faults.append("ZEREN_DATABASE must be sqlite:///path or postgresql://user:password@host:port/name")
        return None
