"""x"""
def test_smoke(open_page):
    page = open_page("book/brain/habenula.html")
    page.locator("[data-explorer=habenula-bursting]").scroll_into_view_if_needed()
    page.wait_for_selector("[data-explorer=habenula-bursting][data-state=ready]")
