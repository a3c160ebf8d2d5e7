/** What the tests of several rooms share. */
package dev.sextant.operator.testing;
