"""The small icon style sheet, and what is taken out of the theme's own."""

from __future__ import annotations

from ketabrain.sphinx_ext import icons


def test_icons_are_found_in_pages_and_in_scripts() -> None:
    page = '<i class="fa-solid fa-bars"></i><span class="fab fa-github"></span><i class="fa-solid fa-no-such-icon"></i>'
    assert icons.named_in(page) == {("solid", "bars"), ("brands", "github")}
    assert icons.named_in('t.innerHTML="<i class=\\"fa-solid fa-xmark\\"></i>"; k = "fa-regular fa-copy"') >= {
        ("regular", "copy")
    }


def test_the_sheet_holds_a_shape_for_each_icon_and_no_other() -> None:
    sheet = icons.style_sheet(['<i class="fa-solid fa-moon"></i>'], [], "")
    assert ".fa-solid.fa-moon{--kb-icon:url(" in sheet
    assert ".fa-sun" not in sheet
    assert "CC BY 4.0" in sheet
    assert len(sheet) < 3000


def test_a_mark_of_the_theme_is_kept_where_its_classes_are_used() -> None:
    theme = 'html{--pst-icon-check:"\\f00c"}.used:before{content:var(--pst-icon-check)}.unused:before{content:var(--pst-icon-check)}'
    sheet = icons.style_sheet(['<p class="used"></p>'], [], theme)
    assert ".used:before{--kb-icon:url(" in sheet
    assert ".unused" not in sheet


def test_only_rules_of_icons_alone_leave_the_theme() -> None:
    theme = (
        '@font-face{font-family:"Font Awesome 6 Free";src:url(a.woff2)}.fa-sun:before{content:"\\f185"}.fa-lg,.fa-xl{font-size:2em}'
        ".button .icon .fa-lg{aspect-ratio:1/1}html[data-mode=auto] .icon{display:inline}p{color:red}"
    )
    kept = icons.without_icons(theme)
    assert kept == ".button .icon .fa-lg{aspect-ratio:1/1}html[data-mode=auto] .icon{display:inline}p{color:red}"


def test_the_real_theme_keeps_its_switch_and_loses_its_icons() -> None:
    theme = (icons.STATIC / "styles" / "pydata-sphinx-theme.css").read_text(encoding="utf-8")
    kept = icons.without_icons(theme)
    assert "html[data-mode=auto] .theme-switch-button .theme-switch[data-mode=auto]" in kept
    assert ".theme-switch html[data-mode" not in kept
    assert ".fa-handshake" not in kept
    assert len(kept) < 0.85 * len(theme)
