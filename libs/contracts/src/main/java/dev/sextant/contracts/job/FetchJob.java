package dev.sextant.contracts.job;

/**
 * Brings a model into a directory and verifies it; runs as the init container of a server.
 *
 * @param manifestUri {@code s3://} URI of the model's manifest
 * @param digest the digest that it must have
 * @param directory where {@code model.json}, {@code model.onnx} and {@code golden.json} go
 * @param deadlineSeconds how long it may try
 */
public record FetchJob(
    StoreLocation store, String manifestUri, String digest, String directory, long deadlineSeconds)
    implements JobSpec {}
