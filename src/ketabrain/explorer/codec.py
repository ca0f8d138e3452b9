"""Pack arrays into few bytes, unpack them, and measure what was lost.

``u8`` and ``u16`` keep whole-number levels between the smallest and largest value; the top level means
NaN (padding). ``u16`` is stored as differences along each row, low bytes first and then high bytes,
which compresses well for smooth traces; ``u8`` as levels or as differences, whichever compresses better.
``svd`` keeps the fewest singular vectors that meet the tolerance. ``exact`` is float32. ``words`` keeps
text as ``u16`` numbers of a dictionary. web/lattice.js unpacks the same formats.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np

TOLERANCE = 0.01  # largest allowed error, as a share of a series' range over the lattice
SVD_GOAL = 0.004
LARGEST = 3e38  # of float32


@dataclass(frozen=True)
class Packed:
    """One packed array: ``meta`` goes into the header, ``payload`` into the bytes."""

    meta: dict[str, Any]
    payload: bytes


def pack(rows: np.ndarray, how: str, levels: int = 254) -> Packed:
    """Pack rows (one a node) in the given way; an ``svd`` that would not pay becomes ``u16``.

    Raises ValueError for values that are infinite, or too large or too far apart to be told from it.
    """
    if how == "words":
        return pack_words(rows)
    rows = np.asarray(rows, dtype=float)
    if np.isinf(rows).any() or not span(rows)[1] <= LARGEST or np.nanmax(np.abs(rows), initial=0) > LARGEST:
        raise ValueError("an infinite value cannot be packed: bound it in the model")
    if how == "svd" and not np.isnan(rows).any():
        packed = pack_svd(rows)
        if packed is not None:
            return packed
        how = "u16"
    if how == "exact":
        return Packed({"pack": "exact", "shape": list(rows.shape)}, rows.astype("<f4").tobytes())
    return pack_bytes(rows, levels) if how == "u8" else pack_levels(rows)


def span(rows: np.ndarray) -> tuple[float, float]:
    """Return the smallest value and the range; a flat or empty array has range 0."""
    if np.isnan(rows).all():
        return 0.0, 0.0
    low, high = float(np.nanmin(rows)), float(np.nanmax(rows))
    return low, high - low


def levels_of(rows: np.ndarray, count: int, nothing: int) -> tuple[np.ndarray, float, float]:
    """Return rows as ``count`` levels from 0 on (NaN as ``nothing``), the lowest value and the level's width."""
    low, wide = span(rows)
    scale = wide / (count - 1) or 1.0
    levels = np.rint((np.nan_to_num(rows, nan=low) - low) / scale)
    return np.where(np.isnan(rows), nothing, levels).astype(np.int64), low, scale


def pack_bytes(rows: np.ndarray, count: int) -> Packed:
    """Pack rows as levels of 8 bits, or as their differences along each row where that compresses better."""
    levels, low, scale = levels_of(rows, count, 255)
    plain = levels.astype(np.uint8).tobytes()
    steps = np.diff(levels, axis=-1, prepend=0).astype(np.uint8).tobytes()  # wraps round, and so does the decoder
    meta = {"pack": "u8", "shape": list(rows.shape), "low": low, "scale": scale}
    if len(zlib.compress(steps)) < len(zlib.compress(plain)):
        return Packed({**meta, "steps": True}, steps)
    return Packed(meta, plain)


def pack_levels(rows: np.ndarray) -> Packed:
    """Pack rows as differences of levels of 16 bits."""
    levels, low, scale = levels_of(rows, 65535, 65535)
    steps = np.diff(levels, axis=-1, prepend=0).astype(np.uint16)
    meta = {"pack": "u16", "shape": list(rows.shape), "low": low, "scale": scale}
    return Packed(meta, (steps & 255).astype(np.uint8).tobytes() + (steps >> 8).astype(np.uint8).tobytes())


