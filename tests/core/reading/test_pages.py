import pytest

from zeren.reading import read

PAGE = """<!DOCTYPE html><html><head><title>责任清单_滨海市人民政府</title>
<meta name="ArticleTitle" content="责任清单"><meta name="PubDate" content="2026-03-13 09:30">
<script>var menu = "要按时上报";</script></head><body>
<div>首页 &gt; 公开</div>
<!--<$[标题]>begin-->滨海市生态环境保护责任清单<!--<$[标题]>end-->
<!--<$[信息内容]>begin--><p>一、大气</p><p>各部门要按月报告，PM2.5&lt;35。</p><!--<$[信息内容]>end-->
<div>版权所有</div></body></html>"""


@pytest.fixture(scope="module")
def page():
    return read(PAGE.encode())


def test_only_the_marked_body_is_text(page):
    assert page.text == "一、大气\n各部门要按月报告，PM2.5<35。"


def test_the_marked_title_wins(page):
    assert page.document.title == "滨海市生态环境保护责任清单"


def test_the_time_of_publishing_comes_from_the_meta_tag(page):
    assert page.document.published_at == "2026-03-13T09:30"


def test_a_page_in_gb_2312_is_read():
    assert read(PAGE.encode("gb18030")).text.startswith("一、大气")


def test_without_marks_the_whole_body_is_text():
    page = read(b"<html><head><title>T</title></head><body><p>All units shall report.</p><p>End</p></body></html>")

    assert page.text == "All units shall report.\nEnd"
    assert page.document.title == "T"


@pytest.mark.parametrize(
    "page", ["<html><!-- open", "<html><script>x", "<p>a < b & c", "<html><p", "<html>" + "<" * 50]
)
def test_broken_markup_is_read_as_far_as_it_goes(page):
    assert isinstance(read(page.encode()).text, str)
