package dev.sextant.images;

import java.nio.file.Path;

/** Says what an image holds beside its base. */
sealed interface Contents {

  /** The base with nothing added. */
  record BaseOnly() implements Contents {}

  /**
   * A folder of jars and the class that starts them.
   *
   * @param libraries folder with our own jar and all that it needs
   * @param heapPercent share of the container's memory that the Java heap may take; the rest is for
   *     native libraries
   */
  record JavaApp(Path libraries, String mainClass, int heapPercent) implements Contents {}

  /** What the Quarkus build leaves in {@code quarkus-app}. */
  record QuarkusApp(Path folder, int heapPercent) implements Contents {}

  /** Static programs; the image needs no Java. */
  record Programs(Path folder, String entryPoint) implements Contents {}
}