def pack_words(rows: np.ndarray) -> Packed:
    """Pack rows of text as numbers of a dictionary; None (padding) becomes NaN's level."""
    words = sorted({str(word) for word in rows.ravel() if word is not None})
    place = {word: float(number) for number, word in enumerate(words)}
    codes = np.array([np.nan if word is None else place[str(word)] for word in rows.ravel()]).reshape(rows.shape)
    packed = pack_levels(codes)
    return Packed({**packed.meta, "words": words}, packed.payload)


def pack_svd(rows: np.ndarray) -> Packed | None:
    """Pack rows as a mean, a few basis rows and coefficients; None where plain levels are smaller."""
    count, width = rows.shape
    mean = rows.mean(axis=0)
    left, strength, basis = np.linalg.svd(rows - mean, full_matrices=False)
    wide = span(rows)[1] or 1.0
    for rank in range(1, min(len(strength), count * width // (2 * (count + width)) + 1)):
        parts = [pack_levels(mean[None, :])]
        parts += [pack_levels((left[:, k] * strength[k])[None, :]) for k in range(rank)]
        parts += [pack_levels(basis[k][None, :]) for k in range(rank)]
        packed = Packed(
            {"pack": "svd", "shape": [count, width], "rank": rank, "parts": [part.meta for part in parts]},
            b"".join(part.payload for part in parts),
        )
        if np.abs(unpack(packed.meta, packed.payload) - rows).max() <= SVD_GOAL * wide:
            return packed
    return None


def unpack(meta: dict[str, Any], payload: bytes) -> np.ndarray:
    """Return the rows that were packed, as float64; words as objects."""
    shape = tuple(meta["shape"])
    if meta["pack"] == "exact":
        return np.frombuffer(payload, "<f4").reshape(shape).astype(float)
    if meta["pack"] == "svd":
        return unpack_svd(meta, payload)
    size = int(np.prod(shape))
    raw = np.frombuffer(payload, np.uint8)
    if meta["pack"] == "u8":
        levels, nothing = raw.reshape(shape), 255
        if meta.get("steps"):
            levels = np.cumsum(levels, axis=-1, dtype=np.uint8)
    else:
        steps = (raw[:size].astype(np.uint16) + (raw[size:].astype(np.uint16) << 8)).reshape(shape)
        levels, nothing = np.cumsum(steps, axis=-1, dtype=np.uint16), 65535
    if "words" in meta:
        named = [meta["words"][round(meta["low"] + meta["scale"] * n)] if n != nothing else None for n in levels.flat]
        return np.array(named, dtype=object).reshape(shape)
    return np.where(levels == nothing, np.nan, meta["low"] + meta["scale"] * levels.astype(float))


def unpack_svd(meta: dict[str, Any], payload: bytes) -> np.ndarray:
    """Return the rows of an ``svd`` pack."""
    rank, pieces, at = meta["rank"], [], 0
    for part in meta["parts"]:
        size = 2 * int(np.prod(part["shape"]))
        pieces.append(unpack(part, payload[at : at + size])[0])
        at += size
    mean, columns, basis = pieces[0], np.array(pieces[1 : 1 + rank]), np.array(pieces[1 + rank :])
    return mean + columns.T @ basis


def error_share(rows: np.ndarray, packed: Packed) -> float:
    """Return the largest error of a pack as a share of the series' range; 1 for a wrong word or a lost NaN."""
    found = unpack(packed.meta, packed.payload)
    if "words" in packed.meta:
        return float((found != rows).any())
    return error_between(np.asarray(rows, dtype=float), found)


def error_between(rows: np.ndarray, found: np.ndarray) -> float:
    """Return the largest difference between two arrays as a share of the first one's range."""
    if (np.isnan(rows) != np.isnan(found)).any():
        return 1.0
    lost = np.nanmax(np.abs(found - rows), initial=0.0)
    return float(lost / (span(rows)[1] or 1.0))
