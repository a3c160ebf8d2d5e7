package dev.sextant.images;

import java.nio.file.Path;

/** Says what an image holds beside its base. */
sealed interface Contents {

  /** Whether the image needs a Java run time. */
  default boolean needsJava() {
    return true;
  }

  /** The base with nothing added. */
  record BaseOnly() implements Contents {}

  /**
   * A folder of jars and the class that starts them.
   *
   * @param libraries folder with our own jar and all that it needs
   * @param bill the build's bill of materials
   * @param machine how its Java machine is set
   */
  record JavaApp(Path libraries, Path bill, String mainClass, JavaMachine machine)
      implements Contents {}

  /** What the Quarkus build leaves in {@code quarkus-app}. */
  record QuarkusApp(Path folder, Path bill, JavaMachine machine) implements Contents {}

  /** Static programs, and beside them the list and the licences of the modules in them. */
  record Programs(Path folder, String entryPoint) implements Contents {
    @Override
    public boolean needsJava() {
      return false;
    }
  }
}
