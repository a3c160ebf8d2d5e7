/** The probe job: can this store be used? */
package dev.sextant.worker.probe;
