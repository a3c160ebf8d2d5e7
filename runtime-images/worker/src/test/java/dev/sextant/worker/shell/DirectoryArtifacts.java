package dev.sextant.worker.shell;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A store in a directory, which notes the order in which it was written to. */
public final class DirectoryArtifacts implements Artifacts {
  private final Path root;
  private final List<String> writes = new ArrayList<>();

  /** A store below a directory. */
  public DirectoryArtifacts(Path root) {
    this.root = root;
  }

  /** What was written, in order: files by name, {@code manifest} and {@code pointer}. */
  public List<String> writes() {
    return writes;
  }

  /** Puts a source file; its URI. */
  public String source(String name, byte[] bytes) throws IOException {
    Path file = root.resolve("lake").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return "s3://lake/" + name;
  }

  @Override
  public List<Source> list(String uri) throws IOException {
    Path lake = root.resolve("lake");
    String pattern = uri.substring("s3://lake/".length());
    if (!Files.isDirectory(lake)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(lake)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    List<Source> found = new ArrayList<>();
    for (Path file : files) {
      String key = lake.relativize(file).toString();
      if (key.matches(pattern.replace(".", "\\.").replace("*", "[^/]*"))) {
        byte[] bytes = Files.readAllBytes(file);
        found.add(new Source("s3://lake/" + key, Json.sha256(bytes), bytes.length));
      }
    }
    return found;
  }

  @Override
  public void download(Source source, Path to) throws IOException {
    Files.copy(root.resolve("lake").resolve(source.uri().substring("s3://lake/".length())), to);
  }

  @Override
  public Optional<byte[]> read(String uri) throws IOException {
    Path file = Path.of(uri.substring("s3://store".length()));
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  @Override
  public FileRef put(String name, Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String sha256 = Json.sha256(bytes);
    write("objects/" + sha256, bytes);
    writes.add(name);
    return new FileRef(name, sha256, bytes.length);
  }

  @Override
  public boolean has(FileRef file) {
    return Files.exists(root.resolve("objects/" + file.sha256()));
  }

  @Override
  public void fetch(FileRef file, Path to) throws IOException {
    Path from = root.resolve("objects/" + file.sha256());
    if (!Json.sha256(Files.readAllBytes(from)).equals(file.sha256())) {
      throw new StoreFailureException(
          StoreFailureException.Cause.Corrupt, file.name() + " is damaged", null);
    }
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public String uri(FileRef file) {
    return "s3://store" + object(file.sha256());
  }

  @Override
  public String putManifest(Kind kind, String digest, byte[] json) throws IOException {
    writes.add("manifest");
    return "s3://store" + write(kind + "/" + digest.replace(":", "-"), json);
  }

  @Override
  public Optional<String> pointer(Kind kind, String inputHash) throws IOException {
    Path file = root.resolve(kind + "-by-input/" + inputHash);
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  @Override
  public void point(Kind kind, String inputHash, String manifestUri) throws IOException {
    writes.add("pointer");
    write(
        kind + "-by-input/" + inputHash,
        manifestUri.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Override
  public Shared share(byte[] json) throws IOException {
    return new Shared(
        write("shared/" + Json.sha256(json), json).toUri().toString(), Json.sha256(json));
  }

  @Override
  public void probe() {}

  /** Where a content-addressed file lies, to spoil or remove it. */
  public Path object(String sha256) {
    return root.resolve("objects/" + sha256);
  }

  private Path write(String key, byte[] bytes) throws IOException {
    Path file = root.resolve(key);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }
}
