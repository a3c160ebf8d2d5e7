package dev.sextant.statistics.plots;

import dev.sextant.statistics.document.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Shares with their intervals as dots on lines, as SVG that needs nothing else.
 *
 * @param title what is shown
 * @param nominal the share that was promised, drawn as a line; empty where none was
 * @param series names of the kinds of dots
 * @param lines from top to bottom
 */
record DotPlot(String title, OptionalDouble nominal, List<String> series, List<Line> lines) {
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#e69f00", "#56b4e9", "#cc79a7", "#999999", "#009e73");
  private static final int LEFT = 500;
  private static final int WIDTH = 400;
  private static final int STEP = 18;
  private static final int TOP = 70;

  /**
   * A line of the plot.
   *
   * @param label stands left of it
   * @param dots none where the line is a heading
   */
  record Line(String label, List<Dot> dots) {}

  /** A dot of one of the series. */
  record Dot(int series, Share share) {}

  String svg() {
    int bottom = TOP + lines.size() * STEP;
    var out = new ArrayList<String>();
    out.add(
        ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"12\">")
            .formatted(LEFT + WIDTH + 30, bottom + 40));
    out.add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
    out.add(text(10, 20, "start", "bold", title));
    legend(out);
    for (int percent = 0; percent <= 100; percent += 20) {
      double x = x(percent / 100.0);
      out.add(rule(x, TOP - 8, bottom, "#dddddd", ""));
      out.add(text(x, bottom + 16, "middle", "normal", percent + " %"));
    }
    nominal.ifPresent(share -> out.add(rule(x(share), TOP - 8, bottom, "#000000", "4 3")));
    for (int i = 0; i < lines.size(); i++) {
      line(lines.get(i), TOP + i * STEP, out);
    }
    out.add("</svg>");
    return String.join("\n", out) + "\n";
  }

  private void legend(List<String> out) {
    double x = 10;
    for (int i = 0; i < series.size(); i++) {
      out.add(circle(x + 4, 40, i));
      out.add(text(x + 14, 44, "start", "normal", series.get(i)));
      x += 26 + 6.6 * series.get(i).length();
    }
    nominal.ifPresent(share ->
        out.add(
            text(
                x(share) + 4,
                TOP - 12,
                "start",
                "normal",
                String.format(Locale.ROOT, "promised: at most %.0f %%", 100 * share))));
  }

  private void line(Line line, int y, List<String> out) {
    boolean heading = line.dots().isEmpty();
    out.add(
        text(
            heading ? 10 : LEFT - 10,
            y + 4,
            heading ? "start" : "end",
            heading ? "bold" : "normal",
            line.label()));
    for (Dot dot : line.dots()) {
      out.add(
          String.format(
              Locale.ROOT,
              "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"/>",
              x(dot.share().low()),
              x(dot.share().high()),
              y,
              y,
              COLOURS.get(dot.series())));
      out.add(circle(x(dot.share().value()), y, dot.series()));
    }
  }

  private static double x(double share) {
    return LEFT + WIDTH * share;
  }

  private static String circle(double x, int y, int series) {
    return String.format(
        Locale.ROOT,
        "<circle cx=\"%.1f\" cy=\"%d\" r=\"4\" fill=\"%s\"/>",
        x,
        y,
        COLOURS.get(series));
  }

  private static String rule(double x, int from, int to, String colour, String dashes) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-dasharray=\"%s\"/>",
        x,
        x,
        from,
        to,
        colour,
        dashes);
  }

  private static String text(double x, int y, String anchor, String weight, String words) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\">%s</text>",
        x,
        y,
        anchor,
        weight,
        words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }
}
