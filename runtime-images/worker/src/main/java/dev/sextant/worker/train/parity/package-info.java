/** Proves that the real server answers raw rows as the trainer predicts them. */
package dev.sextant.worker.train.parity;
