/**
 * The contract and its documentation: {@code /openapi.yaml} is the published file, byte for byte,
 * {@code /docs} a page on which operations can be tried out (docs/adr/0013). Documents are loaded
 * at the first request; the page loads nothing from other hosts.
 *
 * <p>Start with {@link dev.scores.chassis.docs.DocumentationController}, which has the routes; the
 * page is in {@code resources/docs}, next to the files that Maven unpacks from Swagger UI.
 */
@NullMarked
package dev.scores.chassis.docs;

import org.jspecify.annotations.NullMarked;
