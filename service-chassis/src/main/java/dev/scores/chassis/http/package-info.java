/**
 * HTTP behaviour that both services share.
 *
 * <p>Start with {@link dev.scores.chassis.http.ApiException}, an error response, and {@link
 * dev.scores.chassis.http.ErrorResponses}, which converts every exception to one. {@link
 * dev.scores.chassis.http.ContractBodyReader} validates payloads against the contract, {@link
 * dev.scores.chassis.http.PathIds} converts ids in paths, {@link
 * dev.scores.chassis.http.EntityTags} parses conditional headers, {@link
 * dev.scores.chassis.http.UnknownParameterFilter} rejects unknown query parameters.
 *
 * <p>Before routing, {@link dev.scores.chassis.http.RequestNormalizer} converts the request head to
 * a canonical form and hides HEAD and {@code Accept} from the router ({@link
 * dev.scores.chassis.http.OriginalRequest}). {@link dev.scores.chassis.http.FilterOrder} lists the
 * filters.
 */
@NullMarked
package dev.scores.chassis.http;

import org.jspecify.annotations.NullMarked;
