package dev.sextant.worker.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.contracts.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RideGeneratorTest {
  private static final int DISTANCE = 5;
  private static final int ZONE = 7;
  private static final int FARE = 10;
  private static final int TIPPED = 11;

  @Test
  void givesTheSameBytesForTheSameSeedForEver() throws IOException {
    String text = text(recipe(7, 500, Drift.none, null));

    assertThat(Json.sha256(text.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("7433db57d689a2429d810a1eb2c3eac4908c0ad99ed3b41bd9c3ee8e2414e6f7");
    assertThat(text(recipe(8, 500, Drift.none, null))).isNotEqualTo(text);
  }

  @Test
  void writesRowsInTheOrderOfTimeWithEveryColumn() throws IOException {
    List<String[]> rows = rows(recipe(7, 1_000, Drift.none, null));

    assertThat(rows).hasSize(1_000).allMatch(row -> row.length == 12);
    List<Instant> times = rows.stream().map(row -> Instant.parse(row[2])).toList();
    assertThat(times).isSorted();
    assertThat(rows)
        .allMatch(row -> Instant.parse(row[3]).isAfter(Instant.parse(row[2])))
        .allMatch(row -> !Instant.parse(row[4]).isBefore(Instant.parse(row[3])));
  }

  @Test
  void hasALongTailOfZonesAndMissingValues() throws IOException {
    List<String[]> rows = rows(recipe(7, 5_000, Drift.none, null));
    Set<String> zones = new HashSet<>();
    rows.forEach(row -> zones.add(row[ZONE]));

    assertThat(zones).hasSizeBetween(200, 300);
    assertThat(rows.stream().filter(row -> row[ZONE].equals("zone 0")).count()).isGreaterThan(500);
    assertThat(rows.stream().filter(row -> row[DISTANCE].isEmpty()).count()).isBetween(20L, 90L);
  }

  @Test
  void holdsBackLabelsThatAreNotKnownYet() throws IOException {
    Instant asOf = Instant.parse("2026-01-20T00:00:00Z");

    List<String[]> rows = rows(recipe(7, 2_000, Drift.none, asOf));

    assertThat(rows)
        .allSatisfy(row ->
            assertThat(row[FARE].isEmpty() && row[TIPPED].isEmpty())
                .isEqualTo(Instant.parse(row[4]).isAfter(asOf)));
    assertThat(rows).anyMatch(row -> row[FARE].isEmpty());
  }

  @Test
  void followsTheRuleOfTheFareUntilTheConceptDrifts() throws IOException {
    List<String[]> rows = rows(recipe(7, 8_000, Drift.concept, null));

    double before = perKilometre(rows.subList(0, 6_000));
    double after = perKilometre(rows.subList(6_000, 8_000));

    assertThat(after - before).isBetween(0.5, 0.9);
  }

  @Test
  void changesOnlyWhatTheDriftSays() throws IOException {
    List<String[]> missing = rows(recipe(7, 4_000, Drift.missing, null)).subList(3_000, 4_000);
    List<String[]> category = rows(recipe(7, 4_000, Drift.category, null));
    List<String[]> covariate = rows(recipe(7, 4_000, Drift.covariate, null));

    assertThat(missing.stream().filter(row -> row[DISTANCE].isEmpty()).count())
        .isBetween(200L, 400L);
    assertThat(category.subList(0, 3_000)).noneMatch(row -> row[ZONE].equals("Newtown"));
    assertThat(category.subList(3_000, 4_000)).anyMatch(row -> row[ZONE].equals("Newtown"));
    assertThat(meanDistance(covariate.subList(3_000, 4_000)))
        .isGreaterThan(1.4 * meanDistance(covariate.subList(0, 3_000)));
  }

  /** Least-squares slope of the fare over the distance. */
  private static double perKilometre(List<String[]> rows) {
    List<double[]> points = new ArrayList<>();
    for (String[] row : rows) {
      if (!row[DISTANCE].isEmpty() && row[9].equals("false")) {
        points.add(new double[] {Double.parseDouble(row[DISTANCE]), Double.parseDouble(row[FARE])});
      }
    }
    double x = points.stream().mapToDouble(p -> p[0]).average().orElseThrow();
    double y = points.stream().mapToDouble(p -> p[1]).average().orElseThrow();
    double covariance = points.stream().mapToDouble(p -> (p[0] - x) * (p[1] - y)).sum();
    return covariance / points.stream().mapToDouble(p -> (p[0] - x) * (p[0] - x)).sum();
  }

  private static double meanDistance(List<String[]> rows) {
    return rows.stream()
        .filter(row -> !row[DISTANCE].isEmpty())
        .mapToDouble(row -> Double.parseDouble(row[DISTANCE]))
        .average()
        .orElseThrow();
  }

  private static List<String[]> rows(Recipe recipe) throws IOException {
    return Arrays.stream(text(recipe).split("\n", -1))
        .skip(1)
        .filter(line -> !line.isEmpty())
        .map(line -> line.split(",", -1))
        .toList();
  }

  private static String text(Recipe recipe) throws IOException {
    StringBuilder text = new StringBuilder();
    new RideGenerator(recipe).write(text);
    return text.toString();
  }

  private static Recipe recipe(long seed, long rows, Drift drift, @Nullable Instant asOf) {
    return new Recipe(
        seed,
        rows,
        Instant.parse("2026-01-01T00:00:00Z"),
        Duration.ofDays(20),
        0.01,
        drift,
        0.75,
        asOf);
  }
}
