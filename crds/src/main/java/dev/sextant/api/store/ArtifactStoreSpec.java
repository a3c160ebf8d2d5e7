package dev.sextant.api.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Where a namespace keeps its data and models: a bucket of an S3 store. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ArtifactStoreSpec(
    @Required
        @Pattern("^https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?/?$")
        @Size(max = 512)
        @JsonPropertyDescription(
            "The URL of the S3 API, such as https://s3.example.org or "
                + "http://store.sextant-system:9000.")
        String endpoint,
    @Default("\"us-east-1\"")
        @Pattern("^[a-z0-9-]+$")
        @Size(min = 1, max = 63)
        @JsonPropertyDescription(
            "The region that requests are signed for. Stores that have no regions take any.")
        String region,
    @Required
        @Pattern("^[a-z0-9][a-z0-9.-]*[a-z0-9]$")
        @Size(min = 3, max = 63)
        @JsonPropertyDescription("The bucket. It must exist: Sextant makes none.")
        String bucket,
    @Default("\"\"")
        @Pattern("^([A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*)?$")
        @Size(max = 512)
        @JsonPropertyDescription(
            "What every key in the bucket begins with, without a slash at either end. "
                + "Empty: the bucket itself. Several namespaces can share a bucket under "
                + "different prefixes.")
        String prefix,
    @Default("true")
        @JsonPropertyDescription(
            "true: the bucket is in the path of the URL, as most stores outside the large "
                + "clouds need it. false: it is in the host name.")
        Boolean pathStyle,
    @Required
        @JsonPropertyDescription(
            "The keys with which Sextant's jobs and servers read and write the store.")
        StoreCredentials credentials) {
  public ArtifactStoreSpec {
    region = region == null ? "us-east-1" : region;
    prefix = prefix == null ? "" : prefix;
    pathStyle = pathStyle == null ? true : pathStyle;
  }
}
