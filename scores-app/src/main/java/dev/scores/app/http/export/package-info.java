/**
 * The export of everything that the service keeps about the caller. Start with {@link
 * dev.scores.app.http.export.ExportController}.
 */
@NullMarked
package dev.scores.app.http.export;

import org.jspecify.annotations.NullMarked;
