package dev.sextant.operator.deployment;

/**
 * What the installation decides about serving.
 *
 * @param serverImage the image of model servers
 * @param workerImage the image of the container that fetches the model
 * @param routerImage the image of routers
 * @param pullPolicy when they are pulled
 * @param routers how many routers a namespace gets
 */
public record ServingSettings(
    String serverImage, String workerImage, String routerImage, String pullPolicy, int routers) {}
