/** Carries requests of the Open Inference Protocol to servers, over REST and gRPC. */
package dev.sextant.router.proxy;
