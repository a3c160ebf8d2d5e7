package dev.sextant.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Decides the layers and the command of an image from the files that the build left. */
final class LayoutPlanner {
  /** What is in this folder of an image can be run. */
  static final String PROGRAMS = "/usr/bin/";

  private static final String APP = "/app/";

  private final JarSlimmer slimmer;
  private final Path scratch;

  LayoutPlanner(JarSlimmer slimmer, Path scratch) {
    this.slimmer = slimmer;
    this.scratch = scratch;
  }

  Layout plan(ImageSpec image) throws IOException {
    return switch (image.contents()) {
      case Contents.BaseOnly() -> new Layout(new TreeMap<>(), new TreeMap<>(), List.of());
      case Contents.JavaApp app -> javaApp(app, image.name());
      case Contents.QuarkusApp app -> quarkusApp(app);
      case Contents.Programs programs -> programs(programs);
    };
  }

  private Layout javaApp(Contents.JavaApp app, String name) throws IOException {
    var dependencies = new TreeMap<String, Path>();
    var application = new TreeMap<String, Path>();
    for (Path jar : files(app.libraries())) {
      (ours(jar) ? application : dependencies)
          .put(APP + "lib/" + jar.getFileName(), slimmer.slim(jar));
    }
    var classPath = new ArrayList<>(application.keySet());
    classPath.addAll(dependencies.keySet());
    // A file of arguments: the order of a wildcard is that of the folder, and differs from machine
    // to machine.
    Path arguments = scratch.resolve(name + "-java.args");
    Files.createDirectories(scratch);
    Files.writeString(arguments, "-cp " + String.join(":", classPath) + "\n");
    application.put(APP + "java.args", arguments);
    var command = app.machine().command();
    command.addAll(List.of("@" + APP + "java.args", app.mainClass()));
    return new Layout(dependencies, application, command);
  }

  private Layout quarkusApp(Contents.QuarkusApp app) throws IOException {
    var dependencies = new TreeMap<String, Path>();
    var application = new TreeMap<String, Path>();
    for (Path file : files(app.folder())) {
      Path relative = app.folder().relativize(file);
      boolean library = relative.startsWith("lib") && !ours(file);
      (library ? dependencies : application)
          .put(APP + relative, jar(file) ? slimmer.slim(file) : file);
    }
    var command = app.machine().command();
    command.addAll(
        List.of(
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-jar",
            APP + "quarkus-run.jar"));
    return new Layout(dependencies, application, command);
  }

  private static Layout programs(Contents.Programs programs) throws IOException {
    var dependencies = new TreeMap<String, Path>();
    var application = new TreeMap<String, Path>();
    for (Path file : files(programs.folder())) {
      Path relative = programs.folder().relativize(file);
      if (relative.startsWith("licences")) {
        dependencies.put("/usr/share/" + relative, file);
      } else if (Files.isExecutable(file)) {
        application.put(PROGRAMS + relative, file);
      }
    }
    return new Layout(dependencies, application, List.of(PROGRAMS + programs.entryPoint()));
  }

  /**
   * Our own jars: {@code sextant-store-0.1.0.jar}, in Quarkus {@code
   * dev.sextant.sextant-crds-0.1.0.jar}.
   */
  private static boolean ours(Path jar) {
    String name = jar.getFileName().toString();
    return name.startsWith("sextant-") || name.startsWith("dev.sextant.");
  }

  private static boolean jar(Path file) {
    return file.getFileName().toString().endsWith(".jar");
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": is not there; build the modules first (make build)");
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
