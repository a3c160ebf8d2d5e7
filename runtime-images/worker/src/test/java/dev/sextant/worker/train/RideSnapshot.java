package dev.sextant.worker.train;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.FeatureExpression;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.SnapshotManifest;
import dev.sextant.contracts.data.SplitData;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.features.FeatureCompiler;
import dev.sextant.features.FeatureProgram;
import dev.sextant.features.RowView;
import dev.sextant.features.Timestamps;
import dev.sextant.features.Variable;
import dev.sextant.worker.shell.Artifacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of generated rides: time, entities, categories, missing values of every type, computed
 * features, a number and a class to predict.
 */
public final class RideSnapshot {
  private static final long START = Instant.parse("2026-03-01T00:00:00Z").getEpochSecond();

  private static final int PICKUP = 2;

  private static final List<FeatureExpression> FEATURES =
      List.of(
          new FeatureExpression("hour", "pickup.getHours('UTC')"),
          new FeatureExpression("busy", "zone == 'zone 1' || zone == 'zone 2'"),
          new FeatureExpression("per_passenger", "distance / passengers"));

  private final List<SnapshotColumn> raw;
  private final FeatureProgram program;
  private final Artifacts artifacts;
  private final Path scratch;

  private RideSnapshot(String label, Artifacts artifacts, Path scratch) {
    this.artifacts = artifacts;
    this.scratch = scratch;
    this.raw =
        List.of(
            column("ride", ColumnType.String, Role.RowId),
            column("rider", ColumnType.String, Role.Entity),
            column("pickup", ColumnType.Timestamp, Role.Time),
            column("distance", ColumnType.Double, Role.Feature),
            column("passengers", ColumnType.Integer, Role.Feature),
            column("zone", ColumnType.String, Role.Feature),
            column("night", ColumnType.Boolean, Role.Feature),
            column("fare", ColumnType.Double, label.equals("fare") ? Role.Label : Role.Auxiliary),
            column("paid", ColumnType.String, label.equals("paid") ? Role.Label : Role.Auxiliary));
    this.program = FeatureCompiler.features(variables(), FEATURES).orThrow();
  }

  private List<Variable> variables() {
    return raw.stream().map(c -> new Variable(c.name(), c.type())).toList();
  }

  private static SnapshotColumn column(String name, ColumnType type, Role role) {
    return new SnapshotColumn(name, type, role, false);
  }

  /** Where the snapshot was stored. */
  public record Stored(String uri, String digest) {}

  /** Stores a snapshot whose label is {@code fare} or {@code paid}. */
  public static Stored store(
      String label, Artifacts artifacts, Path scratch, long seed, Map<SplitName, Integer> rows)
      throws IOException, SQLException {
    return new RideSnapshot(label, artifacts, scratch).store(seed, rows);
  }

  private Stored store(long seed, Map<SplitName, Integer> rows) throws IOException, SQLException {
    var random = new Random(seed);
    var splits = new EnumMap<SplitName, SplitData>(SplitName.class);
    int first = 0;
    for (SplitName name : SplitName.values()) {
      int count = rows.getOrDefault(name, 0);
      splits.put(name, part(name, first, count, random));
      first += count;
    }
    var columns = new ArrayList<>(raw);
    program
        .features()
        .forEach(f -> columns.add(new SnapshotColumn(f.name(), f.type(), Role.Feature, true)));
    String digest = "sha256:" + Json.sha256(Map.of("splits", splits, "columns", columns));
    var manifest =
        new SnapshotManifest(
            1,
            digest,
            columns,
            FEATURES,
            "pickup",
            "UTC",
            splits,
            0,
            null,
            new FileRef("profile.json", "0".repeat(64), 0),
            List.of(),
            List.of());
    String uri =
        artifacts.putManifest(
            Artifacts.Kind.snapshots,
            digest,
            Json.write(manifest).getBytes(StandardCharsets.UTF_8));
    return new Stored(uri, digest);
  }

  private SplitData part(SplitName name, int first, int count, Random random)
      throws IOException, SQLException {
    if (count == 0) {
      return new SplitData(0, "", null, null, List.of());
    }
    Path file = scratch.resolve(name + ".parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      try (var statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE rides (ride VARCHAR, rider VARCHAR, pickup TIMESTAMPTZ, distance DOUBLE,"
                + " passengers BIGINT, zone VARCHAR, night BOOLEAN, fare DOUBLE, paid VARCHAR,"
                + " hour DOUBLE, busy BOOLEAN, per_passenger DOUBLE)");
      }
      var values = new StringJoiner(", ", "INSERT INTO rides VALUES ", "");
      for (int i = first; i < first + count; i++) {
        values.add(literals(row(i, random)));
      }
      try (var statement = connection.createStatement()) {
        statement.execute(values.toString());
      }
      try (var statement = connection.createStatement()) {
        statement.execute("COPY rides TO '%s' (FORMAT parquet)".formatted(file));
      }
    }
    return new SplitData(
        count,
        Json.sha256(name + "/" + first + "/" + count),
        Instant.ofEpochSecond(START + 600L * first),
        Instant.ofEpochSecond(START + 600L * (first + count - 1)),
        List.of(artifacts.put(file.getFileName().toString(), file)));
  }

  /** One statement for all rows: a statement a row would take seconds. */
  private static String literals(@Nullable Object[] row) {
    var literals = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < row.length; i++) {
      literals.add(
          switch (row[i]) {
            case null -> "NULL";
            case String text -> "'" + text + "'";
            case Object other -> i == PICKUP ? "to_timestamp(" + other + ")" : other.toString();
          });
    }
    return literals.toString();
  }

  private @Nullable Object[] row(int index, Random random) {
    long pickup = START + 600L * index;
    double distance = Math.round(-Math.log(1 - random.nextDouble()) * 300) / 100.0;
    long passengers = 1L + random.nextInt(4);
    int zone = random.nextInt(12);
    boolean night = random.nextInt(4) == 0;
    double fare =
        2.5 + 2.2 * distance + (zone < 3 ? 4 : 0) + (night ? 1.5 : 0) + random.nextGaussian();
    boolean card = random.nextDouble() < 1 / (1 + Math.exp(-(fare - 10) / 3));
    var row = new @Nullable Object[12];
    row[0] = "ride " + index;
    row[1] = "rider " + random.nextInt(60);
    row[2] = pickup;
    row[3] = random.nextInt(20) == 0 ? null : distance;
    row[4] = random.nextInt(15) == 0 ? null : passengers;
    row[5] = random.nextInt(12) == 0 ? null : "zone " + zone;
    row[6] = random.nextInt(25) == 0 ? null : night;
    row[7] = fare;
    row[8] = card ? "card" : "cash";
    @Nullable Object[] features = program.evaluate(view(row));
    System.arraycopy(features, 0, row, 9, 3);
    return row;
  }

  private static RowView view(@Nullable Object[] row) {
    return new RowView() {
      @Override
      public double number(int variable) {
        return row[variable] instanceof Number number ? number.doubleValue() : Double.NaN;
      }

      @Override
      public @Nullable String text(int variable) {
        return (String) row[variable];
      }

      @Override
      public @Nullable Boolean truth(int variable) {
        return (Boolean) row[variable];
      }

      @Override
      public long timestamp(int variable) {
        return row[variable] instanceof Long seconds ? seconds * 1_000_000 : Timestamps.MISSING;
      }
    };
  }
}
