package dev.sextant.router.follow;

import static dev.sextant.router.table.Routes.arm;
import static dev.sextant.router.table.Routes.route;
import static dev.sextant.router.table.Routes.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.router.table.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {
  @TempDir Path directory;

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

    Files.writeString(directory.resolve("world.json"), "{\"routes\": 3");
    assertThat(new TableFile(directory).read()).isEmpty();
  }

  @Test
  void goesOnWhereTheDirectoryCannotBeWritten() {
    TableFile file = new TableFile(directory.resolve("missing"));

    file.write(new World(List.of(), Map.of()));

    assertThat(file.read()).isEmpty();
  }
}
