package dev.sextant.operator.shell;

import dev.sextant.api.common.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
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
 */
public record StatusShape<P extends CustomResource<?, T>, T>(
    Supplier<P> fresh,
    T empty,
    Function<T, List<Condition>> conditions,
    Decorate<T> decorate,
    UnaryOperator<T> ours) {

  /** The shape of a status that nobody else writes to. */
  public StatusShape(
      Supplier<P> fresh, T empty, Function<T, List<Condition>> conditions, Decorate<T> decorate) {
    this(fresh, empty, conditions, decorate, UnaryOperator.identity());
  }

  /** Puts generation and conditions into a status. */
  @FunctionalInterface
  public interface Decorate<T> {
    /** The same status with these. */
    T with(T status, long generation, List<Condition> conditions);
  }

  /** The status that the object has, or an empty one. */
  public T of(P primary) {
    T status = primary.getStatus();
    return status == null ? empty : status;
  }
}
