package dev.sextant.worker;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.JobSpec;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a job as somebody wrote it, and says what is missing in it. */
final class JobSpecs {
  private JobSpecs() {}

  /**
   * Reads a job.
   *
   * @throws IllegalArgumentException with one sentence when it is none, or lacks what it must have
   */
  static JobSpec read(String json) {
    JobSpec spec = Json.read(json, JobSpec.class);
    missing("", (Record) spec)
        .ifPresent(path -> {
          throw new IllegalArgumentException(path + ": is missing; add it");
        });
    return spec;
  }

  /** The first field below a record that is null and must not be. */
  private static Optional<String> missing(String path, Record value) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      String at = path + component.getName();
      Optional<String> found = missing(at, component, read(component, value));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> missing(
      String at, RecordComponent component, @Nullable Object value) {
    return switch (value) {
      case null ->
          component.getAnnotatedType().isAnnotationPresent(Nullable.class)
              ? Optional.empty()
              : Optional.of(at);
      case Record part -> missing(at + ".", part);
      case List<?> list -> missing(at, list);
      default -> Optional.empty();
    };
  }

  private static Optional<String> missing(String at, List<?> list) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof Record part) {
        Optional<String> found = missing("%s[%d].".formatted(at, i), part);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable Object read(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a contract cannot be read: " + component, e);
    }
  }
}
