/** The border between the jobs and the world: store, progress, clock, scratch space, deadline. */
package dev.sextant.worker.shell;
