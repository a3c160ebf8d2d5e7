package dev.sextant.worker.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.DuplicatePolicy;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.worker.shell.JobRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** What holds for every file, whatever is in it. */
class SnapshotPropertiesTest {
  private static final List<String> NASTY =
      List.of(
          "\"",
          "\"\"",
          ",",
          "\n",
          "\r",
          "\r\n",
          "\0",
          "\u00e9",
          "-",
          "1e999",
          "NaN",
          "inf",
          "'",
          ";",
          "\\",
          "\u2028",
          "99999999999999999999",
          "2026-13-01",
          "#",
          " ",
          "\t",
          "{\"a\":1}");

  private Path directory = Path.of("");

  @BeforeTry
  void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("snapshot");
  }

  @AfterTry
  void removeDirectory() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 40)
  void aSpoiltFileIsReadOrRefusedInWords(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] spoilt = spoil(Rides.HEADER + String.join("\n", Rides.lines()) + "\n", random);
    Rides rides = new Rides(directory).file("rides.csv", spoilt).split(lenient());

    Throwable thrown = catchThrowable(rides::run);

    if (thrown != null) {
      assertThat(thrown)
          .as(new String(spoilt, StandardCharsets.UTF_8))
          .isInstanceOf(JobRefusedException.class);
      JobRefusedException refused = (JobRefusedException) thrown;
      assertThat(Arrays.stream(Reason.values()).map(Enum::name)).contains(refused.reason());
      assertThat(refused.getMessage()).hasSizeLessThan(1_500).doesNotContain("Exception");
    }
  }

  /** Why no RowId tells rows apart. */
  private enum Ties {
    NoRowId,
    Repeated,
    Missing
  }

  @Property(tries = 8)
  void theDigestDependsOnRowsOnly(@ForAll long seed) throws Exception {
    for (Ties ties : Ties.values()) {
      theDigestDependsOnRowsOnly(ties, new Random(seed), directory.resolve(ties.name()));
    }
  }

  private static void theDigestDependsOnRowsOnly(Ties ties, Random random, Path directory)
      throws Exception {
    List<String> lines = ties(ties == Ties.Missing ? "" : "x");
    Rides plain = new Rides(directory.resolve("a"));
    plain.file("rides.csv", Rides.HEADER + String.join("\n", lines) + "\n");
    declare(plain, ties);
    Rides shuffled = new Rides(directory.resolve("b")).threads(1 + random.nextInt(2));
    Collections.shuffle(lines, random);
    int cut = random.nextInt(lines.size());
    shuffled.file("x.csv", Rides.HEADER + String.join("\r\n", lines.subList(0, cut)));
    shuffled.file(
        "y.csv", Rides.HEADER + String.join("\n", lines.subList(cut, lines.size())) + "\n\n");
    declare(shuffled, ties);

    JobResult.Snapshot first = SnapshotWorkTest.snapshot(plain);
    JobResult.Snapshot second = SnapshotWorkTest.snapshot(shuffled);

    assertThat(second.digest()).as("ties: %s", ties).isEqualTo(first.digest());
  }

  @Property(tries = 8)
  void everyRowIsInOnePartOrOutside(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Rides rides = new Rides(directory).usual();
    rides.split(
        new Split.Rolling(
            Duration.ofHours(1 + random.nextInt(240)),
            Duration.ofHours(random.nextInt(72)),
            Duration.ofHours(random.nextInt(24)),
            Duration.ofHours(random.nextInt(72)),
            Duration.ofHours(random.nextInt(12)),
            Duration.ZERO));

    Throwable thrown = catchThrowable(() -> checkPartition(rides));

    if (thrown instanceof JobRefusedException refused) {
      assertThat(refused.reason()).isEqualTo("EmptySplit");
    } else if (thrown != null) {
      throw new AssertionError(thrown);
    }
  }

  private static void checkPartition(Rides rides) throws Exception {
    JobResult.Snapshot snapshot = SnapshotWorkTest.made(rides.run());
    List<String> seen = new ArrayList<>();
    for (SplitName part : SplitName.values()) {
      if (snapshot.rows().getOrDefault(part, 0L) > 0) {
        seen.addAll(SnapshotWorkTest.ids(rides, snapshot, part));
      }
    }
    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seen.size() + snapshot.outsideRows()).isEqualTo(10);
  }

  /** Rows of which several have the same time, and no RowId tells them apart. */
  private static List<String> ties(String id) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      lines.add(
          "%s,2026-01-%02dT00:00:00Z,%d,%d,z%d,%d"
              .formatted(id, 1 + i / 6, i % 4, i % 3, i % 5, i % 2));
    }
    return lines;
  }

  private static void declare(Rides rides, Ties ties) {
    rides
        .column(
            switch (ties) {
              case NoRowId -> Column.of("id", ColumnType.String, Role.Entity);
              case Repeated -> Column.of("id", ColumnType.String, Role.RowId);
              case Missing ->
                  new Column("id", ColumnType.String, Role.RowId, null, null, null, "1", null);
            })
        .duplicates(ties == Ties.Repeated ? DuplicatePolicy.Ignore : DuplicatePolicy.Fail)
        .feature("hour", "pickup.getHours() + distance");
  }

  private static Split lenient() {
    return new Split.Boundaries(
        null,
        null,
        null,
        Instant.parse("2026-01-08T00:00:00Z"),
        null,
        Duration.ZERO,
        Duration.ZERO);
  }

  /** Deletes, doubles, swaps and inserts at random places; now and then raw bytes. */
  private static byte[] spoil(String text, Random random) {
    StringBuilder spoilt = new StringBuilder(text);
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      int at = random.nextInt(spoilt.length());
      switch (random.nextInt(4)) {
        case 0 -> spoilt.delete(at, Math.min(spoilt.length(), at + 1 + random.nextInt(20)));
        case 1 -> spoilt.insert(at, NASTY.get(random.nextInt(NASTY.size())));
        case 2 -> spoilt.insert(at, spoilt.substring(at, Math.min(spoilt.length(), at + 30)));
        default -> spoilt.setCharAt(at, NASTY.get(random.nextInt(NASTY.size())).charAt(0));
      }
      if (spoilt.isEmpty()) {
        break;
      }
    }
    byte[] bytes = spoilt.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(5) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
