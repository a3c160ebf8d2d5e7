package dev.sextant.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JarSlimmerTest {
  @TempDir Path folder;

  @Test
  void aJarWithoutForeignLibrariesIsLeftAlone() throws IOException {
    Path jar = jar("plain.jar", Map.of("A.class", "a", "linux/amd64/libx.so", "x"));
    assertThat(slimmer().slim(jar)).isEqualTo(jar);
  }

  @Test
  void foreignLibrariesAreGoneAndTheRestKeepsItsContent() throws IOException {
    Path jar =
        jar(
            "natives.jar",
            Map.of(
                "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n",
                "A.class", "class",
                "linux/amd64/libx.so", "ours",
                "darwin/aarch64/libx.dylib", "theirs"));
    assertThat(content(slimmer().slim(jar)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n",
                "A.class", "class",
                "linux/amd64/libx.so", "ours"));
  }

  @Test
  void theSameContentGivesTheSameBytes() throws IOException {
    var entries = Map.of("B.class", "b", "A.class", "a", "win/x64/x.dll", "dll");
    byte[] first = Files.readAllBytes(slimmer().slim(jar("x.jar", entries)));
    byte[] second = Files.readAllBytes(slimmer().slim(jar("x.jar", new TreeMap<>(entries))));
    assertThat(second).isEqualTo(first);
  }

  private JarSlimmer slimmer() {
    return new JarSlimmer(new ForeignNatives("amd64"), folder.resolve("slim"));
  }

  private Path jar(String name, Map<String, String> entries) throws IOException {
    Path jar = folder.resolve(name);
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (var entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private static Map<String, String> content(Path jar) throws IOException {
    var content = new TreeMap<String, String>();
    try (var zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        content.put(
            entry.getName(),
            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return content;
  }
}
