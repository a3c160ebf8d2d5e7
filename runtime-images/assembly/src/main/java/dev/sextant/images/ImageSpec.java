package dev.sextant.images;

/**
 * Names one image and says what is in it.
 *
 * @param name last part of the repository, and name of the archive
 * @param description goes into the image's labels
 */
record ImageSpec(String name, String description, Contents contents) {}
