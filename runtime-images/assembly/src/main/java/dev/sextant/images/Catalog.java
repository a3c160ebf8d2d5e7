package dev.sextant.images;

import java.nio.file.Path;
import java.util.List;

/** Owns the list of all images of the project. */
final class Catalog {
  private Catalog() {}

  /**
   * Lists the images.
   *
   * @param root the repository
   * @param storePrograms folder with the built programs of the embedded store
   */
  static List<ImageSpec> images(Path root, Path storePrograms) {
    Path images = root.resolve("runtime-images");
    return List.of(
        new ImageSpec(
            "base", "glibc, Java run time, roots of trust, time zones", new Contents.BaseOnly()),
        new ImageSpec(
            "operator",
            "The operator of Sextant",
            new Contents.QuarkusApp(
                root.resolve("operator/target/quarkus-app"),
                root.resolve("operator/target/bom.json"),
                new JavaMachine(50, JavaMachine.Compilation.LIGHT))),
        new ImageSpec(
            "worker",
            "Jobs of Sextant: snapshot, train, evaluate, publish",
            app(images, "worker", new JavaMachine(40, JavaMachine.Compilation.LATE))),
        new ImageSpec(
            "server",
            "Model server of Sextant: Open Inference Protocol over ONNX Runtime",
            app(images, "server", new JavaMachine(40, JavaMachine.Compilation.USUAL))),
        new ImageSpec(
            "router",
            "Router of Sextant: traffic to model servers",
            app(images, "router", new JavaMachine(50, JavaMachine.Compilation.USUAL))),
        new ImageSpec(
            "store",
            "Embedded object store of Sextant: S3 over a volume",
            new Contents.Programs(storePrograms, "sextant-store")));
  }

  private static Contents app(Path images, String name, JavaMachine machine) {
    Path target = images.resolve(name).resolve("target");
    return new Contents.JavaApp(
        target.resolve("app/lib"),
        target.resolve("bom.json"),
        "dev.sextant." + name + ".Main",
        machine);
  }
}
