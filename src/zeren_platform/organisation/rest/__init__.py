"""The API of the organisation."""

from ninja import Router

from zeren_platform.organisation.rest import exchange, mine, people, people_tables, reorganising, units

__all__ = ["router"]

router = Router(tags=["organisation"])
router.add_router("", units.router)
router.add_router("", reorganising.router)
router.add_router("", people.router)
router.add_router("", exchange.router)
router.add_router("", people_tables.router)
router.add_router("", mine.router)
