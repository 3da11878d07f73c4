/**
 * Compatibility with the last release: {@link dev.scores.compatibility.ContractCompatibilityTest}
 * for clients of the services, {@link dev.scores.compatibility.DomainCompatibilityTest} for
 * programs that import the domain. VERSIONING.md has the rules.
 */
@NullMarked
package dev.scores.compatibility;

import org.jspecify.annotations.NullMarked;
