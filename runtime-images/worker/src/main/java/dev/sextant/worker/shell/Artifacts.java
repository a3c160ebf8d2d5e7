package dev.sextant.worker.shell;

import dev.sextant.contracts.FileRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the jobs need of a store: content-addressed files, manifests, pointers, and the sources.
 *
 * <p>Every call retries until the job's deadline and then throws {@link StoreFailureException}.
 * What makes something visible is done last: files, then the manifest, then the pointer.
 */
public interface Artifacts {
  /** What a manifest describes; the names are those of the store's folders. */
  enum Kind {
    snapshots,
    models,
    /** What a training made of an input, under the input's hash: its whole result. */
    results
  }

  /**
   * An object that a source names.
   *
   * @param uri {@code s3://bucket/key}
   * @param etag the store's entity tag, without quotes
   */
  record Source(String uri, String etag, long bytes) {}

  /** An object with a URL through which someone without credentials can read it for a while. */
  record Shared(String url, String sha256) {}

  /**
   * The objects that an {@code s3://} URI names, sorted by URI; {@code *} matches any characters
   * but {@code /}. Empty when there are none.
   */
  List<Source> list(String uri) throws IOException;

  /**
   * Downloads a source as it was listed.
   *
   * @throws JobFailedException with reason {@code SourceChanged} when it is another one by now
   */
  void download(Source source, Path to) throws IOException;

  /** The bytes of a small object, such as a manifest; empty when it does not exist. */
  Optional<byte[]> read(String uri) throws IOException;

  /** Stores a file by its content; cheap when it is already there. */
  FileRef put(String name, Path file) throws IOException;

  /** Whether a content-addressed file is there in full size. */
  boolean has(FileRef file) throws IOException;

  /** Downloads a content-addressed file and verifies its SHA-256. */
  void fetch(FileRef file, Path to) throws IOException;

  /** The {@code s3://} URI of a content-addressed file. */
  String uri(FileRef file);

  /** Stores a manifest under its digest; its {@code s3://} URI. */
  String putManifest(Kind kind, String digest, byte[] json) throws IOException;

  /** The URI of the manifest that was made from an input, if there is a pointer to it. */
  Optional<String> pointer(Kind kind, String inputHash) throws IOException;

  /** Points from an input to a manifest. */
  void point(Kind kind, String inputHash, String manifestUri) throws IOException;

  /** Stores a job's result and makes a URL for the operator. */
  Shared share(byte[] json) throws IOException;

  /** Writes, reads back and deletes a small object. */
  void probe() throws IOException;
}
