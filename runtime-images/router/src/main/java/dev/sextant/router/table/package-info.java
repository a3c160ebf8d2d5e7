/** Which servers a request may go to, as pure functions over an immutable table. */
package dev.sextant.router.table;
