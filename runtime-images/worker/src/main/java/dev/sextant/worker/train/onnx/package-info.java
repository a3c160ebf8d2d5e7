/** Writes a model as one ONNX graph: imputation, encoding and scoring. */
package dev.sextant.worker.train.onnx;
