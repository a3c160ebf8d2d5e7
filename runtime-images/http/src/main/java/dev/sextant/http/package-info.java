/** What the router and the model server do alike with connections. */
package dev.sextant.http;
