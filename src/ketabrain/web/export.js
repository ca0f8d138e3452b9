// Take a plot's data or picture along. Shared by the static page and live notebooks.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  function cell(value) {
    if (value === null || value === undefined || Number.isNaN(value)) return "";
    return /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  }

  // A column of panels writes the title of their common x axis once, below the last.
  function axisTitle(spec, name) {
    const { layout } = spec.template;
    const own = layout[name[0] + "axis" + name.slice(1)].title.text;
    const others = Object.keys(layout).filter((key) => key.startsWith(name[0] + "axis"));
    return own || others.map((key) => layout[key].title.text).find((text) => text) || "unnamed";
  }

  /** The shown data as CSV: the state in comment lines, then one row a point. */
  kb.csv = function (plot, spec, values) {
    const state = spec.controls.map((control) => `# ${control.label}: ${kb.formatControl(control, values[control.name])}`);
    const axes = spec.template.data.map((trace) => `# ${trace.name}: x is ${axisTitle(spec, trace.xaxis)}, y is ${axisTitle(spec, trace.yaxis)}`);
    const rows = [["trace", "x", "y"], ...plot.rows()];
    return [`# ${spec.title}`, ...state, ...axes, ...rows.map((row) => row.map(cell).join(","))].join("\n") + "\n";
  };

  /** The plot as SVG text, on the page's own ground so that it can be read anywhere. */
  kb.svg = async function (plot) {
    const { clientWidth: width, clientHeight: height } = plot.div;
    const ground = getComputedStyle(plot.div).getPropertyValue("--kb-paper").trim();
    const figure = { data: plot.div.data, layout: { ...plot.div.layout, paper_bgcolor: ground }, config: {} };
    const address = await window.Plotly.toImage(figure, { format: "svg", width, height });
    return decodeURIComponent(address.slice(address.indexOf(",") + 1));
  };

  /** Hand a text to the reader as a file. */
  kb.save = function (name, text, type) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    kb.el("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };
})();
