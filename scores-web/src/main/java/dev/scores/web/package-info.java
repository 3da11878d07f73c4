/**
 * What Java code needs of the web app: its template, its texts and the list of its files. The app
 * itself is in {@code src/main/web}; {@code dev.scores.web.build} puts it into the jar.
 *
 * <p>Start with {@link dev.scores.web.WebApp}.
 */
@NullMarked
package dev.scores.web;

import org.jspecify.annotations.NullMarked;
