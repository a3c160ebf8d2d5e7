package dev.sextant.operator.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What an installation configures; every field is also an environment variable. */
@ConfigMapping(prefix = "sextant")
public interface OperatorConfig {

  /** The namespaces that are watched ({@code SEXTANT_NAMESPACES}); none means all. */
  Optional<List<String>> namespaces();

  /** The namespace of the operator, where its lease is ({@code SEXTANT_NAMESPACE}). */
  Optional<String> namespace();

  /** The name of the pod, or of the machine; the container runtime gives it. */
  Optional<String> host();

  /** The images of pods that the operator makes. */
  Images images();

  /** When the kubelet pulls those images ({@code SEXTANT_PULL_POLICY}). */
  @WithDefault("IfNotPresent")
  String pullPolicy();

  /** Where jobs report their progress ({@code SEXTANT_OPERATOR_URL}). */
  @WithDefault("http://sextant-operator.sextant-system:8080")
  String operatorUrl();

  /** How many routers a namespace that serves gets ({@code SEXTANT_ROUTERS}). */
  @WithDefault("2")
  int routers();

  /** The images of pods that the operator makes. */
  interface Images {
    /** Jobs, and the part of a server that fetches the model ({@code SEXTANT_IMAGES_WORKER}). */
    @WithDefault("localhost/sextant-worker:0.1.0")
    String worker();

    /** Model servers ({@code SEXTANT_IMAGES_SERVER}). */
    @WithDefault("localhost/sextant-server:0.1.0")
    String server();

    /** Routers ({@code SEXTANT_IMAGES_ROUTER}). */
    @WithDefault("localhost/sextant-router:0.1.0")
    String router();
  }
}
