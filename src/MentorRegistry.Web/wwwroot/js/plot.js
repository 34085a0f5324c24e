// Draws what the table beside it says. Without this script the table is all there is.
"use strict";

const plotLanguage = document.documentElement.lang === "en" ? "en-GB" : "da-DK";
const plotNumber = new Intl.NumberFormat(plotLanguage, { maximumFractionDigits: 2 });
const plotText = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 14, color: "#1a1a1a" };
const plotColour =
  getComputedStyle(document.documentElement).getPropertyValue("--accent-dark").trim() || "#1a5276";

// A plot with an axis of amounts from nought; the rest is its own.
function drawPlot(plot, options, divisor = 1) {
  plot.classList.remove("d-none");
  const chart = echarts.init(plot);
  chart.setOption({
    animation: false,
    textStyle: plotText,
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    yAxis: {
      type: "value",
      min: 0,
      name: plot.dataset.unit,
      nameTextStyle: { ...plotText, align: "left" },
      axisLabel: { ...plotText, formatter: (value) => plotNumber.format(value / divisor) },
    },
    ...options,
  });
  addEventListener("resize", () => chart.resize());
}

for (const plot of document.querySelectorAll("[data-plot='steps']")) {
  const day = new Intl.DateTimeFormat(plotLanguage, { month: "short", year: "numeric" });
  drawPlot(plot, {
    xAxis: {
      type: "time",
      axisLabel: { ...plotText, hideOverlap: true, formatter: (value) => day.format(value) },
    },
    series: [
      {
        type: "line",
        data: JSON.parse(plot.dataset.points),
        showSymbol: false,
        lineStyle: { color: plotColour, width: 3 },
        markLine: {
          symbol: "none",
          silent: true,
          lineStyle: { color: "#1a1a1a", type: "dashed" },
          label: { ...plotText, formatter: plot.dataset.todayText },
          data: [{ xAxis: plot.dataset.today }],
        },
      },
    ],
  });
}

// Used and forecast by the end of each month, and the budget that they are held against.
for (const plot of document.querySelectorAll("[data-plot='budget']")) {
  const million = 1000000;
  const month = new Intl.DateTimeFormat(plotLanguage, { month: "short" });
  const months = Array.from({ length: 12 }, (_, i) => month.format(new Date(plot.dataset.year, i, 1)));
  const { used, usedText, forecast, forecastText, budget, budgetText } = plot.dataset;
  const line = (name, data, style) => ({
    name,
    type: "line",
    data,
    showSymbol: false,
    color: style.color,
    lineStyle: { width: 3, ...style },
  });
  const series = [
    line(forecastText, JSON.parse(forecast), { color: plotColour, type: "dotted" }),
    // Over the forecast, with which it is one until something is to come.
    line(usedText, JSON.parse(used), { color: plotColour, width: 5 }),
  ];
  if (budget) {
    series.push(line(budgetText, months.map(() => Number(budget)), { color: "#1a1a1a", type: "dashed" }));
  }

  drawPlot(
    plot,
    {
      grid: { left: 8, right: 16, top: 72, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 40, itemStyle: { opacity: 0 }, selectedMode: false, textStyle: plotText },
      xAxis: {
        type: "category",
        data: months,
        boundaryGap: false,
        axisLabel: { ...plotText, hideOverlap: true },
      },
      series,
    },
    million,
  );
}

// Lines over months. Each has a dash and a mark of its own, so that they can be told apart in grey.
for (const plot of document.querySelectorAll("[data-plot='lines']")) {
  const dashes = ["solid", "dashed", "dotted", [12, 4, 2, 4], [2, 6], [16, 6]];
  const marks = ["none", "circle", "triangle", "rect", "diamond", "emptyCircle"];
  const colours = ["#1a1a1a", plotColour, "#8a4b08", "#2e6b34", "#6b2e6b", "#505050"];
  const lines = JSON.parse(plot.dataset.lines);
  const months = JSON.parse(plot.dataset.months);
  drawPlot(plot, {
    grid: { left: 8, right: 16, top: 88, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 40, selectedMode: false, textStyle: plotText },
    xAxis: {
      type: "category",
      data: months,
      boundaryGap: false,
      axisLabel: { ...plotText, hideOverlap: true },
    },
    series: lines.map(({ name, data }, i) => ({
      name,
      type: "line",
      data,
      color: colours[i % colours.length],
      symbol: marks[i % marks.length],
      symbolSize: 8,
      showSymbol: i > 0,
      lineStyle: { width: i === 0 ? 4 : 2, type: dashes[i % dashes.length] },
    })),
  });
}
