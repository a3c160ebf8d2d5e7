/** What every trainer gives: a model that predicts, and what it says on the way. */
package dev.sextant.worker.train.fit;
