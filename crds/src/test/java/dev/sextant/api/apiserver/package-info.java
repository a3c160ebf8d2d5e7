/** What a real API server says about the definitions and about objects of each kind. */
package dev.sextant.api.apiserver;
