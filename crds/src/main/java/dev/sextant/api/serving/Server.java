package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import dev.sextant.api.common.PodOverlay;
import dev.sextant.api.common.Resources;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What runs the model. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Server(
    @Default("\"Onnx\"")
        @JsonPropertyDescription(
            "Onnx: the Sextant model server, which computes the features and runs the ONNX "
                + "model.")
        ServerRuntime runtime,
    @JsonPropertyDescription("What the container of a server may use.")
        @Nullable Resources resources,
    @Default("1")
        @Min(1)
        @Max(64)
        @JsonPropertyDescription(
            "How many requests one server computes at the same time, one thread each.")
        Integer threads,
    @Default("{}")
        @JsonPropertyDescription(
            "Where the pods may run, and more labels and annotations for them.")
        PodOverlay pod,
    @Default("\"30s\"")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "How long a server that is to end may take to answer the requests it has."
                + Patterns.DURATION_HELP)
        String drain,
    @Default("{}") @JsonPropertyDescription("What one server accepts at most.")
        ServerLimits limits) {
  public Server {
    runtime = runtime == null ? ServerRuntime.Onnx : runtime;
    threads = threads == null ? 1 : threads;
    pod = pod == null ? PodOverlay.defaults() : pod;
    drain = drain == null ? "30s" : drain;
    limits = limits == null ? ServerLimits.defaults() : limits;
  }

  /** What holds where the user says nothing. */
  public static Server defaults() {
    return new Server(
        ServerRuntime.Onnx, null, 1, PodOverlay.defaults(), "30s", ServerLimits.defaults());
  }
}
