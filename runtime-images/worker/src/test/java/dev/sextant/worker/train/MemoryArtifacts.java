package dev.sextant.worker.train;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.worker.shell.Artifacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store in memory, with the keys and the checks of the real one. */
public final class MemoryArtifacts implements Artifacts {
  private final Map<String, byte[]> objects = new HashMap<>();

  public MemoryArtifacts() {}

  /** A store of its own that begins with what another has. */
  public MemoryArtifacts(MemoryArtifacts other) {
    objects.putAll(other.objects);
  }

  private static String key(String sha256) {
    return "s3://bucket/objects/" + sha256;
  }

  public void remove(FileRef file) {
    objects.remove(key(file.sha256()));
  }

  public byte[] bytes(String uri) {
    byte[] bytes = objects.get(uri);
    if (bytes == null) {
      throw new IllegalArgumentException("no object " + uri);
    }
    return bytes;
  }

  @Override
  public List<Source> list(String uri) {
    throw new UnsupportedOperationException("training lists nothing");
  }

  @Override
  public void download(Source source, Path to) {
    throw new UnsupportedOperationException("training reads no sources");
  }

  @Override
  public Optional<byte[]> read(String uri) {
    return Optional.ofNullable(objects.get(uri));
  }

  @Override
  public FileRef put(String name, Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String sha256 = Json.sha256(bytes);
    objects.put(key(sha256), bytes);
    return new FileRef(name, sha256, bytes.length);
  }

  @Override
  public boolean has(FileRef file) {
    return objects.containsKey(key(file.sha256()));
  }

  @Override
  public void fetch(FileRef file, Path to) throws IOException {
    Files.write(to, bytes(key(file.sha256())));
  }

  @Override
  public String uri(FileRef file) {
    return key(file.sha256());
  }

  @Override
  public String putManifest(Kind kind, String digest, byte[] json) {
    String uri = "s3://bucket/manifests/%s/%s.json".formatted(kind, digest.replace("sha256:", ""));
    objects.put(uri, json);
    return uri;
  }

  @Override
  public Optional<String> pointer(Kind kind, String inputHash) {
    byte[] target = objects.get(pointerKey(kind, inputHash));
    return target == null ? Optional.empty() : Optional.of(Json.read(text(target), String.class));
  }

  @Override
  public void point(Kind kind, String inputHash, String manifestUri) {
    bytes(manifestUri);
    objects.put(
        pointerKey(kind, inputHash), Json.write(manifestUri).getBytes(StandardCharsets.UTF_8));
  }

  private static String pointerKey(Kind kind, String inputHash) {
    return "by-input/%s/%s".formatted(kind, inputHash);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public Shared share(byte[] json) {
    throw new UnsupportedOperationException("the shell shares results");
  }

  @Override
  public void probe() {}
}
