/** Tests of what is no program: the containers, and what SECURITY.md says. */
package dev.scores.repository;
