package dev.sextant.statistics.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Each rate that is promised, beside the worst that the tables of the document show of it; {@code
 * -Ddocument.update=1} writes it anew.
 */
final class PromisesTest {
  private static final String BEGIN = "<!-- from the tables below: promises -->\n";
  private static final String OURS = "information and betting, shared rates";

  private static Predicate<List<String>> cell(int column, String beginning) {
    return row -> row.get(column).startsWith(beginning);
  }

  private static final List<Promise> PROMISES =
      List.of(
          Promise.atMost(
              0.05,
              "gates: false promotion",
              "gates-judged-once",
              List.of(3),
              cell(2, "on the margin")),
          Promise.atMost(
              0.01, "gates: false rollback", "gates-judged-once", List.of(4), row -> true),
          Promise.atMost(
              0.05,
              "canary to its end: false promotion",
              "canaries-to-their-end",
              List.of(1),
              row -> row.get(0).endsWith("on the margin")),
          Promise.atMost(
              0.01,
              "canary to its end: false rollback",
              "canaries-to-their-end",
              List.of(2),
              row -> row.get(0).endsWith("on the margin") || row.get(0).equals("equal")),
          Promise.atMost(
              0.05,
              "returning users: false promotion",
              "returning-users-on-the-margin",
              List.of(5),
              cell(4, OURS)),
          Promise.atMost(
              0.01,
              "returning users: false rollback",
              "returning-users-on-the-margin",
              List.of(6),
              cell(4, OURS)),
          Promise.atMost(
              0.05,
              "CUPED and relative lift: false promotion",
              "effects-at-every-look",
              List.of(4),
              cell(3, "on the margin")),
          Promise.atMost(
              0.01,
              "CUPED and relative lift: false rollback",
              "effects-at-every-look",
              List.of(5),
              cell(3, "on the margin")),
          Promise.atMost(
              0.05,
              "sample ratio: false alarm",
              "sample-ratio-at-every-look",
              List.of(1),
              row -> row.get(0).endsWith("as asked for")),
          Promise.atMost(
              0.05,
              "mixture test, variance known: false alarm",
              "mixture-test-at-every-look",
              List.of(3),
              row -> row.get(1).equals("0") && row.get(2).equals("known")),
          Promise.atLeast(
              0.9,
              "loss of a regression: band holds",
              "loss-of-a-regression",
              List.of(1),
              cell(0, "errors").negate()),
          Promise.atLeast(
              0.9,
              "metrics of a classifier: band holds",
              "metrics-of-a-classifier",
              List.of(2),
              cell(0, "what belongs").negate()),
          Promise.atMost(
              0.05,
              "few labels, one look: an end fails",
              "prediction-powered-means",
              List.of(3, 4),
              row -> true),
          Promise.atMost(
              0.05,
              "few labels, every look: false non-inferior",
              "prediction-powered-sequences",
              List.of(4),
              cell(0, "0.15")),
          Promise.atMost(
              0.01,
              "few labels, every look: false harm",
              "prediction-powered-sequences",
              List.of(3),
              cell(0, "0.30").negate()),
          Promise.atMost(
              0.05, "back-test: bad bands trusted", "back-test", List.of(1), cell(0, "60 %")),
          Promise.atMost(
              0.05,
              "back-test: good bands distrusted",
              "back-test",
              List.of(3),
              row -> !row.get(0).equals("60 %") && !row.get(0).equals("75 %")),
          Promise.atLeast(
              0.9, "missing labels: truth within", "missing-labels", List.of(5), row -> true),
          Promise.atMost(
              0.05,
              "drift of columns: false alarm",
              "alarms-of-drift-rules",
              List.of(3),
              row -> true),
          Promise.atMost(
              0.05,
              "drift of a series: false alarm (approximate)",
              "level-of-series-rule",
              List.of(5),
              row -> true),
          Promise.atMost(
              0.05,
              "drift of rows as a whole: false alarm",
              "level-of-vector-rule",
              List.of(2, 3),
              cell(0, "all").negate()),
          Promise.atMost(
              0.05,
              "the same in series (approximate)",
              "level-of-vector-rule-on-series",
              List.of(3),
              row -> true),
          Promise.atMost(
              0.05,
              "domain classifier: false alarm",
              "level-of-domain-classifier",
              List.of(3),
              row -> true),
          Promise.atLeast(
              0.95,
              "off-policy value: interval holds",
              "off-policy-intervals",
              List.of(4),
              row -> !row.get(1).contains("rows for units") && !row.get(1).startsWith("mean of")),
          Promise.atMost(
              0.05,
              "interleaving: false promotion",
              "sign-test-of-interleaving",
              List.of(1),
              row -> row.get(0).equals("on the margin") || row.get(0).contains("first session")),
          Promise.atMost(
              0.01,
              "interleaving: false rollback",
              "sign-test-of-interleaving",
              List.of(2),
              row ->
                  row.get(0).equals("on the margin")
                      || row.get(0).equals("equal")
                      || row.get(0).contains("first session")),
          Promise.atMost(
              0.05,
              "trend of generations: false alarm",
              "trends-of-generations",
              List.of(1, 2),
              row -> true));

  private static String table() {
    var tables = NamedTables.of(Document.text());
    var lines = new ArrayList<String>();
    lines.add("| what | promised | worst row | rows | beyond chance | table |");
    lines.add("|---|---|---|---|---|---|");
    PROMISES.forEach(promise -> lines.add(promise.line(tables)));
    return String.join("\n", lines) + "\n";
  }

  @Test
  void theWorstOfEveryTableStandsBesideWhatIsPromised() {
    String text = Document.text();
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf("\n\n", begin) + 1;
    if (Document.isUpdated()) {
      text = text.substring(0, begin) + table() + text.substring(end);
      Document.write(text);
      end = text.indexOf("\n\n", begin) + 1;
    }

    assertThat(text.substring(begin, end)).isEqualTo(table());
  }
}
