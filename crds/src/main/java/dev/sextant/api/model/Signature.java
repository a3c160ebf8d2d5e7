package dev.sextant.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What a request gives and what the answer has. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Signature(
    @Required @Size(min = 1, max = 1000) @JsonPropertyDescription("What a request gives, by name.")
        List<SignatureInput> inputs,
    @Required @Size(min = 1, max = 64) @JsonPropertyDescription("What the answer has, by name.")
        List<SignatureOutput> outputs) {
  public Signature {
    inputs = inputs == null ? List.of() : List.copyOf(inputs);
    outputs = outputs == null ? List.of() : List.copyOf(outputs);
  }
}
