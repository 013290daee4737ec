"""The page tags that the guide for government websites asks for (State Council office, 2017, document 47, annex 2)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from zeren_platform.portal.web.addresses import absolute, domain

__all__ = ["PageTags", "site_tags"]

# The guide's own names of the kinds of columns; programs that gather government sites look for these words.
ColumnType = Literal["首页", "信息公开目录", "机构职能"]
FORMAT: Final = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTags:
    """The names and contents of the tags of one page."""

    tags: dict[str, str]

    @classmethod
    def of_column(cls, *, name: str, description: str, keywords: str, kind: ColumnType) -> "PageTags":
        """Describe a column of the site."""
        return cls(
            tags={
                "ColumnName": name,
                "ColumnDescription": description,
                "ColumnKeywords": keywords,
                "ColumnType": kind,
            }
        )

    def with_article(
        self,
        *,
        title: str,
        published: date | datetime | None,
        source: str,
        author: str = "",
        keywords: str = "",
        description: str = "",
    ) -> "PageTags":
        """Add what describes one article of the column."""
        article = {
            "ArticleTitle": title,
            "PubDate": _written(published),
            "ContentSource": source,
            "Author": author,
            "Keywords": keywords,
            "Description": description,
        }
        return PageTags(tags=self.tags | {name: content for name, content in article.items() if content})


def site_tags(request: HttpRequest, *, site: str) -> dict[str, str]:
    """Describe the site and the address of this page."""
    told = {
        "SiteName": settings.SITE_NAME or site,
        "SiteDomain": settings.SITE_DOMAIN or domain(request),
        # Nobody has a code before the authority gives one.
        "SiteIDCode": settings.SITE_ID_CODE,
        "Url": absolute(request, request.path),
    }
    return {name: content for name, content in told.items() if content}


def _written(moment: date | datetime | None) -> str:
    """Write a moment as the guide wants it; a day without a time begins at midnight."""
    if moment is None:
        return ""
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return local.strftime(FORMAT)
