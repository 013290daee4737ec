"""Django's description of the one database, SQLite or PostgreSQL."""

from typing import TypedDict

from zeren_platform.config.environment import Database

__all__ = ["DatabaseOptions", "options"]


class DatabaseOptions(TypedDict):
    """The part of Django's DATABASES entry that we use."""

    ENGINE: str
    NAME: str
    USER: str
    PASSWORD: str
    HOST: str
    PORT: str
    ATOMIC_REQUESTS: bool
    CONN_MAX_AGE: int
    OPTIONS: dict[str, object]


def options(database: Database) -> DatabaseOptions:
    """Describe *database* to Django."""
    return {
        "ENGINE": f"django.db.backends.{'sqlite3' if database.engine == 'sqlite' else 'postgresql'}",
        "NAME": database.name,
        "USER": database.user,
        "PASSWORD": database.password,
        "HOST": database.host,
        "PORT": database.port,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 600,
        "OPTIONS": dict(_SQLITE if database.engine == "sqlite" else _POSTGRESQL),
    }


# IMMEDIATE takes the write lock when an act begins, so two acts never deadlock by upgrading a read lock.
_SQLITE: dict[str, object] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
}
# Compiling a query, and starting helpers for it, takes longer than running any that a page asks; planning takes as
# long. So what is asked for the third time keeps its plan, for which values travel apart from the SQL; lists are
# planned anew (common/planning.py). A pooler in between must keep prepared statements, as PgBouncer 1.21 does.
_POSTGRESQL: dict[str, object] = {
    "options": "-c jit=off -c max_parallel_workers_per_gather=0",
    "server_side_binding": True,
    "prepare_threshold": 3,
}
