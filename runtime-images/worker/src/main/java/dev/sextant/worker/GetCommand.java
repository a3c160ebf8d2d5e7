package dev.sextant.worker;

import dev.sextant.store.S3Uri;
import dev.sextant.worker.LocalFailure.WrongUsageException;
import dev.sextant.worker.shell.Artifacts;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.shell.StoreArtifacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings one object of a store into a local file. */
@Command(
    name = "get",
    description = "Bring an object of a store into a local file.",
    mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin LocalStore store = new LocalStore();

  @Parameters(index = "0", paramLabel = "s3://BUCKET/KEY", description = "The object.")
  String source = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "Where it goes; in a directory it gets the last part of the key as its name.")
  Path target = Path.of("");

  @Override
  public Integer call() throws Exception {
    S3Uri uri = LocalStore.place(source);
    return Stoppable.call(new Cancellation(), () -> get(uri));
  }

  private int get(S3Uri uri) throws IOException {
    try (StoreArtifacts artifacts = store.open(uri)) {
      List<Artifacts.Source> found = artifacts.list(uri.toString());
      if (found.size() > 1) {
        throw new WrongUsageException(uri + " names several objects; name one");
      }
      if (found.isEmpty()) {
        throw new JobRefusedException(
            "ObjectMissing", uri + ": there is no such object; check bucket and key");
      }
      download(artifacts, found.getFirst());
    }
    return CommandLine.ExitCode.OK;
  }

  private void download(StoreArtifacts artifacts, Artifacts.Source object) throws IOException {
    String name = object.uri().substring(object.uri().lastIndexOf('/') + 1);
    Path file = Files.isDirectory(target) ? target.resolve(name) : target;
    artifacts.download(object, file);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s -> %s (%d bytes)%n", object.uri(), file, object.bytes());
    out.flush();
  }
}
