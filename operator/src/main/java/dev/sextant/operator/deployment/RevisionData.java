package dev.sextant.operator.deployment;

import dev.sextant.api.serving.Server;
import dev.sextant.api.serving.ServerLimits;
import dev.sextant.contracts.Json;
import dev.sextant.operator.kernel.Hashes;
import dev.sextant.operator.kernel.Names;

/**
 * What a revision serves and how, copied, so that deleting anything else never breaks it: the
 * content of a ControllerRevision.
 *
 * @param format version of this content, 1
 * @param model the model
 * @param server the servers as the spec had them
 * @param serverImage the image of the servers when the revision was made; an upgrade of Sextant
 *     does not change it
 * @param workerImage the image that fetches the model, likewise
 */
record RevisionData(
    int format, ServedModel model, Server server, String serverImage, String workerImage) {

  static RevisionData of(ServedModel model, Server server, ServingSettings settings) {
    return new RevisionData(1, model, server, settings.serverImage(), settings.workerImage());
  }

  /**
   * The name of the revision: by everything but the images, so that an upgrade of Sextant rolls
   * nobody's servers.
   */
  String revisionName(String deployment) {
    ServerLimits limits = server.limits();
    String hash =
        Hashes.version(1)
            .field("version", model.version())
            .field("digest", model.digest())
            .field("manifestUri", model.manifestUri())
            .field("store", model.store())
            .field("secretName", model.secretName())
            .field("threads", server.threads(), 1)
            .field("drain", server.drain(), "30s")
            .field("maxBatchRows", limits.maxBatchRows(), 1024)
            .field("maxBodyBytes", limits.maxBodyBytes(), 16_777_216L)
            .field("maxQueued", limits.maxQueued(), 256)
            .field("resources", server.resources() == null ? null : Json.write(server.resources()))
            .field("pod", Json.write(server.pod()), "{}")
            .digest();
    return Names.revision(deployment, hash);
  }
}
