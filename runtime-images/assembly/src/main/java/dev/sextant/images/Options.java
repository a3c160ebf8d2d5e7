package dev.sextant.images;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the caller asks for.
 *
 * @param root the repository
 * @param baseFolder folder with {@code java.tar} and {@code debian.tar}
 * @param base an image reference that takes the place of our own base, or null
 * @param storePrograms folder with the programs of the embedded store
 * @param repository prefix of the names in the archives
 * @param tag version of all images
 * @param revision commit that the images are made from, or null
 * @param push registry and prefix to push to, or null
 * @param insecure whether a registry without a certificate that can be trusted will do
 * @param only names of the images to make; empty means all that have been built
 */
record Options(
    Path root,
    Path baseFolder,
    @Nullable String base,
    Path storePrograms,
    String repository,
    String tag,
    @Nullable String revision,
    @Nullable String push,
    boolean insecure,
    Set<String> only) {

  static final String USAGE =
      """
      usage: assemble [--only NAME,...] [--repository PREFIX] [--tag TAG] [--revision COMMIT] [--base IMAGE]
                      [--push REGISTRY/PREFIX [--insecure]]

        --only        make these images: base, operator, worker, server, router, store; otherwise all
        --repository  prefix of the image names in the archives (localhost/sextant)
        --tag         tag of the image names (0.1.0)
        --revision    commit to record in the labels
        --base        an image of a registry instead of our own base; it needs glibc, libstdc++, libgomp and Java 25
        --push        also push to this registry, with the credentials of the Docker configuration
        --insecure    the registry may have a certificate that nobody vouches for, or speak plain HTTP
      """;

  Options {
    only = Set.copyOf(only);
  }

  /** Reads the command line; the script that calls gives the folders. */
  static Options parse(List<String> arguments) {
    var builder = new Builder();
    var rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String option = rest.pop();
      if (option.equals("--insecure")) {
        builder.insecure = true;
      } else if (rest.isEmpty()) {
        throw new IllegalArgumentException(option + ": is unknown or lacks its value\n" + USAGE);
      } else {
        builder.set(option, rest.pop());
      }
    }
    return builder.build();
  }

  private static final class Builder {
    private @Nullable Path root;
    private @Nullable Path baseFolder;
    private @Nullable Path storePrograms;
    private @Nullable String base;
    private @Nullable String revision;
    private @Nullable String push;
    private String repository = "localhost/sextant";
    private String tag = "0.1.0";
    private boolean insecure;
    private final Set<String> only = new HashSet<>();

    void set(String option, String value) {
      switch (option) {
        case "--root" -> root = Path.of(value);
        case "--base-folder" -> baseFolder = Path.of(value);
        case "--store-programs" -> storePrograms = Path.of(value);
        case "--base" -> base = value;
        case "--revision" -> revision = value;
        case "--push" -> push = value;
        case "--repository" -> repository = value;
        case "--tag" -> tag = value;
        case "--only" -> only.addAll(List.of(value.split(",", -1)));
        default -> throw new IllegalArgumentException(option + ": is unknown\n" + USAGE);
      }
    }

    Options build() {
      return new Options(
          given(root, "--root"),
          given(baseFolder, "--base-folder"),
          base,
          given(storePrograms, "--store-programs"),
          repository,
          tag,
          revision,
          push,
          insecure,
          only);
    }

    private static Path given(@Nullable Path path, String option) {
      if (path == null) {
        throw new IllegalArgumentException(option + ": is missing\n" + USAGE);
      }
      return path;
    }
  }
}
