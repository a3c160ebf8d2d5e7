package dev.sextant.images;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides which native libraries inside a jar can never run in a Linux container of one processor
 * architecture.
 */
final class ForeignNatives {
  private static final Pattern NATIVE =
      Pattern.compile(".*\\.(so|dll|dylib|jnilib|lib|pdb)(_[a-z0-9_]+|\\.\\d+)*$|.*\\.dsym/.*");
  private static final Set<String> OTHER_SYSTEMS =
      Set.of(
          "osx", "macos", "macosx", "darwin", "mac", "win", "windows", "win32", "win64", "freebsd",
          "aix", "sunos", "solaris", "android", "musl");
  private static final List<Set<String>> PROCESSORS =
      List.of(
          Set.of("amd64", "x64"),
          Set.of("aarch64", "arm64"),
          Set.of("arm", "armv6", "armv7", "armhf", "arm32"),
          Set.of("x86", "i386", "i686", "x32"),
          Set.of("ppc64", "ppc64le", "ppc", "powerpc"),
          Set.of("s390x"),
          Set.of("riscv64"),
          Set.of("loongarch64"),
          Set.of("mips64", "mips", "sparc", "sparcv9"));

  /** The one processor, as {@code os.arch} names it. */
  private final String processor;

  ForeignNatives(String processor) {
    this.processor = processor;
  }

  /**
   * Judges one entry by its path: {@code lib/macos/aarch64/libx.dylib} is foreign, {@code x.class}
   * never is.
   */
  boolean foreign(String entry) {
    String path =
        entry
            .toLowerCase(Locale.ROOT)
            .replace("x86_64", "amd64")
            .replace("x86-64", "amd64")
            .replace("aarch_64", "aarch64");
    if (!NATIVE.matcher(path).matches()) {
      return false;
    }
    if (path.matches(".*\\.(dll|dylib|jnilib|lib|pdb)$") || path.contains(".dsym/")) {
      return true;
    }
    for (String word : path.split("[/_.-]", -1)) {
      if (OTHER_SYSTEMS.contains(word) || otherProcessor(word)) {
        return true;
      }
    }
    return false;
  }

  private boolean otherProcessor(String word) {
    return PROCESSORS.stream()
        .anyMatch(names -> names.contains(word) && !names.contains(processor));
  }
}
