/** Tests of files that are not code: containers, bills of materials and SECURITY.md. */
package dev.scores.repository;
