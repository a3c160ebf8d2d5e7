package dev.sextant.protocol;

import java.util.List;

/**
 * What a server is.
 *
 * @param extensions extensions of the protocol that it speaks
 */
public record ServerMetadata(String name, String version, List<String> extensions) {}
