/**
 * The Open Inference Protocol v2: what a request and an answer are, and their JSON and gRPC forms.
 *
 * <p>Both forms become the same {@link dev.sextant.protocol.InferRequest}, so that what is behind
 * the codecs cannot tell REST from gRPC. Every refusal begins with the path of the field and says
 * what to do.
 */
package dev.sextant.protocol;
