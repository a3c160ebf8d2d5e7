/**
 * From looks to episodes: several alarms within a few looks open one, quiet looks close it, and a
 * budget of false episodes says at which level each look is made.
 */
package dev.sextant.statistics.episodes;
