/** What the operator tells a job, and what a job tells the operator. */
package dev.sextant.contracts.job;
