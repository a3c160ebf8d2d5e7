package dev.sextant.operator.shell;

import dev.sextant.operator.kernel.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;

/** A span for each look at an object; spans go nowhere until an exporter is configured. */
final class Spans {
  private static final String SCOPE = "dev.sextant.operator";

  private Spans() {}

  /** Does the work within a span that names the object. */
  static <R> R around(HasMetadata object, Supplier<R> work) {
    Span span =
        GlobalOpenTelemetry.getTracer(SCOPE)
            .spanBuilder("reconcile " + object.getKind())
            .setAttribute("k8s.namespace.name", object.getMetadata().getNamespace())
            .setAttribute("sextant.kind", object.getKind())
            .setAttribute("sextant.name", object.getMetadata().getName())
            .startSpan();
    try (Scope _ = span.makeCurrent()) {
      return work.get();
    } catch (RuntimeException e) {
      span.recordException(e);
      span.setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
    }
  }

  /** The span of now led to this verdict. */
  static void say(Verdict verdict) {
    Span.current().setAttribute("sextant.reason", verdict.claim().reason().name());
  }
}
