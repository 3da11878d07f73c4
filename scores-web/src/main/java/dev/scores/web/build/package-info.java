/**
 * Builds the web app without Node: collects the modules of Lit that the app imports, resolves
 * imports, and names the directory of all files by a digest of their contents (docs/adr/0049). Not
 * part of the jar.
 *
 * <p>Start with {@link dev.scores.web.build.WebBuild}.
 */
@NullMarked
package dev.scores.web.build;

import org.jspecify.annotations.NullMarked;
