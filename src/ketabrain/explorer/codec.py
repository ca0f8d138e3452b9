"""Pack arrays into few bytes, unpack them, and measure what was lost.

``u8`` and ``u16`` keep whole-number levels between the smallest and largest value; the top level means
NaN (padding). ``u16`` is stored as differences along each row, low bytes first and then high bytes,
which compresses well for smooth traces. ``svd`` keeps the fewest singular vectors that meet the
tolerance. ``exact`` is float32. web/lattice.js unpacks the same formats.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

TOLERANCE = 0.01  # largest allowed error, as a share of a series' range over the lattice
SVD_GOAL = 0.004


@dataclass(frozen=True)
class Packed:
    """One packed array: ``meta`` goes into the header, ``payload`` into the bytes."""

    meta: dict[str, Any]
    payload: bytes


def pack(rows: np.ndarray, how: str) -> Packed:
    """Pack rows (one a node) in the given way; an ``svd`` that would not pay becomes ``u16``."""
    rows = np.asarray(rows, dtype=float)
    if how == "svd" and not np.isnan(rows).any():
        packed = pack_svd(rows)
        if packed is not None:
            return packed
        how = "u16"
    if how == "exact":
        return Packed({"pack": "exact", "shape": list(rows.shape)}, rows.astype("<f4").tobytes())
    return pack_levels(rows, 8 if how == "u8" else 16)


def span(rows: np.ndarray) -> tuple[float, float]:
    """Return the smallest value and the range; a flat or empty array has range 0."""
    if np.isnan(rows).all():
        return 0.0, 0.0
    low, high = float(np.nanmin(rows)), float(np.nanmax(rows))
    return low, high - low


def pack_levels(rows: np.ndarray, bits: int) -> Packed:
    """Pack rows as whole-number levels of 8 or 16 bits."""
    low, wide = span(rows)
    top = 2**bits - 1  # the level that means "no value"
    scale = wide / (top - 1) if wide else 1.0
    levels = np.where(np.isnan(rows), top, np.rint((np.nan_to_num(rows, nan=low) - low) / scale)).astype(np.int64)
    meta = {"pack": f"u{bits}", "shape": list(rows.shape), "low": low, "scale": scale}
    if bits == 8:
        return Packed(meta, levels.astype(np.uint8).tobytes())
    steps = np.diff(levels, axis=-1, prepend=0).astype(np.uint16)  # wraps round, and so does the decoder
    return Packed(meta, (steps & 255).astype(np.uint8).tobytes() + (steps >> 8).astype(np.uint8).tobytes())


def pack_svd(rows: np.ndarray) -> Packed | None:
    """Pack rows as a mean, a few basis rows and coefficients; None where plain levels are smaller."""
    count, width = rows.shape
    mean = rows.mean(axis=0)
    left, strength, basis = np.linalg.svd(rows - mean, full_matrices=False)
    wide = span(rows)[1] or 1.0
    for rank in range(1, min(len(strength), count * width // (2 * (count + width)) + 1)):
        parts = [pack_levels(mean[None, :], 16)]
        parts += [pack_levels((left[:, k] * strength[k])[None, :], 16) for k in range(rank)]
        parts += [pack_levels(basis[k][None, :], 16) for k in range(rank)]
        packed = Packed(
            {"pack": "svd", "shape": [count, width], "rank": rank, "parts": [part.meta for part in parts]},
            b"".join(part.payload for part in parts),
        )
        if np.abs(unpack(packed.meta, packed.payload) - rows).max() <= SVD_GOAL * wide:
            return packed
    return None


def unpack(meta: dict[str, Any], payload: bytes) -> np.ndarray:
    """Return the rows that were packed, as float64."""
    shape = tuple(meta["shape"])
    if meta["pack"] == "exact":
        return np.frombuffer(payload, "<f4").reshape(shape).astype(float)
    if meta["pack"] == "svd":
        return unpack_svd(meta, payload)
    size = int(np.prod(shape))
    raw = np.frombuffer(payload, np.uint8)
    if meta["pack"] == "u8":
        levels, top = raw.reshape(shape).astype(np.int64), 255
    else:
        steps = (raw[:size].astype(np.uint16) + (raw[size:].astype(np.uint16) << 8)).reshape(shape)
        levels, top = np.cumsum(steps, axis=-1, dtype=np.uint16).astype(np.int64), 65535
    return np.where(levels == top, np.nan, meta["low"] + meta["scale"] * levels)


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
    """Return the largest error of a pack as a share of the series' range."""
    lost = np.abs(unpack(packed.meta, packed.payload) - rows)
    wide = span(rows)[1]
    return float(np.nanmax(lost) / wide) if wide and not np.isnan(lost).all() else 0.0
