package dev.sextant.operator.job;

/**
 * What the installation decides about jobs.
 *
 * @param workerImage the image of the worker
 * @param pullPolicy when it is pulled
 * @param operatorUrl where progress goes
 */
public record JobSettings(String workerImage, String pullPolicy, String operatorUrl) {}
