package dev.sextant.images;

/**
 * One image that was made.
 *
 * @param reference its name
 * @param digest of its manifest
 * @param bytes compressed, all layers
 * @param ownBytes compressed, the layer that every build of ours changes
 */
record Made(String name, String reference, String digest, long bytes, long ownBytes) {}
