package dev.sextant.images;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What goes where in an image: what rarely changes in one layer, what every build of ours changes
 * in another.
 *
 * @param dependencies path in the image to file here
 * @param application path in the image to file here
 * @param entryPoint the command; empty for the base
 */
record Layout(
    SortedMap<String, Path> dependencies,
    SortedMap<String, Path> application,
    List<String> entryPoint) {

  Layout {
    dependencies = new TreeMap<>(dependencies);
    application = new TreeMap<>(application);
    entryPoint = List.copyOf(entryPoint);
  }

  /** The same with one file more in the upper layer. */
  Layout with(String path, Path file) {
    var more = new TreeMap<>(application);
    more.put(path, file);
    return new Layout(dependencies, more, entryPoint);
  }
}
