package dev.sextant.router.table;

/**
 * A server as an EndpointSlice lists it.
 *
 * @param pod its pod's name
 * @param address its IP address
 * @param ready whether it is ready for new requests
 * @param serving whether it still answers, though it may be terminating
 */
public record ServerAddress(String pod, String address, boolean ready, boolean serving) {}
