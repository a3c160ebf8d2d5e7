package dev.sextant.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What an OCI archive says of its one image.
 *
 * @param digest of the manifest
 * @param configuration of the image
 * @param layers sizes, compressed, from the base upwards
 */
record OciArchive(String digest, JsonNode configuration, List<Long> layers) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_DOCUMENT = 1 << 20;

  OciArchive {
    layers = List.copyOf(layers);
  }

  static OciArchive read(Path archive) throws IOException {
    Map<String, byte[]> documents = documents(archive);
    JsonNode index = JSON.readTree(documents.get("index.json"));
    String digest = index.at("/manifests/0/digest").asText();
    JsonNode manifest = JSON.readTree(documents.get(blob(digest)));
    JsonNode configuration =
        JSON.readTree(documents.get(blob(manifest.at("/config/digest").asText())));
    var layers = new ArrayList<Long>();
    manifest.get("layers").forEach(layer -> layers.add(layer.get("size").asLong()));
    return new OciArchive(digest, configuration, layers);
  }

  long bytes() {
    return layers.stream().mapToLong(Long::longValue).sum();
  }

  private static String blob(String digest) {
    return "blobs/" + digest.replace(':', '/');
  }

  /** Layers are large and documents small: only the latter are kept. */
  private static Map<String, byte[]> documents(Path archive) throws IOException {
    var documents = new HashMap<String, byte[]>();
    try (var tar =
        new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile() && entry.getSize() <= LARGEST_DOCUMENT) {
          documents.put(entry.getName(), tar.readAllBytes());
        }
      }
    }
    return documents;
  }
}
