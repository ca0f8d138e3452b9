// Unpack the brain map's meshes (see tools/brain/pack.py), and find what is drawn at a point.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  async function inflate(base64) {
    const packed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /** One packed mesh (see tools/brain/pack.py): corners as differences, indices as distance from the highest so far. */
  function unpack({ offset, vertices, faces, step_mm }, bytes) {
    let at = offset;
    const take = (count) => {
      const codes = Uint16Array.from({ length: count }, (_, i) => bytes[at + i] | (bytes[at + count + i] << 8));
      at += 2 * count;
      return codes;
    };
    const axes = [0, 1, 2].map(() => {
      let sum = 0;
      return Float32Array.from(take(vertices), (code) => (sum += code & 1 ? -(code + 1) >> 1 : code >> 1) * step_mm);
    });
    let highest = -1;
    const corners = Uint16Array.from(take(3 * faces), (code) => (code ? highest + 1 - code : ++highest));
    return { axes, corners };
  }

  /** The same with only some of the triangles, and the corners that they use. */
  function part({ axes, corners }, from, count) {
    const place = new Map();
    const cut = corners.slice(3 * from, 3 * (from + count)).map((corner) => {
      if (!place.has(corner)) place.set(corner, place.size);
      return place.get(corner);
    });
    return { axes: axes.map((axis) => Float32Array.from(place.keys(), (corner) => axis[corner])), corners: cut };
  }

  /** A marker's ball. */
  function ball([x, y, z], radius, rings = 12) {
    const turns = 2 * rings;
    const axes = [[x], [y], [z + radius]];
    for (let row = 1; row < rings; row++) {
      for (let i = 0; i < turns; i++) {
        const [tilt, turn] = [(Math.PI * row) / rings, (2 * Math.PI * i) / turns];
        axes[0].push(x + radius * Math.sin(tilt) * Math.cos(turn));
        axes[1].push(y + radius * Math.sin(tilt) * Math.sin(turn));
        axes[2].push(z + radius * Math.cos(tilt));
      }
    }
    axes[0].push(x), axes[1].push(y), axes[2].push(z - radius);
    const corners = [];
    const last = 1 + (rings - 2) * turns;
    for (let i = 0; i < turns; i++) {
      const next = (i + 1) % turns;
      corners.push(0, 1 + i, 1 + next, last + i, last + turns, last + next);
      for (let a = 1; a < last; a += turns) corners.push(a + i, a + turns + i, a + next, a + next, a + turns + i, a + turns + next);
    }
    return { axes: axes.map((axis) => Float32Array.from(axis)), corners: Uint16Array.from(corners) };
  }

  /** Every mesh as {region, side, axes, corners, i, j, k}. */
  async function load({ packed, list, markers }) {
    const bytes = await inflate(packed);
    const made = [];
    for (const entry of list) {
      const mesh = unpack(entry, bytes);
      if (!entry.patches) made.push({ region: entry.region, side: entry.side, ...mesh });
      let from = 0;
      for (const [patch, count] of Object.entries(entry.patches || {})) {
        made.push({ region: patch === "rest" ? "cortex" : patch, side: entry.side, ...part(mesh, from, count) });
        from += count;
      }
    }
    for (const [region, { centre: [x, y, z], radius, paired }] of Object.entries(markers)) {
      if (paired) made.push({ region, side: "left", ...ball([-x, y, z], radius) }, { region, side: "right", ...ball([x, y, z], radius) });
      else made.push({ region, side: "middle", ...ball([x, y, z], radius) });
    }
    for (const mesh of made) [mesh.i, mesh.j, mesh.k] = [0, 1, 2].map((corner) => mesh.corners.filter((_, n) => n % 3 === corner));
    return made;
  }

  const times = (m, [x, y, z, w]) => [0, 1, 2, 3].map((i) => m[i] * x + m[4 + i] * y + m[8 + i] * z + m[12 + i] * w);
  const product = (a, b) => [0, 1, 2, 3].flatMap((i) => times(a, b.slice(4 * i, 4 * i + 4)));

  /** How far away a mesh is at a point, as plotly projects it; Infinity where it does not cover the point. */
  function depthAt({ axes, corners }, matrix, scale, [px, py]) {
    const count = axes[0].length;
    const [x, y, z] = [0, 1, 2].map(() => new Float32Array(count));
    for (let i = 0; i < count; i++) {
      const [cx, cy, cz, cw] = times(matrix, [axes[0][i] * scale[0], axes[1][i] * scale[1], axes[2][i] * scale[2], 1]);
      x[i] = cx / cw - px;
      y[i] = cy / cw - py;
      z[i] = cz / cw;
    }
    const side = (a, b) => x[a] * y[b] - x[b] * y[a];
    let nearest = Infinity;
    for (let i = 0; i < corners.length; i += 3) {
      const [a, b, c] = [corners[i], corners[i + 1], corners[i + 2]];
      const [u, v, w] = [side(b, c), side(c, a), side(a, b)];
      if ((u < 0 || v < 0 || w < 0) && (u > 0 || v > 0 || w > 0)) continue;
      const sum = u + v + w;
      if (sum) nearest = Math.min(nearest, (u * z[a] + v * z[b] + w * z[c]) / sum);
    }
    return nearest;
  }

  kb.meshes = { load, product, depthAt };
})();
