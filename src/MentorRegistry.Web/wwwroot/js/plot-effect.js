// A share and its interval on a line each: filled where there are enough people, hollow where there are not.
"use strict";

for (const plot of document.querySelectorAll("[data-plot='intervals']")) {
  // The first line of the table is the topmost.
  const lines = JSON.parse(plot.dataset.lines).reverse();
  if (lines.length === 0) {
    continue;
  }

  const points = (name, enough) => ({
    name,
    type: "scatter",
    symbolSize: 14,
    data: lines.map((line, i) => (line.enough === enough ? [line.share, i] : null)).filter((point) => point),
    itemStyle: { color: enough ? plotColour : "#ffffff", borderColor: plotColour, borderWidth: 2 },
    z: 3,
  });
  const intervals = lines.map((line, i) => ({
    type: "line",
    data: [
      [line.low, i],
      [line.high, i],
    ],
    symbol: "rect",
    symbolSize: [2, 12],
    color: plotColour,
    lineStyle: { width: 2, color: plotColour, type: line.enough ? "solid" : "dashed" },
    silent: true,
  }));
  plot.style.height = `${110 + lines.length * 32}px`;
  drawPlot(plot, {
    grid: { left: 8, right: 24, top: 48, bottom: 32, containLabel: true },
    legend: {
      top: 0,
      left: 0,
      selectedMode: false,
      textStyle: plotText,
      data: [plot.dataset.enough, plot.dataset.few],
    },
    xAxis: {
      type: "value",
      min: 0,
      max: 100,
      name: plot.dataset.unit,
      nameLocation: "middle",
      nameGap: 32,
      nameTextStyle: plotText,
      axisLabel: plotText,
    },
    yAxis: {
      type: "category",
      data: lines.map((line) => line.name),
      axisLabel: { ...plotText, width: 150, overflow: "truncate" },
      axisTick: { show: false },
    },
    series: [points(plot.dataset.enough, true), points(plot.dataset.few, false), ...intervals],
  });
}
