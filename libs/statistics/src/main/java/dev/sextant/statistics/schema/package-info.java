/**
 * What has changed about the columns themselves: which there are, of what type, and which values
 * they can have. Everything that is said comes as a sentence too.
 */
package dev.sextant.statistics.schema;
