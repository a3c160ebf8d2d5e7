package dev.sextant.server;

import dev.sextant.contracts.ServerConfig;
import dev.sextant.protocol.BinaryData;
import dev.sextant.protocol.ErrorKind;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.Quote;
import dev.sextant.protocol.ServerMetadata;
import java.util.List;

/** The names that this server answers to. */
record Naming(String model, String version) {
  static Naming of(ServerConfig config) {
    return new Naming(config.model(), config.version());
  }

  /**
   * Refuses other models and other versions.
   *
   * @param askedVersion empty leaves the choice to the server
   */
  void require(String askedModel, String askedVersion) throws ProtocolException {
    if (!askedModel.equals(model)) {
      throw new ProtocolException(
          ErrorKind.NOT_FOUND,
          "model: %s is not served here; this server has %s"
              .formatted(Quote.of(askedModel), Quote.of(model)));
    }
    if (!askedVersion.isEmpty() && !askedVersion.equals(version)) {
      throw new ProtocolException(
          ErrorKind.NOT_FOUND,
          "version: %s of model %s is not served here; this server has %s"
              .formatted(Quote.of(askedVersion), Quote.of(model), Quote.of(version)));
    }
  }

  static ServerMetadata server() {
    String built = ModelServer.class.getPackage().getImplementationVersion();
    return new ServerMetadata(
        "sextant", built == null ? "development" : built, List.of(BinaryData.EXTENSION));
  }
}
