package dev.sextant.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
  private final Path root;

  Fixture(Path root) throws Exception {
    this.root = root;
    base(root.resolve("base/java.tar"), "java");
    base(root.resolve("base/debian.tar"), "debian");
    write(root.resolve("store/sextant-store"), "program");
    write(root.resolve("store/versitygw"), "gateway");
    Path quarkus = root.resolve("operator/target/quarkus-app");
    jar(quarkus.resolve("quarkus-run.jar"), "run");
    jar(quarkus.resolve("lib/main/io.vertx.vertx-core-4.5.jar"), "vertx");
    jar(quarkus.resolve("lib/main/dev.sextant.sextant-crds-0.1.0.jar"), "crds");
    write(quarkus.resolve("quarkus/quarkus-application.dat"), "data");
    ownJar("worker", "first");
    jar(library("worker", "duckdb_jdbc-2.jar"), "duckdb");
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
    var all = new java.util.ArrayList<>(java.util.List.of(folders));
    all.addAll(java.util.List.of(more));
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
    new Assembler(options, planner, work, work.resolve("cache")).make(image);
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
