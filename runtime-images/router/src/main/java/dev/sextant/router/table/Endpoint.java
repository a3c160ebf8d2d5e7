package dev.sextant.router.table;

/**
 * One model server.
 *
 * @param pod its pod's name
 * @param address its IP address
 * @param portRest port of its REST API
 * @param portGrpc port of its gRPC API
 */
public record Endpoint(String pod, String address, int portRest, int portGrpc) {}
