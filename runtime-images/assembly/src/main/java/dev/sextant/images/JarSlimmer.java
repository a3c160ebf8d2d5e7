package dev.sextant.images;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes jars anew without the native libraries of other platforms.
 *
 * <p>Entries are stored, not compressed: the layer is compressed anyway, and native libraries are
 * copied out faster at start. Order and times are fixed, so the same jar gives the same bytes.
 */
final class JarSlimmer {
  private final ForeignNatives natives;
  private final Path folder;

  JarSlimmer(ForeignNatives natives, Path folder) {
    this.natives = natives;
    this.folder = folder;
  }

  /** Returns the jar itself when it holds nothing foreign, otherwise a smaller copy. */
  Path slim(Path jar) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> entries = zip.stream().toList();
      if (entries.stream().noneMatch(entry -> natives.foreign(entry.getName()))) {
        return jar;
      }
      Files.createDirectories(folder);
      Path copy = folder.resolve(jar.getFileName());
      List<? extends ZipEntry> kept =
          entries.stream()
              .filter(entry -> !entry.isDirectory() && !natives.foreign(entry.getName()))
              .sorted(manifestFirst())
              .toList();
      write(zip, kept, copy);
      return copy;
    }
  }

  private static Comparator<ZipEntry> manifestFirst() {
    return Comparator.comparing((ZipEntry entry) -> !entry.getName().equals("META-INF/MANIFEST.MF"))
        .thenComparing(ZipEntry::getName);
  }

  private static void write(ZipFile source, List<? extends ZipEntry> entries, Path target)
      throws IOException {
    try (var out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
      out.setMethod(ZipOutputStream.STORED);
      for (ZipEntry entry : entries) {
        var copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        copy.setSize(entry.getSize());
        copy.setCompressedSize(entry.getSize());
        copy.setCrc(entry.getCrc());
        out.putNextEntry(copy);
        try (var in = source.getInputStream(entry)) {
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
  }
}
