/**
 * Content-addressed objects over the S3 API.
 *
 * <p>The layout below the prefix of a store:
 *
 * <pre>
 * objects/sha256/&lt;first two digits&gt;/&lt;64 hex digits&gt;   bytes, named by their SHA-256
 * manifests/&lt;kind&gt;/&lt;digest&gt;.json                      what belongs together, by logical digest
 * pointers/&lt;kind&gt;/&lt;key&gt;                               the key of a manifest, found by an input
 * </pre>
 *
 * <p>Data is written before the manifest that names it, and the manifest before the pointer that
 * names the manifest; nothing is ever changed in place. So whoever finds a pointer finds its
 * manifest, and whoever finds a manifest finds its data: a writer that dies between two steps
 * leaves objects that nobody refers to, and no more. No lock and no conditional write is needed
 * either. Two writers of one object write the same bytes; two writers of one manifest write the
 * same logical content; and when two write one pointer, each of the two values is right, so it does
 * not matter whose stays.
 *
 * <p>Objects are verified against their name on every read. Manifests and pointers carry the
 * SHA-256 of their bytes as metadata, written in the same request, and are verified against that.
 */
package dev.sextant.store;
