"""From synapse to mood: what was seen when after ketamine, and the rival accounts of why.

``events.load()`` gives the timeline, ``places.place()`` where each of its points is drawn, ``accounts.load()`` the
accounts and the experiments that score them. Times are minutes after the dose.
"""

from __future__ import annotations
