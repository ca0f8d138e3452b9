// Unpack lattices (see explorer/codec.py for the formats) and look states up in them.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const arrived = new Map(); // slug -> Lattice, as a promise
  const waiting = new Map(); // slug -> function to call when its file has run

  /** Called by a lattice's own file. */
  kb.lattice = function (slug, spec, header, base64) {
    const promise = inflate(base64).then((bytes) => new Lattice(spec, header, bytes));
    arrived.set(slug, promise);
    const call = waiting.get(slug);
    if (call) call(promise);
  };

  /** Return a promise of an explorer's lattice, loading its file when it is not there yet. */
  kb.loadLattice = function (slug, address) {
    if (arrived.has(slug)) return arrived.get(slug);
    return new Promise((resolve, reject) => {
      waiting.set(slug, resolve);
      kb.script(address).catch(reject);
    });
  };

  async function inflate(base64) {
    if (typeof DecompressionStream === "undefined") {
      throw new Error("This browser cannot unpack the explorer's data: update it, or read the picture and table.");
    }
    const packed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  function product(numbers) {
    return numbers.reduce((a, b) => a * b, 1);
  }

  // One row of whole-number levels; the top level means "no value here".
  function levels(meta, bytes, start, width, total) {
    const row = new Float64Array(width);
    let level = 0;
    if (meta.pack === "u8") {
      for (let i = 0; i < width; i++) {
        level = meta.steps ? (level + bytes[start + i]) & 255 : bytes[start + i];
        row[i] = level === 255 ? NaN : meta.low + meta.scale * level;
      }
      return row;
    }
    for (let i = 0; i < width; i++) {
      level = (level + bytes[start + i] + (bytes[start + i + total] << 8)) & 65535;
      row[i] = level === 65535 ? NaN : meta.low + meta.scale * level;
    }
    return row;
  }

  class Lattice {
    constructor(spec, header, bytes) {
      this.spec = spec;
      this.header = header;
      this.bytes = bytes;
      this.controls = new Map(spec.controls.map((control) => [control.name, control]));
      this.readouts = new Map(spec.readouts.map((readout) => [readout.name, readout]));
      this.unpackedSvd = new Map();
      this.recent = new Map(); // pack -> [row, times, values]: the same array again where nothing changed
    }

    rowNumber(part, state) {
      let at = 0;
      for (const name of part.over) {
        const steps = this.controls.get(name).steps;
        at = at * steps.length + steps.indexOf(state[name]);
      }
      return at;
    }

    /** By what a part's numbers are multiplied: 1 unless it is scaled by a control. */
    factor(part, state) {
      return part.scaled ? state[part.scaled.by] / part.scaled.at : 1;
    }

    series(meta, row, times) {
      const kept = this.recent.get(meta);
      if (kept && kept[0] === row && kept[1] === times) return kept[2];
      const values = this.framed(meta, this.unpacked(meta, row, times));
      this.recent.set(meta, [row, times, values]);
      return values;
    }

    unpacked(meta, row, times) {
      const width = product(meta.shape.slice(1));
      let values;
      if (meta.pack === "svd") values = this.svdRow(meta, row, width);
      else if (meta.pack === "exact") {
        const view = new DataView(this.bytes.buffer, meta.offset + row * width * 4, width * 4);
        values = Float64Array.from({ length: width }, (_, i) => view.getFloat32(4 * i, true));
      } else {
        // u16 keeps all low bytes first and all high bytes after them
        values = levels(meta, this.bytes, meta.offset + row * width, width, product(meta.shape));
      }
      if (meta.words) return Array.from(values, (code) => (Number.isNaN(code) ? null : meta.words[Math.round(code)]));
      if (times !== 1) for (let i = 0; i < width; i++) values[i] *= times;
      return values;
    }

    /** Cut a row into its frames, where it has some. */
    framed(meta, values) {
      if (meta.row_shape.length < 2) return values;
      const [frames, samples] = meta.row_shape;
      const part = meta.words ? "slice" : "subarray";
      return Array.from({ length: frames }, (_, f) => values[part](f * samples, (f + 1) * samples));
    }

    svdPieces(meta) {
      if (!this.unpackedSvd.has(meta)) {
        let at = meta.offset;
        const pieces = meta.parts.map((part) => {
          const width = product(part.shape);
          const piece = levels(part, this.bytes, at, width, width);
          at += 2 * width;
          return piece;
        });
        this.unpackedSvd.set(meta, pieces);
      }
      return this.unpackedSvd.get(meta);
    }

    svdRow(meta, row, width) {
      const pieces = this.svdPieces(meta);
      const values = Float64Array.from(pieces[0]);
      for (let k = 0; k < meta.rank; k++) {
        const share = pieces[1 + k][row];
        const basis = pieces[1 + meta.rank + k];
        for (let i = 0; i < width; i++) values[i] += share * basis[i];
      }
      return values;
    }

    readout(name, state) {
      const part = this.header.parts.find((one) => name in one.readouts);
      return this.value(name, part, state);
    }

    /** A read-out as Python rounds it. */
    value(name, part, state) {
      const kept = part.readouts[name];
      const code = kept.codes[this.rowNumber(part, state)];
      if (kept.words) return kept.words[code];
      if (code === null) return NaN;
      const number = (code / 10 ** kept.power) * this.factor(part, state);
      return part.scaled ? kb.rounded(number, this.readouts.get(name).digits) : number;
    }

    /** What the page draws at a state: {values, series, readouts, layout, slices}. */
    node(state) {
      const node = { values: { ...state }, series: {}, readouts: {}, layout: {} };
      for (const part of this.header.parts) {
        const row = this.rowNumber(part, state);
        const times = this.factor(part, state);
        for (const [name, meta] of Object.entries(part.series)) node.series[name] = this.series(meta, row, times);
        for (const name of Object.keys(part.readouts)) node.readouts[name] = this.value(name, part, state);
        if (part.layout) Object.assign(node.layout, part.layout.patches[part.layout.index[row]]);
      }
      node.slices = this.spec.template.slices.map((wanted) => wanted && this.slice(wanted, state));
      return node;
    }

    /** The steps of two controls at which a read-out has the wanted word, the others held. */
    slice(wanted, state) {
      const points = { x: [], y: [] };
      for (const x of this.controls.get(wanted.x).steps) {
        for (const y of this.controls.get(wanted.y).steps) {
          const there = { ...state, [wanted.x]: x, [wanted.y]: y };
          if (this.readout(wanted.readout, there) !== wanted.equals) continue;
          points.x.push(x);
          points.y.push(y);
        }
      }
      return points;
    }
  }
})();
