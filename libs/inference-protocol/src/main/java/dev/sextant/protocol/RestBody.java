package dev.sextant.protocol;

/**
 * The body of a request or of an answer over REST; two of them are never compared.
 *
 * @param bytes JSON, and the values of tensors after it
 * @param jsonLength how many of the bytes are JSON
 * @param binary whether any tensor has its values after the JSON, be they none: the header must
 *     then say where the JSON ends
 */
@SuppressWarnings("ArrayRecordComponent")
public record RestBody(byte[] bytes, int jsonLength, boolean binary) {}
