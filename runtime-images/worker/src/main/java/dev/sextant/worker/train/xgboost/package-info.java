/** Gradient-boosted trees by XGBoost. */
package dev.sextant.worker.train.xgboost;
