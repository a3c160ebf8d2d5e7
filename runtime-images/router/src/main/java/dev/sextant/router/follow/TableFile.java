package dev.sextant.router.follow;

import dev.sextant.contracts.Json;
import dev.sextant.router.table.RoutingTable;
import dev.sextant.router.table.TableTransition;
import dev.sextant.router.table.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Keeps the last known world on disk, so that a router which starts again while the API server is
 * away serves as before.
 */
final class TableFile {
  private static final System.Logger LOG = System.getLogger(TableFile.class.getName());

  private final Path file;

  TableFile(Path directory) {
    this.file = directory.resolve("world.json");
  }

  /** Replaces the file as a whole; a failure is logged: the router serves without it. */
  void write(World world) {
    try {
      Path temporary = file.resolveSibling("world.json.new");
      Files.writeString(temporary, Json.write(world));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot keep the table in " + file, e);
    }
  }

  /** The last world, if there is one that can be read. */
  Optional<World> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      World world = Json.read(Files.readString(file), World.class);
      // What another version wrote may lack what this one needs: it starts without a table then.
      TableTransition.next(RoutingTable.EMPTY, world);
      return Optional.of(world);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot read the table in " + file, e);
      return Optional.empty();
    }
  }
}
