package dev.sextant.contracts;

/**
 * A content-addressed file of the store, as listed by a manifest.
 *
 * @param name the file's name within what the manifest describes, such as {@code model.onnx}
 * @param sha256 lower-case hexadecimal SHA-256 of its bytes; also its address
 * @param bytes its size
 */
public record FileRef(String name, String sha256, long bytes) {}
