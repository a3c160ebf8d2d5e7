package dev.sextant.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the container images as OCI archives under {@code target/images} and prints a table of
 * them.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    try {
      Options options = Options.parse(List.of(arguments));
      List<Made> made = make(options, chosen(options));
      System.out.print(Report.table(made));
    } catch (IllegalArgumentException wrong) {
      fail(reason(wrong), 2);
    } catch (Exception failed) {
      fail(reason(failed), 1);
    }
    // Jib leaves threads of its HTTP client behind.
    System.exit(0);
  }

  private static List<Made> make(Options options, List<ImageSpec> images) throws Exception {
    Path target = options.root().resolve("target/images");
    Path scratch = target.resolve(".work");
    var materials =
        new Materials(
            options,
            LicencePolicy.read(options.root().resolve("runtime-images/assembly/licences.txt")));
    var made = new ArrayList<Made>();
    for (ImageSpec image : images) {
      var natives = new ForeignNatives(System.getProperty("os.arch"));
      var planner =
          new LayoutPlanner(new JarSlimmer(natives, scratch.resolve(image.name())), scratch);
      made.add(new Assembler(options, planner, materials, target, cache()).make(image));
    }
    return made;
  }

  static List<ImageSpec> chosen(Options options) {
    List<ImageSpec> all = Catalog.images(options.root(), options.storePrograms());
    Set<String> names = all.stream().map(ImageSpec::name).collect(Collectors.toUnmodifiableSet());
    for (String name : options.only()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "--only: there is no image " + name + "\n" + Options.USAGE);
      }
    }
    return all.stream()
        .filter(image -> options.only().isEmpty() || options.only().contains(image.name()))
        .toList();
  }

  private static Path cache() throws Exception {
    String ours = System.getenv("SEXTANT_CACHE");
    String everyones = System.getenv("XDG_CACHE_HOME");
    Path folder =
        ours != null
            ? Path.of(ours)
            : (everyones != null
                    ? Path.of(everyones)
                    : Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("sextant");
    return Files.createDirectories(folder.resolve("jib"));
  }

  private static String reason(Throwable failed) {
    Throwable cause = failed;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private static void fail(String message, int code) {
    System.err.println("error: " + message);
    System.exit(code);
  }
}
