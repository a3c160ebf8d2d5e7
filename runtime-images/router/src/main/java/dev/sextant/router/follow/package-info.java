/** Follows Routes and EndpointSlices, keeps the last table on disk, and acknowledges routes. */
package dev.sextant.router.follow;
