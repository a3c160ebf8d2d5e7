package dev.sextant.server;

/** The wire form by which a request came. */
enum Wire {
  REST,
  GRPC
}
