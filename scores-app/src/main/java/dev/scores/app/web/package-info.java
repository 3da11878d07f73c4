/**
 * Serves the web app of the module scores-web: the document at {@code /}, its files, and the titles
 * of exercises. The document has the first page of the board before a script runs (docs/adr/0049).
 *
 * <p>Start with {@link dev.scores.app.web.WebController}.
 */
@NullMarked
package dev.scores.app.web;

import org.jspecify.annotations.NullMarked;
