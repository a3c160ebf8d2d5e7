package dev.sextant.router.table;

import java.util.List;

/**
 * An arm of a route with the servers that answer for it now.
 *
 * @param revision the revision
 * @param modelVersion the ModelVersion that it serves
 * @param weight whole per cent of the requests
 * @param endpoints its servers
 */
public record Target(String revision, String modelVersion, int weight, List<Endpoint> endpoints) {}
