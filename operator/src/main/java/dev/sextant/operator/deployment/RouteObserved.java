package dev.sextant.operator.deployment;

import java.util.List;

/**
 * What is seen of a Route beside itself.
 *
 * @param routers the namespace's routers
 * @param podUids the UIDs of their pods
 */
record RouteObserved(List<RouterFacts> routers, List<String> podUids) {}
