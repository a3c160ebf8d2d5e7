package dev.sextant.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A repository as the build leaves it, small: two base archives, one Java app, one Quarkus app, the
 * store's programs.
 */
final class Fixture {
  private static final String LICENCE =
      "Apache License\n  Version 2.0, January 2004\n  http://www.apache.org/licenses/\n";

  private final Path root;
  private Path made;

  Fixture(Path root) throws Exception {
    this.root = root;
    this.made = root;
    base(root.resolve("base/java.tar"), "java");
    base(root.resolve("base/debian.tar"), "debian");
    write(root.resolve("store/sextant-store"), "program");
    write(root.resolve("store/versitygw"), "gateway");
    for (String program : List.of("sextant-store", "versitygw")) {
      root.resolve("store").resolve(program).toFile().setExecutable(true);
    }
    write(root.resolve("store/modules.txt"), "example.com/gateway v1.8.0");
    write(root.resolve("store/licences/example.com/gateway@v1.8.0/LICENSE"), LICENCE);
    write(root.resolve("base/packages.txt"), "libc6 2.36-9+deb12u10 amd64");
    write(root.resolve("base/java.txt"), "25.0.3+9-LTS");
    bill("operator", "pkg:maven/io.vertx/vertx-core@4.5?type=jar", "Apache-2.0");
    bill("runtime-images/worker", "pkg:maven/org.duckdb/duckdb_jdbc@2?type=jar", "MIT");
    Path quarkus = root.resolve("operator/target/quarkus-app");
    jar(quarkus.resolve("quarkus-run.jar"), "run");
    jar(quarkus.resolve("lib/main/io.vertx.vertx-core-4.5.jar"), "vertx");
    jar(quarkus.resolve("lib/main/dev.sextant.sextant-crds-0.1.0.jar"), "crds");
    write(quarkus.resolve("quarkus/quarkus-application.dat"), "data");
    ownJar("worker", "first");
    jar(library("worker", "duckdb_jdbc-2.jar"), "duckdb");
  }

  /** The bill of materials that the build of a module leaves. */
  void bill(String module, String part, String licence) throws IOException {
    write(
        root.resolve(module).resolve("target/bom.json"),
        """
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [
          {"type": "library", "bom-ref": "%s", "name": "part", "version": "1", "purl": "%s",
           "licenses": [{"license": {"id": "%s"}}]}]}
        """
            .formatted(part, part, licence));
  }

  /** The bill of materials beside the image that was made last. */
  byte[] billOf(String image) throws IOException {
    return Files.readAllBytes(made.resolve(image + ".cdx.json"));
  }

  private static LicencePolicy policy() throws IOException {
    return LicencePolicy.read(Path.of("licences.txt"));
  }

  void ownJar(String app, String content) throws IOException {
    jar(library(app, "sextant-" + app + "-0.1.0.jar"), content);
  }

  Options options(String... more) {
    String[] folders = {
      "--root",
      root.toString(),
      "--base-folder",
      root.resolve("base").toString(),
      "--store-programs",
      root.resolve("store").toString()
    };
    var all = new java.util.ArrayList<>(List.of(folders));
    all.addAll(List.of(more));
    return Options.parse(all);
  }

  /** Makes one image with caches of its own, as on a machine where nothing was made before. */
  OciArchive make(String name, String... more) throws Exception {
    Options options = options(more);
    Path work = Files.createTempDirectory(root, "work");
    var planner =
        new LayoutPlanner(
            new JarSlimmer(new ForeignNatives("amd64"), work.resolve("slim")),
            work.resolve("scratch"));
    var image =
        Catalog.images(options.root(), options.storePrograms()).stream()
            .filter(spec -> spec.name().equals(name))
            .findFirst()
            .orElseThrow();
    made = work;
    new Assembler(options, planner, new Materials(options, policy()), work, work.resolve("cache"))
        .make(image);
    return OciArchive.read(work.resolve(name + ".tar"));
  }

  private Path library(String app, String jar) {
    return root.resolve("runtime-images").resolve(app).resolve("target/app/lib").resolve(jar);
  }

  private static void base(Path tar, String content) throws IOException, NoSuchAlgorithmException {
    Files.createDirectories(tar.getParent());
    Path layer = tar.resolveSibling(content + "-layer.tar");
    try (var out = new TarArchiveOutputStream(Files.newOutputStream(layer))) {
      entry(out, "etc/base", content.getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(layer);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    try (var out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      entry(
          out,
          "manifest.json",
          text("[{'Config':'config.json','RepoTags':[],'Layers':['layer.tar']}]"));
      entry(
          out,
          "config.json",
          text(
              "{'architecture':'amd64','os':'linux','config':{'User':'65532:65532','Env':['PATH=/opt/java/bin']},"
                  + "'rootfs':{'type':'layers','diff_ids':['sha256:%s']},'history':[]}"
                      .formatted(digest)));
      entry(out, "layer.tar", bytes);
    }
  }

  private static byte[] text(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static void entry(TarArchiveOutputStream out, String name, byte[] content)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setModTime(0);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static void jar(Path jar, String content) throws IOException {
    Files.createDirectories(jar.getParent());
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : Set.of("content.txt")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(content.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
