/** What an installation configures. */
package dev.sextant.operator.config;
