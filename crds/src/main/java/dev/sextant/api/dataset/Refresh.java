package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** When a new snapshot is taken. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Refresh(
    @Pattern(Patterns.CRON)
        @Size(max = 128)
        @JsonPropertyDescription(
            "When to take a snapshot, as five cron fields: minute, hour, day of the month, "
                + "month, day of the week (0 is Sunday). Numbers, stars, lists, ranges and "
                + "steps. Data that has not changed makes no new snapshot.")
        @Nullable String schedule,
    @Default("\"UTC\"")
        @Pattern(Patterns.ZONE)
        @Size(max = 64)
        @JsonPropertyDescription("The time zone of the schedule, such as Europe/Berlin.")
        String timeZone,
    @Size(max = 128)
        @JsonPropertyDescription(
            "Any text. Changing it takes a snapshot now, for data that changed under the "
                + "same name.")
        @Nullable String token) {
  public Refresh {
    timeZone = timeZone == null ? "UTC" : timeZone;
  }
}
