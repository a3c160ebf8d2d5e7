package dev.sextant.worker;

import dev.sextant.store.S3Uri;
import dev.sextant.worker.LocalFailure.WrongUsageException;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.Scratch;
import dev.sextant.worker.shell.StoreArtifacts;
import dev.sextant.worker.shell.StoreFailureException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a local file into a store. */
@Command(
    name = "put",
    description = "Bring a local file into a store.",
    mixinStandardHelpOptions = true)
final class PutCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin LocalStore store = new LocalStore();

  @Parameters(index = "0", paramLabel = "FILE", description = "The local file.")
  Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "s3://BUCKET/KEY",
      description = "Where it goes; a key that ends with a slash gets the file's name.")
  String target = "";

  @Override
  public Integer call() throws Exception {
    if (!Files.exists(file)) {
      throw new WrongUsageException("%s does not exist; check the path".formatted(file));
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new WrongUsageException(
          "%s is no file that can be read; name one, and check its rights".formatted(file));
    }
    S3Uri uri = LocalStore.place(target.endsWith("/") ? target + file.getFileName() : target);
    if (uri.isPattern()) {
      throw new WrongUsageException("%s has a star; name one object".formatted(uri));
    }
    return Stoppable.call(new Cancellation(), () -> put(uri));
  }

  private int put(S3Uri uri) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    long started = System.nanoTime();
    long bytes = Files.size(file);
    out.printf("%s (%s) -> %s%n", file, size(bytes), uri);
    out.flush();
    try (StoreArtifacts artifacts = store.open(uri)) {
      artifacts.upload(file, uri.toString());
      verify(artifacts, uri);
    }
    double seconds = (double) (System.nanoTime() - started) / TimeUnit.SECONDS.toNanos(1);
    out.printf(
        Locale.ROOT,
        "done in %.1f s (%s/s), read back and found the same%n",
        seconds,
        size((long) (bytes / Math.max(seconds, 1e-3))));
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  /** Reads the object back: a store may have taken the bytes and kept others. */
  private void verify(StoreArtifacts artifacts, S3Uri uri) throws IOException {
    try (Scratch scratch = Scratch.below(Path.of(System.getProperty("java.io.tmpdir")))) {
      Path copy = scratch.directory().resolve("copy");
      artifacts.download(artifacts.list(uri.toString()).getFirst(), copy);
      if (Files.mismatch(file, copy) >= 0) {
        throw new StoreFailureException(
            StoreFailureException.Cause.Corrupt,
            uri + ": the store gives back other bytes than it was sent; try again",
            null);
      }
    }
  }

  private static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
