"""A QTI 2.1 content package: a manifest, a test with one section a chapter, an item a question, and the pictures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ketabrain.quiz.export import about, items, qti_item
from ketabrain.quiz.export.formats import Files
from ketabrain.quiz.export.items import Item, Left
from ketabrain.quiz.export.xml import add, node
from ketabrain.quiz.question import Question

SPACE = "http://www.imsglobal.org/xsd/imscp_v1p1"
WHEN = (1980, 1, 1, 0, 0, 0)  # the same bytes for the same questions
HEAD = {
    "identifier": "ketabrain",
    "xmlns": SPACE,
    "xmlns:xsi": qti_item.HEAD["xmlns:xsi"],
    "xsi:schemaLocation": f"{SPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
}


def cannot(question: Question) -> str:
    """Return why QTI cannot hold a question."""
    return items.NEEDS_PAGE.get(question.form, "")


def files(taken: Sequence[Item], left: Sequence[Left]) -> Files:
    """Return the package; what was left out stands in README.txt."""
    content = {"imsmanifest.xml": written(manifest(taken)), "test.xml": written(test(taken))}
    content |= {address(item): written(qti_item.item(item)) for item in taken}
    content |= {f"pictures/{picture.name}": picture.content for item in taken for picture in item.pictures}
    content["README.txt"] = readme(left).encode()
    return Files(zipped(content))


def address(item: Item) -> str:
    """Return where an item lies in the package."""
    return f"items/{item.id}.xml"


def readme(left: Sequence[Left]) -> str:
    """Return what the package is, and what it does not hold."""
    return "\n".join([*about.LINES, *(f"Left out, {line}" for line in items.summary(left)), ""])


def manifest(taken: Sequence[Item]) -> Element:
    """Return the list of everything in the package."""
    made = node("manifest", HEAD)
    metadata = add(made, "metadata")
    add(metadata, "schema", "QTIv2.1 Package")
    add(metadata, "schemaversion", "1.0.0")
    add(made, "organizations")
    resources = add(made, "resources")
    whole = resource(resources, "test", "imsqti_test_xmlv2p1", ["test.xml"])
    for item in taken:
        pictures = [f"pictures/{picture.name}" for picture in item.pictures]
        resource(resources, item.id, "imsqti_item_xmlv2p1", [address(item), *pictures])
        add(whole, "dependency", identifierref=item.id)
    resource(resources, "readme", "webcontent", ["README.txt"])
    return made


def resource(parent: Element, name: str, kind: str, files: Sequence[str]) -> Element:
    """Add one thing of the package with its files, the first of which is the thing itself."""
    made = add(parent, "resource", identifier=name, type=kind, href=files[0])
    for file in files:
        add(made, "file", href=file)
    return made


def test(taken: Sequence[Item]) -> Element:
    """Return a test that holds all items, one section a chapter."""
    named = {"identifier": "ketabrain", "title": about.COURSE}
    made = node("assessmentTest", {**qti_item.HEAD, **named})
    part = add(made, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    for title, group in items.by_chapter(taken):
        chapter = group[0].question.chapter
        section = add(part, "assessmentSection", identifier=f"section-{chapter}", title=title, visible="true")
        for item in group:
            add(section, "assessmentItemRef", identifier=item.id, href=address(item))
    return made


def written(root: Element) -> bytes:
    """Return a document."""
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def zipped(content: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, each in content.items():
            package.writestr(zipfile.ZipInfo(name, WHEN), each, zipfile.ZIP_DEFLATED)
    return out.getvalue()
