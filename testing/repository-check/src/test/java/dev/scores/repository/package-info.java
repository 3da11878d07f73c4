/** Tests of files that are not code: containers, alerts, bills of materials and SECURITY.md. */
package dev.scores.repository;
