package dev.sextant.router.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** What a server answered over REST. */
record RestAnswer(int status, MultiMap headers, Buffer body) {}
