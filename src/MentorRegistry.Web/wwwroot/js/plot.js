// Draws what the table beside it says. Without this script the table is all there is.
"use strict";

for (const plot of document.querySelectorAll("[data-plot='steps']")) {
  const language = document.documentElement.lang;
  const css = getComputedStyle(document.documentElement);
  const font = getComputedStyle(document.body).fontFamily;
  const line = css.getPropertyValue("--accent-dark").trim() || "#1a5276";
  const number = new Intl.NumberFormat(language === "en" ? "en-GB" : "da-DK", { maximumFractionDigits: 2 });
  const day = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "da-DK", { month: "short", year: "numeric" });
  plot.classList.remove("d-none");
  const chart = echarts.init(plot);
  const text = { fontFamily: font, fontSize: 14, color: "#1a1a1a" };
  chart.setOption({
    animation: false,
    textStyle: text,
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    xAxis: { type: "time", axisLabel: { ...text, hideOverlap: true, formatter: (value) => day.format(value) } },
    yAxis: {
      type: "value",
      min: 0,
      name: plot.dataset.unit,
      nameTextStyle: { ...text, align: "left" },
      axisLabel: { ...text, formatter: (value) => number.format(value) },
    },
    series: [
      {
        type: "line",
        data: JSON.parse(plot.dataset.points),
        showSymbol: false,
        lineStyle: { color: line, width: 3 },
        markLine: {
          symbol: "none",
          silent: true,
          lineStyle: { color: "#1a1a1a", type: "dashed" },
          label: { ...text, formatter: plot.dataset.todayText },
          data: [{ xAxis: plot.dataset.today }],
        },
      },
    ],
  });
  addEventListener("resize", () => chart.resize());
}
