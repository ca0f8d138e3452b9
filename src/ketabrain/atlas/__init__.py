"""The brain map: which regions it shows, their meshes, how large they are, and what is known of each.

``regions.REGIONS`` names what is drawn, ``meshes.load()`` gives the shapes, ``sizes.SIZES`` the published volumes and
``matrix.load()`` the table of regions against mechanisms. Positions in MNI152 millimetres: +x right, +y front, +z up.
"""

from __future__ import annotations
