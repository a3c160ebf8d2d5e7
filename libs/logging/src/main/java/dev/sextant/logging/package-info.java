/** JSON log lines for the processes of the data plane. */
package dev.sextant.logging;
