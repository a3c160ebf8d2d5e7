package dev.sextant.server;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.ServerConfig;
import org.jspecify.annotations.Nullable;

/** Reads the configuration and refuses one that cannot work. */
final class ServerConfigs {
  private ServerConfigs() {}

  /** Reads the value of the environment variable. */
  static ServerConfig read(@Nullable String json) {
    if (json == null || json.isBlank()) {
      throw new IllegalArgumentException(
          ServerConfig.ENVIRONMENT + ": is not set; give the server's configuration as JSON");
    }
    try {
      return check(Json.read(json, ServerConfig.class));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(ServerConfig.ENVIRONMENT + ": " + e.getMessage(), e);
    }
  }

  static ServerConfig check(ServerConfig config) {
    present("model", config.model());
    present("version", config.version());
    present("directory", config.directory());
    between("restPort", config.restPort(), 0, 65_535);
    between("grpcPort", config.grpcPort(), 0, 65_535);
    between("threads", config.threads(), 1, 1_024);
    between("maxBatchRows", config.maxBatchRows(), 1, 10_000_000);
    between("maxBodyBytes", config.maxBodyBytes(), 1, 1L << 30);
    between("maxQueued", config.maxQueued(), 0, 1_000_000);
    between("drainSeconds", config.drainSeconds(), 0, 86_400);
    return config;
  }

  private static void present(String field, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(field + ": is missing; give one");
    }
  }

  private static void between(String field, long value, long low, long high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "%s: %d is out of range; give %d to %d".formatted(field, value, low, high));
    }
  }
}
