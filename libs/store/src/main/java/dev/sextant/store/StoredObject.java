package dev.sextant.store;

/**
 * An object that is in the store and will never change.
 *
 * @param sha256 lower-case hexadecimal SHA-256 of its bytes
 * @param bytes its size
 * @param uri where it lies
 */
public record StoredObject(String sha256, long bytes, S3Uri uri) {}
