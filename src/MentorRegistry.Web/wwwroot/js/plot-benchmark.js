// A line for each area, told apart by its pattern and its mark and not by colour alone. Years that are not known are gaps.
"use strict";

for (const plot of document.querySelectorAll("[data-plot='benchmark']")) {
  const patterns = ["solid", "dashed", "dotted"];
  const marks = ["circle", "rect", "triangle"];
  const colours = [plotColour, "#1a1a1a", "#6b4a00"];
  const lines = JSON.parse(plot.dataset.lines);
  drawPlot(plot, {
    grid: { left: 8, right: 16, top: 96, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 40, selectedMode: false, textStyle: plotText },
    xAxis: {
      type: "category",
      data: JSON.parse(plot.dataset.years).map(String),
      axisLabel: { ...plotText, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      // What is paid back can be more than what is spent.
      min: (range) => Math.min(0, range.min),
      name: plot.dataset.unit,
      nameTextStyle: { ...plotText, align: "left" },
      axisLabel: { ...plotText, formatter: (value) => plotNumber.format(value) },
    },
    series: lines.map((line, i) => ({
      name: line.name,
      type: "line",
      data: line.values,
      symbol: marks[i],
      symbolSize: 9,
      color: colours[i],
      lineStyle: { width: 3, type: patterns[i], color: colours[i] },
    })),
  });
}
