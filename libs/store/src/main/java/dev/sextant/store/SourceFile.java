package dev.sextant.store;

import java.time.Instant;

/**
 * A file that somebody else wrote, as it was when it was listed.
 *
 * @param uri where it lies
 * @param etag the store's entity tag; it changes with the bytes, and a later read insists on it
 * @param bytes its size
 * @param modified when it was written, by the store's clock
 */
public record SourceFile(S3Uri uri, String etag, long bytes, Instant modified) {}
