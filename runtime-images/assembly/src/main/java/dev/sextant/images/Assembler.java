package dev.sextant.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes one image: an OCI archive on disk, and a push when a registry is given. */
final class Assembler {
  /** Every file carries this time, so that the same content gives the same digest. */
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private static final String USER = "65532:65532";

  /** Where an image carries its bill of materials; the label names it. */
  private static final String BILL = "/usr/share/sextant/sbom.cdx.json";

  private final Options options;
  private final LayoutPlanner planner;
  private final Materials materials;
  private final Path archives;
  private final Path cache;

  Assembler(
      Options options, LayoutPlanner planner, Materials materials, Path archives, Path cache) {
    this.options = options;
    this.planner = planner;
    this.materials = materials;
    this.archives = archives;
    this.cache = cache;
  }

  Made make(ImageSpec image) throws Exception {
    Files.createDirectories(archives);
    Path bill = archives.resolve(image.name() + ".cdx.json");
    Layout layout = planner.plan(image).with(BILL, bill);
    Files.write(bill, materials.of(image).bytes());
    String reference = options.repository() + "/" + image.name() + ":" + options.tag();
    Path archive = archives.resolve(image.name() + ".tar");
    builder(image, layout)
        .containerize(configured(Containerizer.to(TarImage.at(archive).named(reference))));
    if (options.push() != null) {
      String remote = options.push() + "/" + image.name() + ":" + options.tag();
      builder(image, layout).containerize(configured(Containerizer.to(registry(remote))));
      reference = remote;
    }
    OciArchive made = OciArchive.read(archive);
    return new Made(image.name(), reference, made.digest(), made.bytes(), made.layers().getLast());
  }

  private JibContainerBuilder builder(ImageSpec image, Layout layout) throws Exception {
    JibContainerBuilder builder =
        base(image)
            .setFormat(ImageFormat.OCI)
            .setCreationTime(TIME)
            .setUser(USER)
            // ONNX Runtime reports to its maker unless told not to, before it is loaded.
            .addEnvironmentVariable("ORT_DISABLE_TELEMETRY", "1")
            // Threads of XGBoost that wait for each other would otherwise spin, and on a busy node
            // keep those from working that they wait for.
            .addEnvironmentVariable("OMP_WAIT_POLICY", "PASSIVE")
            .setLabels(labels(image));
    addLayer(builder, "dependencies", layout.dependencies());
    addLayer(builder, "application", layout.application());
    if (!layout.entryPoint().isEmpty()) {
      builder.setEntrypoint(layout.entryPoint()).setWorkingDirectory(AbsoluteUnixPath.get("/tmp"));
    }
    return builder;
  }

  private JibContainerBuilder base(ImageSpec image) throws Exception {
    if (options.base() != null) {
      return Jib.from(registry(options.base()));
    }
    Path tar =
        options.baseFolder().resolve(image.contents().needsJava() ? "java.tar" : "debian.tar");
    return Jib.from(TarImage.at(tar));
  }

  private static RegistryImage registry(String name) throws Exception {
    ImageReference reference = ImageReference.parse(name);
    CredentialRetrieverFactory credentials =
        CredentialRetrieverFactory.forImage(reference, event -> {});
    return RegistryImage.named(reference)
        .addCredentialRetriever(credentials.dockerConfig())
        .addCredentialRetriever(credentials.wellKnownCredentialHelpers());
  }

  private Containerizer configured(Containerizer containerizer) {
    return containerizer
        .setBaseImageLayersCache(cache.resolve("base"))
        .setApplicationLayersCache(cache.resolve("layers"))
        .setAllowInsecureRegistries(options.insecure())
        .setOfflineMode(options.base() == null && options.push() == null)
        .setToolName("sextant");
  }

  private static void addLayer(
      JibContainerBuilder builder, String name, SortedMap<String, Path> files) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
    files.forEach(
        (path, file) -> layer.addEntry(file, AbsoluteUnixPath.get(path), permissions(path), TIME));
    builder.addFileEntriesLayer(layer.build());
  }

  private static FilePermissions permissions(String path) {
    boolean program = path.startsWith(LayoutPlanner.PROGRAMS);
    return FilePermissions.fromOctalString(program ? "755" : "644");
  }

  private Map<String, String> labels(ImageSpec image) {
    var labels = new TreeMap<String, String>();
    labels.put("org.opencontainers.image.title", "sextant-" + image.name());
    labels.put("org.opencontainers.image.description", image.description());
    labels.put("org.opencontainers.image.version", options.tag());
    labels.put("org.opencontainers.image.vendor", "Sextant");
    labels.put("org.opencontainers.image.licenses", "Apache-2.0");
    labels.put("dev.sextant.sbom", BILL);
    if (options.revision() != null) {
      labels.put("org.opencontainers.image.revision", options.revision());
    }
    if (options.base() != null) {
      labels.put("org.opencontainers.image.base.name", options.base());
    }
    return labels;
  }
}
