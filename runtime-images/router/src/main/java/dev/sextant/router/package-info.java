/**
 * The router: {@code table} decides where a request may go, {@code follow} keeps the table in step
 * with the API server, {@code proxy} carries requests.
 */
package dev.sextant.router;
