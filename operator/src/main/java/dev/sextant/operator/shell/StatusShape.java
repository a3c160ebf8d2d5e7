package dev.sextant.operator.shell;

import dev.sextant.api.common.Condition;
import dev.sextant.operator.kernel.NewerVersion;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * How the status of one kind is put together, so that one writer serves all kinds.
 *
 * @param fresh makes an empty object of the kind
 * @param empty the status of an object that was never looked at
 * @param conditions reads the conditions of a status
 * @param decorate puts generation and conditions into a status
 * @param ours what of a status is the operator's to write; the rest is left to its writers
 * @param theirs what of a status others write
 * @param strange the path of a value in a status that only a newer version can have written
 */
public record StatusShape<P extends CustomResource<?, T>, T>(
    Supplier<P> fresh,
    T empty,
    Function<T, List<Condition>> conditions,
    Decorate<T> decorate,
    UnaryOperator<T> ours,
    Function<T, Object> theirs,
    Function<T, Optional<String>> strange) {

  /** The shape of a status that nobody else writes to. */
  public StatusShape(
      Supplier<P> fresh, T empty, Function<T, List<Condition>> conditions, Decorate<T> decorate) {
    this(
        fresh,
        empty,
        conditions,
        decorate,
        UnaryOperator.identity(),
        status -> List.of(),
        status -> NewerVersion.find("status", status));
  }

  /** The same, of a status that others write to as well. */
  public StatusShape<P, T> sharing(UnaryOperator<T> ours, Function<T, Object> theirs) {
    return new StatusShape<>(fresh, empty, conditions, decorate, ours, theirs, strange);
  }

  /** The same, of a status with states that are no enums. */
  public StatusShape<P, T> finding(Function<T, Optional<String>> more) {
    return new StatusShape<>(
        fresh,
        empty,
        conditions,
        decorate,
        ours,
        theirs,
        status -> strange.apply(status).or(() -> more.apply(status)));
  }

  /** Puts generation and conditions into a status. */
  @FunctionalInterface
  public interface Decorate<T> {
    /** The same status with these. */
    T with(T status, long generation, List<Condition> conditions);
  }

  /** The path of a value in the object's status that only a newer version can have written. */
  Optional<String> newer(P primary) {
    return strange.apply(of(primary));
  }

  /** The status that the object has, or an empty one. */
  public T of(P primary) {
    T status = primary.getStatus();
    return status == null ? empty : status;
  }
}
