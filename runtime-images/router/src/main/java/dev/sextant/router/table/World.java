package dev.sextant.router.table;

import dev.sextant.contracts.route.RouteTable;
import java.util.List;
import java.util.Map;

/**
 * What the API server says: the routes, and the servers by the name of their Service.
 *
 * @param routes the routes of the namespace
 * @param servers the servers by Service
 */
public record World(List<RouteTable> routes, Map<String, List<ServerAddress>> servers) {}
