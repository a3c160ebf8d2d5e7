package dev.sextant.router.follow;

import static dev.sextant.router.table.Routes.arm;
import static dev.sextant.router.table.Routes.route;
import static dev.sextant.router.table.Routes.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.router.table.RoutingTable;
import dev.sextant.router.table.TableTransition;
import dev.sextant.router.table.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {
  private static final Logger LOG = Logger.getLogger(TableFile.class.getName());

  @TempDir Path directory;

  @AfterEach
  void log() {
    LOG.setLevel(null);
  }

  @Test
  void givesBackWhatWasKept() {
    World world =
        new World(List.of(route("fare", arm("one", 100))), Map.of("one", List.of(server("1"))));

    new TableFile(directory).write(world);

    assertThat(new TableFile(directory).read()).contains(world);
  }

  @Test
  void startsWithoutATableWhereTheFileIsMissingOrBroken() throws IOException {
    assertThat(new TableFile(directory).read()).isEmpty();

    for (String text : List.of("{\"routes\": 3", "", "null", "[]", "{\"routes\":[null]}")) {
      Files.writeString(directory.resolve("world.json"), text);
      assertThat(new TableFile(directory).read()).as(text).isEmpty();
    }
  }

  /** A file that was cut or spoilt anywhere is read as it was, or not at all: never a crash. */
  @Test
  void survivesAnySpoiltFile() throws IOException {
    World world =
        new World(List.of(route("fare", arm("one", 100))), Map.of("one", List.of(server("1"))));
    new TableFile(directory).write(world);
    LOG.setLevel(Level.OFF); // Thousands of stack traces that nobody reads.
    Path file = directory.resolve("world.json");
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] bad = i < good.length ? Arrays.copyOf(good, i) : good.clone();
      for (int flips = i < good.length ? 0 : 1 + random.nextInt(3); flips > 0; flips--) {
        bad[random.nextInt(bad.length)] = (byte) (' ' + random.nextInt(95));
      }
      Files.write(file, bad);
      new TableFile(directory)
          .read()
          .ifPresent(read -> TableTransition.next(RoutingTable.EMPTY, read));
    }

    Files.write(file, good);
    assertThat(new TableFile(directory).read()).contains(world);
  }

  @Test
  void goesOnWhereTheDirectoryCannotBeWritten() {
    TableFile file = new TableFile(directory.resolve("missing"));

    file.write(new World(List.of(), Map.of()));

    assertThat(file.read()).isEmpty();
  }
}
