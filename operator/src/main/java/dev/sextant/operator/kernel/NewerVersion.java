package dev.sextant.operator.kernel;

import dev.sextant.api.common.ConditionStatus;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds values that only a newer version can have written: enum constants read as Unknown. */
public final class NewerVersion {
  private NewerVersion() {}

  /** The path of the first such value below a spec or status, such as {@code spec.trainer.kind}. */
  public static Optional<String> find(String path, @Nullable Object value) {
    return switch (value) {
      case null -> Optional.empty();
      case ConditionStatus ignored -> Optional.empty();
      case Enum<?> constant ->
          constant.name().equals("Unknown") ? Optional.of(path) : Optional.empty();
      case List<?> list -> inList(path, list);
      case Map<?, ?> map ->
          map.entrySet().stream()
              .flatMap(e -> find(path + "." + e.getKey(), e.getValue()).stream())
              .findFirst();
      case Record record -> inRecord(path, record);
      default -> Optional.empty();
    };
  }

  private static Optional<String> inList(String path, List<?> list) {
    for (int i = 0; i < list.size(); i++) {
      Optional<String> found = find(path + "[" + i + "]", list.get(i));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inRecord(String path, Record record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        Object inner = component.getAccessor().invoke(record);
        Optional<String> found = find(path + "." + component.getName(), inner);
        if (found.isPresent()) {
          return found;
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + path + "." + component.getName(), e);
      }
    }
    return Optional.empty();
  }
}
