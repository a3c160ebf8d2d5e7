/** How the types are read and written. */
package dev.sextant.api.types;
