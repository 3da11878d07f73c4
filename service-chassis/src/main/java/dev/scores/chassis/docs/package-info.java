/**
 * The contract and its documentation, for people with a browser: {@code /openapi.yaml} is the
 * published file, byte for byte, {@code /docs} a page on it where operations can be tried out
 * (docs/adr/0013). Nothing is read before it is asked for, and nothing comes from elsewhere.
 *
 * <p>Start with {@link dev.scores.chassis.docs.DocumentationController}, which has the routes; the
 * page itself lies in {@code resources/docs}, beside what Maven takes from Swagger UI.
 */
@NullMarked
package dev.scores.chassis.docs;

import org.jspecify.annotations.NullMarked;
